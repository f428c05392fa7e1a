# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .portal_common import ComplaintPortalCommon


@tagged("post_install", "-at_install")
class TestPortalTour(ComplaintPortalCommon):
    """A buyer of a hospital, on the phone, from the list to the accepted offer."""

    browser_size = "390x844"
    touch_enabled = True

    def _create_offered(self):
        return self._create_case_at("offered", description_confirmed=True)

    def _walk(self, case, **kwargs):
        self.start_tour(
            "/my/complaints", "complaint_portal_tour", login=self.buyer.login, **kwargs
        )
        evidence = case._portal_get_evidence()
        self.assertRecordValues(
            evidence, [{"origin": "portal", "note": "The delivery slip"}]
        )
        self.assertRecordValues(
            case.settlement_id, [{"state": "accepted", "answered_by": "Buyer One"}]
        )

    def test_buyer_uploads_and_accepts(self):
        """List, case, file, signature: all of it with a thumb."""
        self._walk(self._create_offered())

    def test_buyer_uploads_and_accepts_in_chinese(self):
        """The same in the other language of the product."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.buyer.lang = "zh_CN"
        self._walk(self._create_offered(), cookies={"frontend_lang": "zh_CN"})

    def test_buyer_answers_and_confirms(self):
        """Asked for information, the buyer answers, then confirms the text."""
        case = self._create_case_at("need_info")
        self.start_tour(
            "/my/complaints",
            "complaint_portal_answer_tour",
            login=self.buyer.login,
        )
        self.assertEqual(case.state, "registered")
        self.assertTrue(case.description_confirmed)
