# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .exposure_common import ExposureCommon


@tagged("post_install", "-at_install")
class TestAlarm(ExposureCommon):
    """A lot that is surely worse than it should be is told, once, to one person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._count(cls.lot, 20000)
        cls._deliver(cls.city, (cls.lot, 10000))
        cls._deliver(cls.county, (cls.lot, 8000))
        cls.Alarm = cls.env["complaint.alarm"]

    def _find(self):
        self.Alarm._cron_find()
        return self.Alarm.search([("lot_id", "=", self.lot.id)])

    def _complain_often(self, number=3, quantity=10, **values):
        for _number in range(number):
            self._complain(self.lot, quantity, **values)

    def _make_history(self, defect):
        """Deliver ten other lots of 18,000, with a complaint on each."""
        for number in range(10):
            lot = self._create_stock(self.product, f"OLD-{number}", 18000)
            self._deliver(self.county, (lot, 18000))
            self._complain(lot, 1, line={"defect_id": defect.id})

    def _decide(self, alarm, action, user=None):
        alarm = alarm.with_user(user or self.user_quality)
        alarm.decision_reason = "Cartons were crushed."
        getattr(alarm, action)()

    def test_lot_above_its_norm_raises_an_alarm(self):
        """Thirty bags of 18,000 are more than 300 per million."""
        self._complain_often()
        [alarm] = self._find()
        self.assertRecordValues(
            alarm,
            [
                {
                    "kind": "norm",
                    "state": "open",
                    "defect_id": self.defect.id,
                    "company_id": self.company.id,
                    "case_count": 3,
                    "affected": 30,
                    "delivered": 18000,
                    "expected_ppm": 300,
                }
            ],
        )
        self.assertEqual(round(alarm.ppm), 1667)
        self.assertEqual(
            round(alarm.ppm), round(self._get_panel(self.lot)["rates"][0]["ppm"])
        )

    def test_few_complaints_raise_none(self):
        """One of forty bags, or three within the norm, prove nothing."""
        self._complain(self.lot, 40)
        self.assertFalse(self._find())
        other = self._create_stock(self.product, "2611B", 18000)
        self._deliver(self.city, (other, 18000))
        for _number in range(3):
            self._complain(other, 2)
        self.Alarm._cron_find()
        self.assertFalse(self.Alarm.search([("lot_id", "=", other.id)]))

    def test_lot_without_deliveries_raises_none(self):
        """There is no rate of nothing."""
        lot = self._create_stock(self.product, "2611B", 100)
        self._complain(lot, 10)
        self._complain(lot, 10)
        self.Alarm._cron_find()
        self.assertFalse(self.Alarm.search([("lot_id", "=", lot.id)]))

    def test_lot_above_its_history_raises_an_alarm(self):
        """Without a norm, the other lots of the product say what is usual."""
        defect = self._create_defect(name="Smear")
        self._make_history(defect)
        self._complain_often(9, 1, line={"defect_id": defect.id})
        [alarm] = self._find()
        self.assertEqual((alarm.kind, alarm.case_count), ("history", 9))
        self.assertEqual(round(alarm.ppm), 500)
        self.assertEqual(round(alarm.expected_ppm), 56)
        self.assertFalse(self.Alarm.search([("lot_id.name", "like", "OLD-")]))

    def test_small_history_raises_none(self):
        """Of too few complaints elsewhere nothing follows."""
        defect = self._create_defect(name="Smear")
        lot = self._create_stock(self.product, "OLD", 18000)
        self._deliver(self.county, (lot, 18000))
        self._complain(lot, 1, line={"defect_id": defect.id})
        self._complain_often(9, 1, line={"defect_id": defect.id})
        self.assertFalse(self._find())

    def test_place_of_a_defect_counts_for_the_norm_of_the_defect(self):
        """Leaks at port and body are leaks."""
        for name in ("Port", "Body"):
            child = self._create_defect(name=name, parent_id=self.defect.id)
            self._complain(self.lot, 10, line={"defect_id": child.id})
        self.assertEqual(self._find().defect_id, self.defect)

    def test_the_same_complaints_raise_one_alarm(self):
        """Searched again, nothing new; with another complaint, the figures grow."""
        self._complain_often()
        alarm = self._find()
        self.assertEqual(self._find(), alarm)
        self._complain(self.lot, 5)
        self.assertEqual(self._find(), alarm)
        self.assertEqual((alarm.case_count, alarm.affected), (4, 35))

    def test_dismissed_alarm_comes_back_with_more_complaints_only(self):
        """What was dismissed stays so until there is something new."""
        self._complain_often()
        alarm = self._find()
        self._decide(alarm, "action_dismiss")
        self.assertRecordValues(
            alarm,
            [{"state": "dismissed", "decided_by_id": self.user_quality.id}],
        )
        self.assertEqual(self._find(), alarm)
        self._complain(self.lot, 5)
        self.assertEqual(len(self._find()), 2)

    def test_confirmed_alarm_stands_for_what_follows(self):
        """Who knows that a lot is bad is not told so every day."""
        self._complain_often()
        alarm = self._find()
        self._decide(alarm, "action_confirm")
        self._complain(self.lot, 5)
        self.assertEqual(self._find(), alarm)

    def test_norm_that_moves_raises_no_second_alarm(self):
        """The same complaints, counted under another defect, are the same."""
        child = self._create_defect(name="Port", parent_id=self.defect.id, norm_ppm=200)
        self._complain_often(line={"defect_id": child.id})
        alarm = self._find()
        self.assertEqual(alarm.defect_id, child)
        self._decide(alarm, "action_dismiss")
        child.norm_ppm = 0
        child.active = False
        self.assertEqual(self._find(), alarm)
        self._complain(self.lot, 5, line={"defect_id": child.id})
        [second] = self._find() - alarm
        self.assertEqual(second.defect_id, self.defect)

    def test_open_alarm_goes_with_its_norm(self):
        """Still open, it is brought up to date instead of raised once more."""
        child = self._create_defect(name="Port", parent_id=self.defect.id, norm_ppm=200)
        self._complain_often(line={"defect_id": child.id})
        alarm = self._find()
        child.norm_ppm = 0
        self._complain(self.lot, 5)
        self.assertEqual(self._find(), alarm)
        self.assertEqual((alarm.defect_id, alarm.case_count), (self.defect, 4))

    def test_goods_sold_by_another_company_are_delivered(self):
        """What goes to another company's transit is out of the house, too."""
        lot = self._create_stock(self.product, "2611B", 100)
        picking = self._create_picking(
            self.warehouse.out_type_id,
            self.stock,
            self.env.ref("stock.stock_location_inter_company"),
            [(lot, 100)],
            self.company_other.partner_id,
        )
        picking.move_ids.picked = True
        picking._action_done()
        for _number in range(2):
            self._complain(lot, 10)
        self.Alarm._cron_find()
        alarm = self.Alarm.search([("lot_id", "=", lot.id)])
        self.assertEqual((alarm.delivered, alarm.affected), (100, 20))

    def test_withdrawn_complaints_raise_none(self):
        """What is not upheld does not count."""
        reason = self._create_reason(name="No", kind="withdrawn")
        self._complain_often()
        cases = self.lot.with_user(self.user_all)._get_complaint_domain()
        for case in self.env["complaint.case"].search(cases):
            case.withdrawn_reason_id = reason
            case.action_withdraw()
        self.assertFalse(self._find())

    def test_alarm_goes_to_who_decides(self):
        """With an activity, until it is decided; nobody else gets one."""
        self._complain_often()
        self.company.complaint_alarm_user_id = self.user_quality
        alarm = self._find()
        self.assertEqual(alarm.user_id, self.user_quality)
        self.assertEqual(alarm.activity_ids.user_id, self.user_quality)
        self._decide(alarm, "action_confirm", self.user_quality_manager)
        self.assertFalse(alarm.activity_ids)

    def test_alarm_speaks_the_language_of_who_decides(self):
        """Not that of the job which finds it."""
        self.env["res.lang"]._activate_lang("zh_CN")
        kind = self.env.ref("complaint_quality.mail_act_complaint_alarm")
        kind.with_context(lang="zh_CN").summary = "请判定"
        self.user_quality.lang = "zh_CN"
        self.company.complaint_alarm_user_id = self.user_quality
        self._complain_often()
        self.assertEqual(self._find().activity_ids.summary, "请判定")

    def test_alarm_waits_when_nobody_is_named(self):
        """Nor does it go to somebody who left quality."""
        self.company.complaint_alarm_user_id = self.user_named
        self._complain_often()
        alarm = self._find()
        self.assertFalse(alarm.user_id)
        self.assertFalse(alarm.activity_ids)

    # === DECIDED IN TIME === #

    def _make_superiors(self):
        """Let a foreman without a role, and the manager above, lead who decides."""
        above = self.env["hr.employee"]
        for user in (self.user_quality_manager, self.user_internal, self.user_quality):
            above = above.create(
                {
                    "name": user.name,
                    "user_id": user.id,
                    "company_id": self.company.id,
                    "parent_id": above.id,
                }
            )
        self.company.complaint_alarm_user_id = self.user_quality

    def _get_asked(self, alarm):
        return alarm.sudo().activity_ids.user_id

    def test_alarm_not_decided_in_time_goes_to_who_is_above(self):
        """The first superior who may read alarms, once, beside who should decide."""
        self._make_superiors()
        with freeze_time("2026-11-16 02:00:00"):
            self._complain_often()
            alarm = self._find()
            self.assertEqual(str(alarm.due_date), "2026-11-17")
        with freeze_time("2026-11-17 22:00:00"):
            self._find()
            self.assertFalse(alarm.is_late)
            self.assertEqual(self._get_asked(alarm), self.user_quality)
        with freeze_time("2026-11-18 02:00:00"):
            self.assertEqual(self.Alarm.search([("is_late", "=", True)]), alarm)
            self._find()
            self._find()
            self.assertEqual(alarm.raised_to_id, self.user_quality_manager)
            both = self.user_quality | self.user_quality_manager
            self.assertEqual(self._get_asked(alarm), both)
            self.assertEqual(len(alarm.sudo().activity_ids), 2)
            self._decide(alarm, "action_confirm")
            self.assertFalse(self._get_asked(alarm))
            self.assertFalse(self.Alarm.search([("is_late", "=", True)]))

    def test_alarm_of_nobody_goes_to_a_manager_of_quality(self):
        """Not to one of another company; decided ones are left alone."""
        with freeze_time("2026-11-16 02:00:00"):
            self._complain_often()
            alarm = self._find()
        managers = self.env.ref("complaint_quality.complaint_quality_group_manager")
        for user in managers.all_user_ids - self.user_quality_manager:
            user.group_ids -= managers
        with freeze_time("2026-11-18 02:00:00"):
            self.user_quality_manager.write(
                {
                    "company_ids": [Command.set(self.company_other.ids)],
                    "company_id": self.company_other.id,
                }
            )
            self._find()
            self.assertFalse(alarm.raised_to_id)
            self.user_quality_manager.company_ids |= self.company
            self._find()
            self.assertEqual(alarm.raised_to_id, self.user_quality_manager)

    def test_alarm_that_is_given_to_another_is_on_that_ones_list(self):
        """And off the list of who had it; nobody who can't read it gets it."""
        self.company.complaint_alarm_user_id = self.user_quality
        self._complain_often()
        alarm = self._find()
        mine = alarm.with_user(self.user_quality)
        mine.user_id = self.user_quality_manager
        self.assertEqual(self._get_asked(alarm), self.user_quality_manager)
        with self.assertRaises(UserError):
            mine.user_id = self.user_internal
        for values in ({"due_date": "2030-01-01"}, {"raised_to_id": self.env.uid}):
            with self.assertRaises(UserError):
                mine.write(values)
        mine.user_id = False
        self.assertFalse(self._get_asked(alarm))

    def test_decision_needs_a_reason_and_a_role(self):
        """Figures and state are nobody's to type."""
        self._complain_often()
        alarm = self._find()
        for action in ("action_confirm", "action_dismiss"):
            with self.assertRaises(UserError):
                getattr(alarm.with_user(self.user_quality), action)()
            for user in (self.user_manager, self.user_internal, self.user_portal):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(alarm.with_user(user), action)()
        mine = alarm.with_user(self.user_quality)
        for values in ({"state": "confirmed"}, {"affected": 1}, {"facts_key": "x"}):
            with self.subTest(**values), self.assertRaises(UserError):
                mine.write(values)
        self._decide(alarm, "action_dismiss")
        with self.assertRaises(UserError):
            mine.decision_reason = "Something else."
        with self.assertRaises(UserError):
            mine.action_confirm()

    def test_each_company_has_its_own_alarms(self):
        """What one company's customers say is not told in the other."""
        self._complain_often()
        alarm = self._find()
        user = self.user_quality
        user.write(
            {
                "company_ids": [Command.set(self.company_other.ids)],
                "company_id": self.company_other.id,
            }
        )
        with self.assertRaises(AccessError):
            alarm.with_user(user).read(["ppm"])

    def test_scheduled_search_runs(self):
        """The job that is shipped does it."""
        self._complain_often()
        with self.enter_registry_test_mode():
            self.env.ref(
                "complaint_quality.complaint_alarm_cron_find"
            ).method_direct_trigger()
        self.assertEqual(len(self._find()), 1)

    def test_search_takes_few_queries_whatever_it_finds(self):
        """Ten lots cost one query more than one: it writes them at once."""
        self._complain_often()
        self._find()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.Alarm._find()
        for number in range(10):
            lot = self._create_stock(self.product, f"NEW-{number}", 1000)
            self._deliver(self.city, (lot, 1000))
            self._complain(lot, 10)
            self._complain(lot, 10)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            alarms = self.Alarm._find()
        self.assertEqual(len(alarms), 10)

    def test_alarm_older_than_the_time_to_decide_is_raised_as_well(self):
        """Its time runs from the next search on."""
        self._make_superiors()
        with freeze_time("2026-11-02 02:00:00"):
            self._complain_often()
            alarm = self._find()
            alarm._with_step_token().due_date = False
        with freeze_time("2026-11-16 02:00:00"):
            self._find()
            self.assertEqual(str(alarm.due_date), "2026-11-17")
            self.assertFalse(alarm.raised_to_id)
        with freeze_time("2026-11-18 02:00:00"):
            self._find()
            self.assertEqual(alarm.raised_to_id, self.user_quality_manager)
