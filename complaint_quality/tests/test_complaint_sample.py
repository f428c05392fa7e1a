# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .sample_common import ComplaintSampleCommon


@tagged("post_install", "-at_install")
class TestComplaintSample(ComplaintSampleCommon):
    """A sample comes, goes from hand to hand, and each step stays in its chain."""

    @classmethod
    def _move(cls, sample, user, step="hand_over", **values):
        """Take a step by the dialog."""
        dialog = cls.env["complaint.sample.move"].with_user(user)
        dialog.create(
            {"sample_id": sample.id, "step": step, "why": "For the leak test"} | values
        ).action_confirm()

    # === ARRIVAL === #

    def test_goods_and_investigation_are_taken_from_the_complaint(self):
        """Product, lot and the running investigation; the number by itself."""
        with Form(
            self.env["complaint.sample"]
            .with_user(self.tester)
            .with_context(default_case_id=self.case.id)
        ) as form:
            form.line_id = self.case.line_ids
        sample = form.save()
        self.assertRecordValues(
            sample,
            [
                {
                    "product_id": self.product.id,
                    "lot_id": self.lot.id,
                    "investigation_id": self.investigation.id,
                    "product_uom_id": self.product.uom_id.id,
                    "state": "expected",
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertRegex(sample.name, r"^S/\d{4}/\d{5}$")

    def test_arrival_is_described_and_stays(self):
        """Without a word on how it came it is not received; then nothing changes."""
        sample = self._create_sample(condition=" ", source="Ward 3")
        with self.assertRaisesRegex(UserError, "how"):
            sample.action_receive()
        sample.condition = "One bag leaks at the port."
        sample.action_receive()
        self.assertRecordValues(
            sample,
            [
                {
                    "state": "here",
                    "holder_id": self.tester.id,
                    "received_by_id": self.tester.id,
                }
            ],
        )
        self.assertRecordValues(
            sample.custody_ids,
            [
                {
                    "kind": "received",
                    "user_id": self.tester.id,
                    "from_name": "Ward 3",
                    "to_user_id": self.tester.id,
                }
            ],
        )
        for values in ({"condition": "Dry"}, {"quantity": 3}, {"lot_id": False}):
            with self.assertRaisesRegex(UserError, "here already"):
                sample.write(values)
        with self.assertRaisesRegex(UserError, "can't be done"):
            sample.action_receive()

    def test_bad_values_are_refused(self):
        """A wrong lot, goods of another complaint, a negative quantity."""
        other = self._create_product(name="Other")
        with self.assertRaisesRegex(ValidationError, "not of"):
            self._create_sample(lot_id=self._create_lot(other, name="X1").id)
        stranger = self._create_case_at("investigating", **self._about(self.lot))
        with self.assertRaisesRegex(ValidationError, "of its complaint"):
            self._create_sample(line_id=stranger.line_ids.id, lot_id=self.lot.id)
        with self.assertRaisesRegex(ValidationError, "of its complaint"):
            self._create_sample(investigation_id=stranger.investigation_ids.id)
        for values in ({"quantity": -1}, {"quantity": 0}, {"minimum_quantity": -1}):
            with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as caught:
                self._create_sample(**values)
                self.env.flush_all()
            self.assertIn("violates check constraint", str(caught.exception))
        self.assertTrue(self._create_sample(quantity=1, minimum_quantity=2).is_short)

    def test_photos_belong_to_the_sample(self):
        """Who sees the sample sees them; of what came none is taken away."""
        photo = self.env["ir.attachment"].create({"name": "label.txt", "raw": b"x"})
        sample = self._create_sample(user=self.env.user, attachment_ids=photo.ids)
        self.assertEqual((photo.res_model, photo.res_id), (sample._name, sample.id))
        self.assertTrue(photo.with_user(self.tester).has_access("read"))
        self.assertFalse(photo.with_user(self.colleague).has_access("read"))
        sample.with_user(self.tester).action_receive()
        with self.assertRaisesRegex(UserError, "never taken away"):
            sample.attachment_ids = [Command.clear()]

    # === STOCK === #

    def _stock(self, location, lot=None):
        return sum(
            self.env["stock.quant"]
            ._gather(self.product, location, lot_id=lot or self.lot, strict=True)
            .mapped("quantity")
        )

    def _count_in(self, quantity):
        self.product.write({"is_storable": True, "tracking": "lot"})
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.stock, quantity, lot_id=self.lot
        )

    def test_drawn_from_stock_by_a_real_transfer(self):
        """The quantity leaves the shelf and is no stock any more."""
        self._count_in(25)
        sample = self._receive(kind="stock", from_stock=True)
        location = self.company.complaint_sample_location_id
        self.assertEqual(self._stock(self.stock), 15)
        self.assertEqual(self._stock(location), 10)
        self.assertEqual(location.usage, "inventory")
        picking = sample.sudo().picking_id
        self.assertEqual((picking.state, picking.origin), ("done", sample.name))
        self._receive(kind="stock", from_stock=True, quantity=2)
        self.assertEqual(self._stock(location), 12)
        self.assertEqual(self.company.complaint_sample_location_id, location)

    def test_more_than_there_is_can_not_be_drawn(self):
        """Said in figures; nothing moves, and the sample is not received."""
        self._count_in(4)
        sample = self._create_sample(kind="stock", from_stock=True)
        with self.assertRaisesRegex(UserError, "10 of .* at most 4"):
            sample.action_receive()
        self.assertEqual(sample.state, "expected")
        self.assertEqual(self._stock(self.stock), 4)
        unknown = self._create_sample(
            kind="stock", from_stock=True, line_id=False, product_id=self.product.id
        )
        with self.assertRaisesRegex(UserError, "Name product and lot"):
            unknown.action_receive()

    def test_held_lot_is_sampled_in_quarantine(self):
        """What can't leave can be tested."""
        self._count_in(25)
        quarantine = self.env["stock.location"].create(
            {
                "name": "Quarantine",
                "location_id": self.stock.location_id.id,
                "company_id": self.company.id,
            }
        )
        self.company.complaint_quarantine_location_id = quarantine
        self.env["complaint.lot.hold"].with_user(self.user_quality_manager).create(
            {"lot_id": self.lot.id, "reason": "It leaks."}
        )
        self._receive(kind="stock", from_stock=True)
        self.assertEqual(self._stock(quarantine), 15)

    def test_retained_samples_are_no_stock(self):
        """Nothing moves for what was never counted."""
        self.assertFalse(self._receive().sudo().picking_id)

    # === CUSTODY === #

    def test_two_people_say_that_it_changed_hands(self):
        """Who gives it and who gets it; only then it is with the other."""
        sample = self._receive()
        self._move(sample, self.tester, to_user_id=self.keeper.id, seal="A-17")
        self.assertEqual(sample.holder_id, self.tester)
        with self.assertRaisesRegex(UserError, "confirms that"):
            sample.action_receive()
        sample.with_user(self.keeper).action_receive()
        self.assertRecordValues(
            sample,
            [
                {
                    "holder_id": self.keeper.id,
                    "next_holder_id": False,
                    "seal": "A-17",
                    "state": "here",
                }
            ],
        )
        self.assertEqual(
            sample.custody_ids.mapped("kind"), ["received", "handed_over", "confirmed"]
        )
        self.assertEqual(sample.custody_ids.user_id, self.tester | self.keeper)

    def _get_asked(self, sample):
        return sample.sudo().activity_ids.user_id

    def test_who_is_handed_a_sample_is_asked_to_confirm(self):
        """On the list of activities, until it came, went elsewhere or ended."""
        sample = self._receive()
        self._move(sample, self.tester, to_user_id=self.keeper.id)
        self.assertEqual(self._get_asked(sample), self.keeper)
        own = sample.with_user(self.keeper)
        self.assertEqual(own.activity_ids.summary[:16], "A sample is on i")
        own.action_receive()
        self.assertFalse(self._get_asked(sample))
        self._move(sample, self.keeper, to_user_id=self.reviewer.id)
        self._move(sample, self.keeper, to_user_id=self.tester.id)
        self.assertEqual(self._get_asked(sample), self.tester)
        self._move(sample, self.keeper, to_name="Institute for Drug Control")
        self.assertFalse(self._get_asked(sample))
        other = self._receive()
        self._move(other, self.tester, to_user_id=self.keeper.id)
        self._move(other, self.tester, "miss")
        self.assertFalse(self._get_asked(other))

    def test_respondent_is_asked_no_more(self):
        """Whom the complaint turns out to be about learns no more of the sample."""
        sample = self._receive()
        self._move(sample, self.tester, to_user_id=self.keeper.id)
        self._bar(self.keeper)
        self.assertFalse(self._get_asked(sample))
        self.assertFalse(sample.with_user(self.keeper).has_access("read"))

    def test_sample_is_counted_in_a_unit_of_its_product(self):
        """Two kilograms of bags can't be taken out of stock."""
        with self.assertRaisesRegex(UserError, "can't be converted"):
            self._create_sample(product_uom_id=self.env.ref("uom.product_uom_kgm").id)
        dozen = self.env.ref("uom.product_uom_dozen")
        sample = self._create_sample(product_uom_id=dozen.id)
        self.assertEqual(sample.product_uom_id, dozen)

    def test_keeper_without_a_role(self):
        """Sees what he or she has in hands, parts with it, and then no more."""
        sample = self._receive()
        own = sample.with_user(self.keeper)
        self.assertFalse(own.has_access("read"))
        self._move(sample, self.tester, to_user_id=self.keeper.id)
        self.assertTrue(own.has_access("read"))
        self.assertEqual(len(own.custody_ids), 2)
        self.assertFalse(own.has_access("write"))
        self.assertFalse(self.case.with_user(self.keeper).has_access("read"))
        own.action_receive()
        self._move(sample, self.keeper, to_user_id=self.tester.id)
        sample.action_receive()
        self.env.invalidate_all()
        self.assertFalse(own.has_access("read"))

    def test_only_who_has_it_gives_it_away(self):
        """A colleague does not; a manager of quality may, in his or her own name."""
        sample = self._receive()
        to = {"to_user_id": self.keeper.id}
        with self.assertRaisesRegex(AccessError, "hands it over"):
            self._move(sample, self.reviewer, **to)
        self._move(sample, self.user_quality_manager, **to)
        self.assertEqual(sample.custody_ids[-1].user_id, self.user_quality_manager)

    def test_hand_over_is_complete(self):
        """Why and to whom; to nobody who is barred or works elsewhere."""
        sample = self._receive()
        for values, message in (
            ({"to_user_id": self.keeper.id, "why": " "}, "Write why"),
            ({}, "Choose a colleague"),
            ({"to_user_id": self.tester.id}, "has it already"),
            ({"to_user_id": self.user_portal.id}, "does not work"),
            ({"to_user_id": self.user_other_company.id}, "does not work"),
        ):
            with self.assertRaisesRegex(UserError, message):
                self._move(sample, self.tester, **values)
        self._bar(self.keeper)
        with self.assertRaisesRegex(UserError, "respondent"):
            self._move(sample, self.tester, to_user_id=self.keeper.id)

    def test_to_a_laboratory_and_back(self):
        """Somebody outside has it until quality receives it again."""
        sample = self._receive()
        self._move(sample, self.tester, to_name="Institute for Drug Control")
        self.assertFalse(sample.holder_id)
        self.assertEqual(sample.place, "Institute for Drug Control")
        sample.with_user(self.reviewer).action_receive()
        self.assertEqual(sample.holder_id, self.reviewer)
        back = sample.custody_ids[-1]
        self.assertEqual(back.from_name, "Institute for Drug Control")

    def test_each_end(self):
        """Given back, used up, disposed of, or missing; nothing follows."""
        for step, state in (
            ("give_back", "returned"),
            ("use_up", "used_up"),
            ("dispose", "disposed"),
            ("miss", "missing"),
        ):
            sample = self._receive()
            with self.assertRaisesRegex(UserError, "Write why"):
                self._move(sample, self.tester, step, why=False)
            self._move(sample, self.tester, step)
            self.assertRecordValues(
                sample, [{"state": state, "holder_id": False, "place": False}]
            )
            with self.assertRaisesRegex(UserError, "can't be done"):
                self._move(sample, self.user_quality_manager, step)
        late = self._create_sample()
        with self.assertRaisesRegex(UserError, "can't be done"):
            self._move(late, self.tester, "dispose")
        self._move(late, self.tester, "miss")
        self.assertEqual(late.state, "missing")

    def test_not_ended_while_it_is_tested(self):
        """A test that runs is signed or given up first."""
        test = self._create_test()
        test.action_start_test()
        with self.assertRaisesRegex(UserError, "Tightness.*under way"):
            self._move(test.sample_id, self.tester, "dispose")

    def test_chain_can_not_be_changed(self):
        """Neither by who may do most, nor as superuser."""
        sample = self._receive()
        link = sample.custody_ids
        for user in (self.user_quality_manager, self.tester, self.keeper):
            own = link.with_user(user)
            with self.assertRaises(AccessError):
                own.write({"why": "Nothing"})
            with self.assertRaises(AccessError):
                own.unlink()
            with self.assertRaises(AccessError):
                own.create(
                    {"sample_id": sample.id, "kind": "confirmed", "user_id": user.id}
                )
        for attack in (
            lambda: link.sudo().write({"at": "2000-01-01"}),
            lambda: link.sudo().unlink(),
            lambda: link.sudo().copy(),
        ):
            with self.assertRaisesRegex(UserError, "chain of custody"):
                attack()
        with self.assertRaises(AccessError):
            sample.write({"state": "disposed"})
        with self.assertRaises(AccessError):
            sample.write({"holder_id": self.reviewer.id})
        with self.assertRaises(AccessError):
            sample.unlink()

    def test_goes_on_after_closing(self):
        """What is left is disposed of later; no new one is added."""
        sample = self._receive()
        self.case._with_step_token().write({"state": "closed"})
        self._move(sample, self.tester, "dispose")
        self.assertEqual(sample.state, "disposed")
        with self.assertRaisesRegex(UserError, "locked"):
            self._create_sample()
        with self.assertRaisesRegex(UserError, "locked"):
            sample.note = "Late"

    # === WHO SEES WHAT === #

    def test_handler_reads_quality_writes(self):
        """Those named read; the respondent and strangers read nothing."""
        sample = self._receive()
        own = sample.with_user(self.handler)
        self.assertEqual(own.read(["name", "condition"])[0]["name"], sample.name)
        for action in (
            lambda: own.write({"note": "Mine"}),
            lambda: self._create_sample(user=self.handler),
            own.action_dispose,
        ):
            with self.assertRaises(AccessError):
                action()
        for user in self._get_outsiders():
            with self.assertRaises(AccessError):
                sample.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                sample.custody_ids.with_user(user).read(["why"])
        self._bar(self.reviewer)
        self.env.flush_all()
        self.assertFalse(sample.with_user(self.reviewer).has_access("read"))

    def test_button_of_the_complaint(self):
        """Opens the samples of the complaint, and new ones belong to it."""
        sample = self._receive()
        stranger = self._create_case_at("investigating", **self._about(self.lot))
        action = self.case.with_user(self.handler).action_view_samples()
        found = self.env["complaint.sample"].search(action["domain"])
        self.assertEqual(found, sample)
        self.assertEqual(action["context"]["default_line_id"], self.case.line_ids.id)
        self.investigation.covered_case_ids = stranger
        action = stranger.action_view_samples()
        self.assertEqual(self.env["complaint.sample"].search(action["domain"]), sample)
