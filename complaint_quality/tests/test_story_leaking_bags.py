# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .story_common import KIT_HOSPITAL, KITS_SENT, SENT, QualityStoryCommon

REPORT = "complaint_quality.complaint_investigation_report"
TOLD = "We changed the start of the filling line: ports are welded at full heat."


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16 01:30:00")
class TestLeakingBagsStory(QualityStoryCommon):
    """Three wards report leaking bags of one lot; it ends at the welding station.

    From the alarm to the proof on later lots, each step by who takes it, by real stock
    moves, and every number of the panel held against moves counted by hand.
    """

    def test_from_three_wards_to_the_proof_on_later_lots(self):
        """Alarm, hold, exposure, investigation, action, proof, and back again."""
        cases = self._three_wards_call()
        alarm = self._raise_alarm(cases)
        self._look_where_it_went()
        hold = self._hold(alarm)
        self._find_the_cause(cases)
        actions = self._act(cases)
        with freeze_time("2026-12-08 02:00:00"):
            self._bring_back(hold)
            self._ship_later_lot("2612A", "2026-12-01")
            self._measure(actions["corrective"], "undecided")
        with freeze_time("2027-01-12 02:00:00"):
            later = self._ship_later_lot("2701A", "2027-01-04")
            self._measure(actions["corrective"], "effective")
            self._tell_and_close(cases, actions)
        with freeze_time("2027-02-02 02:00:00"):
            self._come_back(actions["corrective"], later)

    # === WHAT IS WRONG === #

    def _three_wards_call(self):
        cases = self.env["complaint.case"]
        for ward, quantity in (("Ward 3", 12), ("Ward 5", 11), ("ICU", 8)):
            cases |= self._take_call(ward, quantity)
        self.assertState(cases, "investigating")
        self.assertEqual(cases.user_id, self.handler)
        # Who takes the third call sees the other two.
        self.assertEqual(cases[2].with_user(self.clerk).look_alike_ids, cases[:2])
        return cases

    def _raise_alarm(self, cases):
        """One alarm for the three, with somebody to decide, and until when."""
        Alarm = self.env["complaint.alarm"]
        Alarm._cron_find()
        Alarm._cron_find()
        alarm = Alarm.search([("lot_id", "=", self.lot.id)])
        self.assertRecordValues(
            alarm,
            [
                {
                    "kind": "norm",
                    "user_id": self.user_quality.id,
                    "case_count": 3,
                    "affected": 31,
                    "delivered": 18000,
                    "expected_ppm": 300,
                }
            ],
        )
        self.assertEqual(round(alarm.ppm), round(31 / 18000 * 1_000_000))
        self.assertRecordValues(
            alarm.activity_ids,
            [
                {
                    "user_id": self.user_quality.id,
                    "date_deadline": fields.Date.to_date("2026-11-17"),
                }
            ],
        )
        self._let_decide(alarm)
        Alarm._cron_find()
        self.assertEqual(Alarm.search([("lot_id", "=", self.lot.id)]), alarm)
        self.assertFalse(alarm.activity_ids)
        return alarm

    def _look_where_it_went(self):
        """The panel lists the five others, and says what was counted by hand."""
        lots = self.lot | self.kit_lot
        panel = self._get_panel(self.lot)
        by_hand = self._count_by_hand(lots)
        self.assertEqual(self._read_customers(panel), by_hand)
        self.assertEqual(len(by_hand), 6)
        self.assertEqual(by_hand[KIT_HOSPITAL, "K2611"][0], KITS_SENT)
        for name, quantity in SENT:
            self.assertEqual(by_hand[name, "2611A"][0], quantity)
            self.assertEqual(len(by_hand[name, "2611A"][3]), 2)
        self.assertEqual(panel["delivered"], sum(dict(SENT).values()))
        self.assertEqual((panel["on_hand"], panel["reserved"]), (1500, 300))
        self.assertEqual([row["name"] for row in panel["lots"]], ["K2611"])
        self.assertEqual((panel["case_count"], panel["affected"]), (3, 31))
        [rate] = panel["rates"]
        self.assertTrue(rate["above"])
        self.assertEqual(
            [round(rate[name]) for name in ("ppm", "low", "high")], [1722, 1170, 2445]
        )
        # Who complained was told that it is looked into; the others know nothing yet.
        told = {row["partner"]: bool(row["told_at"]) for row in panel["customers"]}
        self.assertEqual([name for name, known in told.items() if known], [SENT[0][0]])

    def _hold(self, alarm):
        """What is in stock goes to quarantine and stays until a second person says."""
        action = alarm.with_user(self.user_quality_manager).action_hold_lot()
        hold = self._hold_from(action, self.user_quality_manager)
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 1500)
        self.assertEqual(self._get_quantity(self.lot, self.stock, strict=False), 0)
        self.assertFalse(self.waiting.move_line_ids)
        panel = self._get_panel(self.lot)
        self.assertTrue(panel["lot"]["held_at"])
        self.assertEqual((panel["on_hand"], panel["reserved"]), (1500, 0))
        own = hold.with_user(self.user_quality_manager)
        own.release_reason = "I think it is good again."
        with self.assertRaisesRegex(UserError, "Somebody else"):
            own.action_release()
        with self.assertRaisesRegex(UserError, "is held and can't leave"):
            self._deliver(self.hospitals["County Hospital"], (self.lot, 5))
        return hold

    # === WHY === #

    def _find_the_cause(self, cases):
        """One investigation for the three: records, causes, finding, report."""
        first = cases[0].investigation_ids.with_user(self.user_quality)
        first.write(
            {
                "kind": "in_depth",
                "plan": "Retained samples, welding records, transport, wards.",
                "covered_case_ids": [Command.set(cases[1:].ids)],
            }
        )
        first.action_add_checks()
        test = self._test_retained(
            cases[0],
            "Tightness",
            ["pass"] * 9 + ["fail"],
            note="Leaks at the weld.",
            rule="words",
        )
        self.assertEqual((test.lot_id, test.outcome), (self.lot, "fail"))
        retained, *others = first.check_ids
        self.assertEqual(retained.result, "deviation")
        for check, result, note in zip(
            others,
            ("deviation", "in_order", "in_order", "in_order"),
            ("Jaw at 171 °C until 7:40", "Passed", "Dry", "As told"),
            strict=True,
        ):
            check.write({"result": result, "note": note})
        self._add_causes(first)
        first.write(
            {
                "finding": "The port was welded too cold at the start of the shift.",
                "conclusion": "confirmed",
                "responsible_party": "department",
            }
        )
        first.action_finish()
        self.assertEqual(set(cases.mapped("conclusion")), {"confirmed"})
        for case in cases[1:]:
            self.assertEqual(case.investigation_ids.earlier_id, first.sudo(False))
        self._read_report(first, cases)

    def _add_causes(self, investigation):
        """Ask why until it ends at the welding station, twice."""
        Cause = self.env["complaint.investigation.cause"].with_user(self.user_quality)
        for chain, whys in (
            (
                "occurrence",
                (
                    ("The weld of the port is weak", "material"),
                    ("The jaw was too cold", "machine"),
                    ("The line starts before the jaw is warm", "method"),
                ),
            ),
            ("escape", (("No leak test in the first half hour", "measurement"),)),
        ):
            above = Cause
            for name, factor in whys:
                above = Cause.create(
                    {
                        "investigation_id": investigation.id,
                        "chain": chain,
                        "name": name,
                        "factor": factor,
                        "parent_id": above.id,
                    }
                )
            above.is_root = True
        causes = investigation.cause_ids
        self.assertEqual(sorted(causes.mapped("level")), [1, 1, 2, 3])
        self.assertEqual(
            set(causes.filtered("is_root").mapped("chain")), {"occurrence", "escape"}
        )

    def _read_report(self, investigation, cases):
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.user_quality)
            ._render_qweb_html(REPORT, investigation.ids)
        )
        for words in (
            *cases.mapped("name"),
            "2611A",
            "Fails: 9 of 10 in order",
            "Jaw at 171 °C until 7:40",
            "The line starts before the jaw is warm",
            "No leak test in the first half hour",
            "welded too cold",
            "Approved by quality",
        ):
            self.assertIn(words, html.decode())

    # === WHAT IS DONE === #

    def _act(self, cases):
        """Stop it, correct it, keep it away; done by one, verified by another."""
        actions = {}
        for kind, name in (
            ("containment", "Check the stock carton by carton"),
            ("corrective", "Interlock the welding jaw"),
            ("preventive", "The same on line 2"),
        ):
            action = self.env["complaint.corrective.action"].with_user(
                self.user_quality
            )
            actions[kind] = action.create(
                {
                    "name": name,
                    "kind": kind,
                    "description": name,
                    "public_text": kind == "corrective" and TOLD,
                    "case_id": cases[0].id,
                    "case_ids": [Command.set(cases.ids)],
                    "investigation_id": cases[0].investigation_ids.id,
                    "user_id": self.worker.id,
                    "due_date": "2026-11-25",
                    "fix_date": "2026-11-25",
                }
            )
        corrective = actions["corrective"]
        self.assertEqual(corrective.product_ids, self.product)
        self.assertEqual(corrective.defect_id, self.defect)
        with freeze_time("2026-11-25 02:00:00"):
            for kind in ("corrective", "preventive"):
                self._complete_and_verify(actions[kind])
        self.assertEqual(corrective.effectiveness, "undecided")
        return actions

    def _complete_and_verify(self, action):
        proof = (
            self.env["ir.attachment"]
            .with_user(self.worker)
            .create({"name": "test.txt", "raw": b"182 degrees"})
        )
        Dialog = self.env["complaint.corrective.action.complete"]
        Dialog.with_user(self.worker).create(
            {
                "action_id": action.id,
                "note": "Built in and tested.",
                "attachment_ids": [Command.set(proof.ids)],
            }
        ).action_complete()
        self.assertEqual(action.attachment_ids, proof)
        action.verification_note = "Seen at three starts."
        self.worker.group_ids |= self.env.ref(
            "complaint_quality.complaint_quality_group_manager"
        )
        with self.assertRaisesRegex(UserError, "somebody else"):
            action.with_user(self.worker).action_verify()
        self.worker.group_ids -= self.env.ref(
            "complaint_quality.complaint_quality_group_manager"
        )
        action.with_user(self.user_quality_manager).action_verify()
        self.assertEqual(action.verified_by_id, self.user_quality_manager)

    def _bring_back(self, hold):
        """Bags come back from the wards, into a lot that is still held."""
        self._return(self.deliveries[0], 24)
        panel = self._get_panel(self.lot)
        self.assertEqual((panel["returned"], panel["on_hand"]), (24, 1524))
        self.assertEqual(hold.quantity_outside, 24)
        hold.with_user(self.user_quality).action_hold_rest()
        self.assertEqual((hold.quantity_held, hold.quantity_outside), (1524, 0))

    # === DID IT HELP? === #

    def _ship_later_lot(self, name, made_on):
        """Make a lot with the fix and deliver it."""
        lot = self._create_stock(self.product, name, 10000, production_date=made_on)
        for hospital, _quantity in SENT:
            self._deliver(self.hospitals[hospital], (lot, 2000))
        return lot

    def _measure(self, action, expected):
        action.with_user(self.user_quality_manager).action_measure()
        later = self._count_by_hand(
            self.product.env["stock.lot"].search([("name", "in", ("2612A", "2701A"))])
        )
        shipped = sum(quantity for quantity, *_rest in later.values())
        self.assertRecordValues(
            action,
            [
                {
                    "effectiveness": expected,
                    "before_count": 3,
                    "before_shipped": sum(dict(SENT).values()),
                    "after_count": 0,
                    "after_shipped": shipped,
                    "needed_shipped": 18000,
                }
            ],
        )

    def _tell_and_close(self, cases, actions):
        """The wards are told what was improved; what is not contained stays open."""
        corrective = actions["corrective"]
        self.assertEqual(corrective.untold_count, 3)
        dialog = self.env["complaint.corrective.action.tell"].with_user(self.handler)
        dialog.create({"action_id": corrective.id, "via": "phone"}).action_tell()
        self.assertEqual(corrective.told_case_ids, cases)
        for case in cases:
            self.assertIn(TOLD, case.notice_ids[:1].body)
        case = cases[0].with_user(self.handler)
        self._settle(case)
        with self.assertRaisesRegex(UserError, "Containment"):
            case.action_close()
        self._complete_and_verify(actions["containment"])
        case.action_close()
        self.assertState(cases[0], "closed")

    def _settle(self, case):
        """From the finding to the day on which it can be closed."""
        case.action_propose()
        self._approve(self._create_settlement(case.sudo()))
        case.action_offer()
        self._answer(case.sudo(), "accepted")
        case.action_execute()
        self._prepare_follow_up(case.sudo())
        case.action_follow_up()
        case.cause_category = "production"
        self._create_followup(case.sudo())

    def _come_back(self, action, lot):
        """The same leak on a lot with the fix: it did not last, and starts over."""
        case = self._take_call("Ward 3", 2, lot=lot)
        investigation = case.investigation_ids.with_user(self.user_quality)
        investigation.write(
            {
                "finding": "The interlock was bridged.",
                "conclusion": "confirmed",
                "responsible_party": "department",
            }
        )
        investigation.action_finish()
        self.assertRecordValues(
            action,
            [{"state": "open", "effectiveness": "not_effective", "fix_date": False}],
        )
        self.assertIn(case, action.sudo().case_ids)
        self.assertEqual(action.sudo().activity_ids.user_id, self.worker)
