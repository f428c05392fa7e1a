# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.tests import tagged

from .exposure_common import ExposureCommon


@tagged("post_install", "-at_install")
class TestExposureCompanies(ExposureCommon):
    """Goods of one company that are complained about to another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot.company_id = False
        cls._count(cls.lot, 20000)
        cls._deliver(cls.city, (cls.lot, 18000))
        cls.warehouse_other = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company_other.id)], limit=1
        )
        cls.Alarm = cls.env["complaint.alarm"]

    @classmethod
    def _complain_elsewhere(cls, number=3, quantity=10, partner=None):
        cases = cls.env["complaint.case"]
        for _number in range(number):
            cases |= cls._complain(
                cls.lot, quantity, partner, company_id=cls.company_other.id
            )
        return cases

    @classmethod
    def _deliver_elsewhere(cls, quantity):
        """Let the other company deliver some of the lot, too."""
        place = cls.warehouse_other.lot_stock_id
        cls._count(cls.lot.with_company(cls.company_other), quantity, place)
        cls._deliver(cls.county, (cls.lot, quantity), warehouse=cls.warehouse_other)

    def _move_user(self):
        """Let the user of quality work in the other company."""
        self.user_quality.write(
            {
                "company_ids": [Command.set(self.company_other.ids)],
                "company_id": self.company_other.id,
            }
        )

    def _find(self):
        self.Alarm._cron_find()
        return self.Alarm.search([("lot_id", "=", self.lot.id)])

    # === TOLD === #

    def test_who_delivered_learns_how_many_and_no_more(self):
        """Number and pieces count; who complained, and where, is not said."""
        cases = self._complain_elsewhere(partner=self.city)
        panel = self._get_panel(self.lot)
        self.assertEqual(
            (panel["case_count"], panel["elsewhere"], panel["affected"]), (3, 3, 30)
        )
        [rate] = panel["rates"]
        self.assertEqual((rate["case_count"], round(rate["ppm"])), (3, 1667))
        self.assertTrue(rate["above"])
        [customer] = panel["customers"]
        self.assertEqual((customer["case_count"], customer["affected"]), (0, 0))
        self.assertFalse(customer["told_at"])
        self.assertEqual(panel["cases"], [])
        for case in cases:
            self.assertNotIn(case.name, str(panel))

    def test_told_to_the_customer_elsewhere_is_not_told_here(self):
        """An answer of the other company to the same customer stays there."""
        case = self._complain_elsewhere(1, partner=self.city)
        self.env["complaint.notice"].create(
            {
                "case_id": case.id,
                "code": "free",
                "at": "2026-03-02 09:00:00",
                "user_id": self.env.uid,
                "via": "phone",
                "state": "logged",
            }
        )
        [customer] = self._get_panel(self.lot)["customers"]
        self.assertFalse(customer["told_at"])

    def test_who_delivered_gets_the_alarm(self):
        """The lot is looked after by who sent it out, not by who heard of it."""
        self._complain_elsewhere()
        alarm = self._find()
        self.assertRecordValues(
            alarm,
            [
                {
                    "company_id": self.company.id,
                    "case_count": 3,
                    "affected": 30,
                    "delivered": 18000,
                }
            ],
        )
        self.assertEqual(self._find(), alarm)

    def test_own_complaints_and_those_elsewhere_are_added_up(self):
        """One here and one there: neither alone would be an alarm."""
        self._complain(self.lot, 10)
        self.assertFalse(self._find())
        self._complain_elsewhere(1)
        self.assertEqual(self._find().case_count, 2)
        self.assertEqual(self._get_panel(self.lot)["elsewhere"], 1)

    # === NOT TOLD === #

    def test_who_delivered_itself_answers_for_it(self):
        """The other company sold some of the lot: its complaints are its own."""
        self._deliver_elsewhere(1000)
        self._complain_elsewhere()
        panel = self._get_panel(self.lot)
        self.assertEqual((panel["case_count"], panel["elsewhere"]), (0, 0))
        self.assertRecordValues(
            self._find(),
            [{"company_id": self.company_other.id, "delivered": 1000}],
        )

    def test_who_delivered_nothing_learns_nothing(self):
        """Complaints of a company on its own goods are not shown in another one."""
        self._complain(self.lot, 10)
        self._move_user()
        panel = self._get_panel(self.lot)
        self.assertEqual((panel["case_count"], panel["elsewhere"]), (0, 0))

    def test_goods_that_came_back_from_a_customer_were_not_delivered(self):
        """A return to the other company is no delivery of it."""
        back = self._create_picking(
            self.warehouse_other.in_type_id,
            self.customers,
            self.warehouse_other.lot_stock_id,
            [(self.lot, 5)],
            self.city,
        )
        back.move_ids.picked = True
        back._action_done()
        self._complain_elsewhere()
        self.assertEqual(self._get_panel(self.lot)["elsewhere"], 3)
        self.assertEqual(self._find().company_id, self.company)

    def test_history_is_that_of_lots_that_were_delivered(self):
        """Complaints on lots nobody delivered make no lot look usual."""
        self.defect.norm_ppm = 0
        for number in range(6):
            stray = self._create_lot(self.product, name=f"STRAY-{number}")
            self._complain(stray, 1)
        sold = self._create_stock(self.product, "SOLD", 180000)
        self._deliver(self.county, (sold, 180000))
        for _number in range(9):
            self._complain(self.lot, 1)
        self.assertFalse(self._find(), "there is no history to be compared with")

    # === OPEN ACTIONS === #

    def _act(self, case, **values):
        return self.env["complaint.corrective.action"].create(
            {
                "name": "Warm up the jaw",
                "description": "Before each start.",
                "case_id": case.id,
                "user_id": self.user_internal.id,
                "due_date": "2026-12-01",
            }
            | values
        )

    def test_open_actions_on_the_lot_are_shown(self):
        """Also of complaints that are only linked; what is given up is not open."""
        mine = self._complain(self.lot, 3, user_id=self.user_quality.id)
        far = self._create_stock(self.product, "2611B", 10)
        linked = self._act(self._complain(far, 1), case_ids=[Command.link(mine.id)])
        action = self._act(mine, kind="containment")
        self._act(mine, cancel_reason="Done already.").action_cancel()
        self._act(self._complain(far, 1))
        panel = self._get_panel(self.lot)
        self.assertEqual(panel["action_count"], 2)
        self.assertEqual(
            [row["id"] for row in panel["actions"]], sorted((action + linked).ids)
        )
        row = next(row for row in panel["actions"] if row["id"] == action.id)
        self.assertEqual(
            (row["kind"], row["state"], row["user"], str(row["due_date"])),
            ("Containment", "Open", self.user_internal.name, "2026-12-01"),
        )

    def test_actions_are_counted_over_all_and_listed_by_rights(self):
        """As complaints are; nothing of another company."""
        self._act(self._complain(self.lot, 1))
        panel = self._get_panel(self.lot)
        self.assertEqual((panel["action_count"], panel["actions"]), (1, []))
        panel = self._get_panel(self.lot, self.user_quality_manager)
        self.assertEqual(len(panel["actions"]), 1)
        self._move_user()
        self.assertEqual(self._get_panel(self.lot)["action_count"], 0)
