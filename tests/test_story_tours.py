# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The leaking bags of ward 3, from the call to the last letter, in a browser."""

from odoo.tests import RecordCapturer, tagged
from odoo.tests.common import new_test_user

from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon
from odoo.addons.complaint_management.tests.register_common import (
    ComplaintRegisterCommon,
)

USER = "complaint_management.complaint_management_group_user"
DESK = "1366x768"
TELEPHONE = "390x844"


@tagged("standard", "post_install", "-at_install")
class TestStoryTours(ComplaintRegisterCommon, ComplaintHttpCommon):
    """Each person takes his or her turn in a session of his or her own.

    The same steps are walked in both languages: the tours find what they press by its
    name, and the names of records are the same in both.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        orders = "sales_team.group_sale_salesman_all_leads"
        cls.desk = cls._create_person("story_handler", "投诉专员 Handler", orders)
        cls.sales = cls._create_person("story_sales", "一线销售 Field Sales")
        cls.quality = cls._create_person("story_quality", "质量工程师 Quality")
        cls.partner.name = "第三人民医院 Third Hospital"
        cls.category.name = "漏液 Leaking"
        cls.product.name = "葡萄糖 Glucose 5 % 250 ml"
        cls.lot.name = "2611A"
        cls.buyer = new_test_user(
            cls.env,
            login="story_buyer",
            name="采购员 Buyer",
            email="buyer@hospital.example.com",
            groups="base.group_portal",
        )
        cls.buyer.partner_id.parent_id = cls.partner
        cls.order = cls._deliver()

    @classmethod
    def _create_person(cls, login, name, *groups):
        """Create a user who sees the complaints he or she is named in."""
        return new_test_user(
            cls.env,
            login=login,
            name=name,
            email=f"{login}@company.example.com",
            groups=",".join([USER, *groups]),
        )

    def test_leaking_bags_from_call_to_close(self):
        """Call, visit, finding, offer, signature, delivery, thanks."""
        case = self._walk()
        self.assertIn("complaint", case.notice_ids[:1].body)

    def test_leaking_bags_from_call_to_close_in_chinese(self):
        """The same for people who work in Chinese, and letters in Chinese."""
        self.env["res.lang"]._activate_lang("zh_CN")
        people = self.desk | self.sales | self.quality | self.buyer
        people.lang = "zh_CN"
        case = self._walk(cookies={"frontend_lang": "zh_CN"})
        self.assertEqual(case.complainant_lang, "zh_CN")
        for notice in case.notice_ids:
            self.assertIn("投诉", notice.body)

    # === TURNS === #

    def _walk(self, cookies=None):
        """Walk the whole way; return the closed complaint."""
        case = self._take_call()
        self._look_into_it(case)
        self._offer(case)
        self._accept(case, cookies)
        self._close(case)
        return case

    def _turn(self, tour, person, case=None, url=None, size=DESK, **kwargs):
        """Let a person take a turn, at a desk or with a telephone."""
        self.browser_size = size
        self.touch_enabled = size == TELEPHONE
        url = f"/odoo/complaints/{case.id}" if case else url
        self.start_tour(
            url, f"complaint_story_{tour}_tour", login=person.login, **kwargs
        )
        self.env.invalidate_all()

    def _take_call(self):
        with RecordCapturer(self.env["complaint.case"]) as capture:
            self._turn("call", self.desk, url="/odoo/register-complaint")
        case = capture.records
        self.assertRecordValues(
            case,
            [
                {
                    "state": "accepted",
                    "partner_id": self.partner.id,
                    "contact_id": self.buyer.partner_id.id,
                    "contact_ward": "3",
                    "sale_order_id": self.order.id,
                    "picking_id": self.order.picking_ids.id,
                    "user_id": self.desk.id,
                    "holder_id": self.sales.id,
                }
            ],
        )
        self.assertRecordValues(
            case.line_ids,
            [{"product_id": self.product.id, "lot_id": self.lot.id, "quantity": 12}],
        )
        self._assert_told(case, "registered", "accepted")
        return case

    def _look_into_it(self, case):
        self._turn("visit", self.sales, url="/odoo/complaint-handovers")
        self.assertRecordValues(
            case.evidence_ids,
            [{"kind": "photo", "received_by_id": self.sales.id, "origin": "company"}],
        )
        self.assertEqual(len(case.evidence_ids.attachment_ids), 1)
        self.assertEqual(case.holder_id, self.desk)

        self._turn("investigate", self.desk, case)
        self.assertRecordValues(
            case, [{"state": "investigating", "holder_id": self.quality.id}]
        )

        self._turn("finding", self.quality, url="/odoo/complaint-handovers")
        self.assertRecordValues(
            case.investigation_ids,
            [
                {
                    "state": "done",
                    "conclusion": "confirmed",
                    "responsible_party": "carrier",
                    "done_by_id": self.quality.id,
                }
            ],
        )
        self.assertEqual(case.handover_ids.mapped("state"), ["answered", "answered"])

    def _offer(self, case):
        self._turn("offer", self.desk, case)
        self.assertState(case, "offered")
        self.assertRecordValues(
            case.settlement_id.line_ids,
            [
                {
                    "kind": "replacement",
                    "case_line_id": case.line_ids.id,
                    "quantity": 12,
                },
                {"kind": "apology", "case_line_id": False, "quantity": 0},
            ],
        )
        self._assert_told(case, "registered", "accepted", "offered")

    def _accept(self, case, cookies):
        self._turn(
            "buyer", self.buyer, url="/my/complaints", size=TELEPHONE, cookies=cookies
        )
        self.assertTrue(case.description_confirmed)
        self.assertRecordValues(
            case.settlement_id,
            [
                {
                    "state": "accepted",
                    "answer_kind": "portal",
                    "answered_by": "Buyer of the hospital",
                }
            ],
        )

    def _close(self, case):
        self._turn("close", self.desk, case)
        self.assertRecordValues(
            case,
            [
                {
                    "state": "closed",
                    "conclusion": "confirmed",
                    "cause_category": "transport",
                }
            ],
        )
        self.assertRecordValues(
            case.followup_ids,
            [{"outcome_satisfaction": "4", "handling_satisfaction": "5"}],
        )
        self.assertState(case.settlement_id, "done")
        self.assertTrue(all(case.settlement_id.line_ids.mapped("done_at")))
        self._assert_told(case, "registered", "accepted", "offered", "closed")

    def _assert_told(self, case, *codes):
        """Check what the hospital was told, in this order, with nothing left."""
        notices = case.notice_ids.sorted("id")
        self.assertEqual(notices.mapped("code"), list(codes))
        self.assertEqual(set(notices.mapped("via")), {"email"})
        self.assertFalse(case.notice_due)
