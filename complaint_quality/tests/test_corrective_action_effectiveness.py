# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import UserError
from odoo.tests import tagged

from .action_common import ComplaintActionCommon


@tagged("post_install", "-at_install")
class TestCorrectiveActionEffectiveness(ComplaintActionCommon):
    """Measured by lots: what was made since the fix, and what before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot.production_date = "2026-01-10"
        cls.new_lot = cls._create_lot(
            cls.product, name="2603A", production_date="2026-03-10"
        )
        cls._ship(cls.lot, 3000)
        for _number in range(2):  # beside the case of the common class
            cls._create_case_at("registered", **cls._about(cls.lot))

    def _create_verified(self, **values):
        action = self._create_action()
        self._verify(action, **{"fix_date": "2026-03-01"} | values)
        return action

    def test_not_enough_shipped_yet(self):
        """Three complaints are expected on 3,000 units: until then, no verdict."""
        action = self._create_verified()
        self._ship(self.new_lot, 1200)
        action.with_user(self.user_quality).action_measure()
        self.assertRecordValues(
            action,
            [
                {
                    "effectiveness": "undecided",
                    "before_count": 3,
                    "before_shipped": 3000,
                    "after_count": 0,
                    "after_shipped": 1200,
                    "needed_shipped": 3000,
                }
            ],
        )
        self.assertIn("Not enough shipped yet: 1,200 of 3,000", action.measured_line)

    def test_effective(self):
        """No complaint where three were to be expected: it helped, and that stays."""
        action = self._create_verified()
        self._ship(self.new_lot, 3000)
        action.action_measure()
        self.assertEqual(action.effectiveness, "effective")
        self.assertEqual(action.allowed_count, 0)
        self._ship(self.new_lot, 500)
        action.sudo()._measure()
        self.assertEqual(action.after_shipped, 3000)
        with self.assertRaises(UserError):
            action.with_user(self.user_quality).fix_date = "2026-01-01"

    def test_not_effective(self):
        """As many complaints as before: it did not help, and is to be done again."""
        action = self._create_verified()
        self._ship(self.new_lot, 3000)
        for _number in range(3):
            self._create_case_at("registered", **self._about(self.new_lot))
        action.action_measure()
        self.assertRecordValues(
            action,
            [{"state": "open", "effectiveness": "not_effective", "fix_date": False}],
        )
        self.assertIn("After: 3 on 3,000", action.message_ids[0].body)
        self.assertEqual(action.activity_ids.user_id, self.worker)
        self.assertEqual(action.after_count, 3)
        self._verify(action, fix_date="2026-04-01")
        self.assertEqual(action.effectiveness, "undecided")

    def _bring_back(self, lot, quantity):
        """Take some of a lot back from a customer, by a real stock move."""
        move = self.env["stock.move"].create(
            {
                "product_id": lot.product_id.id,
                "product_uom_qty": quantity,
                "product_uom": lot.product_id.uom_id.id,
                "location_id": self.customers.id,
                "location_dest_id": self.stock.id,
                "company_id": self.company.id,
            }
        )
        move._action_confirm()
        move.quantity = quantity
        move.move_line_ids.lot_id = lot
        move.picked = True
        move._action_done()

    def test_what_came_back_unused_was_not_shipped(self):
        """2,000 of 3,000 came back unsold: nothing is decided on the others."""
        action = self._create_verified()
        self._ship(self.new_lot, 3000)
        self._bring_back(self.new_lot, 2000)
        action.action_measure()
        self.assertEqual(action.after_shipped, 1000)
        self.assertEqual(action.effectiveness, "undecided")
        self._ship(self.new_lot, 2000)  # the same goods again
        action.action_measure()
        self.assertEqual(action.after_shipped, 3000)
        self.assertEqual(action.effectiveness, "effective")

    def test_what_came_back_complained_about_was_used(self):
        """Two dozens leaked and came back with 76 others: 24 were shipped."""
        action = self._create_verified()
        self._ship(self.new_lot, 100)
        values = self._about(self.new_lot)
        dozen = self.env.ref("uom.product_uom_dozen")
        values["line_ids"][0][2].update(quantity=2, product_uom_id=dozen.id)
        self._create_case_at("registered", **values)
        self._bring_back(self.new_lot, 20)
        action.action_measure()
        self.assertEqual(action.after_shipped, 100)
        self._bring_back(self.new_lot, 80)
        action.action_measure()
        self.assertEqual((action.after_count, action.after_shipped), (1, 24))

    def test_more_came_back_than_was_shipped(self):
        """What was sold before the records begin is nothing shipped, and no debt."""
        action = self._create_verified()
        self._bring_back(self.new_lot, 50)
        other = self._create_lot(
            self.product, name="2603B", production_date="2026-03-11"
        )
        self._ship(other, 70)
        action.action_measure()
        self.assertEqual(action.after_shipped, 70)

    def test_complaint_to_another_company_counts(self):
        """It delivered nothing itself: the goods are those that were measured."""
        action = self._create_verified()
        self.new_lot.company_id = self.product.company_id = False
        self._ship(self.new_lot, 100)
        values = self._about(self.new_lot)
        values |= {"company_id": self.company_other.id, "partner_id": self.partner.id}
        values["description"] = "It leaks."
        self.env["complaint.case"].create(values).action_register()
        action.action_measure()
        self.assertEqual(action.after_count, 1)

    def test_other_company_counts_as_shipped(self):
        """Another company is a customer; another own place is not."""
        action = self._create_verified()
        between = self.env.ref("stock.stock_location_inter_company")
        self._ship(self.new_lot, 40, between)
        self._ship(self.new_lot, 60)
        road = self.env["stock.location"].create(
            {"name": "Road", "usage": "transit", "company_id": self.company.id}
        )
        self._ship(self.new_lot, 7, road)
        action.action_measure()
        self.assertEqual(action.after_shipped, 100)
        self.assertEqual(action.effectiveness, "undecided")

    def test_nothing_shipped_before_decides_nothing(self):
        """Complaints without a shipment, or a shipment without one, are no rate."""
        action = self._create_verified(fix_date="2020-01-01")
        action.action_measure()
        self.assertRecordValues(
            action,
            [{"effectiveness": "undecided", "before_count": 0, "needed_shipped": 0}],
        )
        self.assertIn("nothing to compare", action.measured_line)

    def test_more_may_be_asked_for(self):
        """The number of units to ship can be set higher."""
        action = self._create_verified(min_shipped=5000)
        self._ship(self.new_lot, 3000)
        action.action_measure()
        self.assertEqual(action.effectiveness, "undecided")
        self.assertEqual(action.needed_shipped, 5000)

    def test_what_does_not_count(self):
        """Another defect or product, an unfounded or merged case, moves within."""
        action = self._create_verified()
        other = self._create_lot(self._create_product(name="Other"), name="X")
        self._ship(other, 700)
        self._ship(self.new_lot, 100, self.stock.copy({"name": "Shelf 2"}))
        scratched = self._create_defect(name="Scratched")
        self._create_case_at("registered", **self._about(self.new_lot, scratched))
        self._create_case_at("merged", **self._about(self.new_lot))
        case = self._create_case_at("investigating", **self._about(self.new_lot))
        self._finish_investigation(case, conclusion="misunderstanding")
        action.action_measure()
        self.assertEqual((action.after_count, action.after_shipped), (0, 0))

    def test_two_lines_of_one_complaint_count_once(self):
        """Complaints are counted, not lines."""
        action = self._create_verified()
        values = self._about(self.new_lot)
        values["line_ids"] *= 2
        self._create_case_at("registered", **values)
        action.action_measure()
        self.assertEqual(action.after_count, 1)

    def test_lot_without_a_date_was_made_when_it_first_moved(self):
        """The first stock move of the lot says when it was made, else its entry."""
        lots = self._create_lot(self.product, name="M") | self._create_lot(
            self.product, name="E"
        )
        move = self._ship(lots[0], 5)
        move.move_line_ids.date = "2025-06-01 08:00:00"
        dates = self.env["complaint.corrective.action"]._get_lot_dates(lots | self.lot)
        self.assertEqual(str(dates[lots[0].id]), "2025-06-01")
        self.assertEqual(dates[lots[1].id], lots[1].create_date.date())
        self.assertEqual(str(dates[self.lot.id]), "2026-01-10")

    def test_needs_products(self):
        """Without a product there is nothing to count; a containment has no figures."""
        case = self._create_case_at("investigating", line_ids=[])
        case._name_users(self.user_quality, "investigator")
        action = self._create_action(case_id=case.id)
        self._verify(action)
        with self.assertRaisesRegex(UserError, "Of which products"):
            action.action_measure()
        contained = self._create_action(kind="containment")
        self._verify(contained)
        self.assertFalse(contained.effectiveness)
        with self.assertRaisesRegex(UserError, "is not measured"):
            contained.action_measure()

    def test_cron_measures_what_is_undecided(self):
        """Once a day; what is decided, open or without products is left alone."""
        action = self._create_verified()
        untouched = self._create_action()
        with self.enter_registry_test_mode():
            self.env.ref(
                "complaint_quality.complaint_corrective_action_cron_measure"
            ).method_direct_trigger()
        action.invalidate_recordset()
        self.assertTrue(action.measured_at)
        self.assertFalse(untouched.measured_at)

    # === RECURRENCE === #

    def _confirm(self, lot, **values):
        case = self._create_case_at("investigating", **self._about(lot) | values)
        return case, self._finish_investigation(case)

    def test_confirmed_complaint_on_a_newer_lot_reopens(self):
        """It came back: open again, not effective, with a note and the complaint."""
        action = self._create_verified()
        case, _investigation = self._confirm(self.new_lot)
        self.assertRecordValues(
            action,
            [{"state": "open", "effectiveness": "not_effective", "fix_date": False}],
        )
        self.assertIn(case, action.case_ids)
        self.assertIn(case.name, action.message_ids[0].body)
        self.assertEqual(action.activity_ids.user_id, self.worker)

    def test_next_fix_is_measured_anew(self):
        """After it came back, the action starts over; the complainant is told, too."""
        action = self._create_verified()
        self._confirm(self.new_lot)
        self._verify(action, fix_date="2026-04-01")
        self.assertEqual(action.effectiveness, "undecided")
        self.assertEqual(action.untold_count, 2)

    def test_what_does_not_reopen(self):
        """An older lot, another defect, or a complaint that was not confirmed."""
        action = self._create_verified()
        self._confirm(self.lot)
        scratched = self._create_defect(name="Scratched")
        self._confirm(self.new_lot, **self._about(self.new_lot, scratched))
        case = self._create_case_at("investigating", **self._about(self.new_lot))
        self._finish_investigation(case, conclusion="undetermined")
        self.assertEqual(action.state, "verified")

    def test_queries_do_not_grow_with_the_lots(self):
        """The figures come from one query, whatever was shipped and complained of."""
        action = self._create_verified()
        counts = []
        for _round in range(2):
            for number in range(10):
                lot = self._create_lot(
                    self.product,
                    name=f"L{_round}{number}",
                    production_date="2026-03-20",
                )
                self._ship(lot, 10)
            self.env.flush_all()
            self.env.invalidate_all()
            action._count_complaints()
            before = self.env.cr.sql_log_count
            action._count_complaints()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 4)
