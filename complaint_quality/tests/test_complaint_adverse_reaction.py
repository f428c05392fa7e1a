# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .action_common import ComplaintActionCommon


@tagged("post_install", "-at_install")
class TestComplaintAdverseReaction(ComplaintActionCommon):
    """What happened to a patient, what is like it, and whether the lot is cleared."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reaction = cls.env.ref(
            "complaint_management.complaint_defect_infusion_reaction"
        )
        cls.hospital = cls._create_partner(name="Second Hospital")

    def _create_sheet(self, lot=None, **values):
        """Create a case about a reaction with its sheet."""
        lot = lot or self.lot
        partner = values.pop("partner", self.partner)
        drug = values.pop("drug", False)
        about = self._about(lot, self.reaction)
        about["line_ids"][0][2]["drug_name"] = drug
        case = self._create_case(partner_id=partner.id, **about)
        return self.env["complaint.adverse.reaction"].create(
            {"case_id": case.id, "line_id": case.line_ids.id} | values
        )

    def test_goods_and_drug_come_from_the_complaint(self):
        """Product, lot, site and drug are those of the goods."""
        sheet = self._create_sheet(drug="Ceftriaxone")
        self.assertRecordValues(
            sheet,
            [
                {
                    "product_id": self.product.id,
                    "lot_id": self.lot.id,
                    "customer_id": self.partner.id,
                    "drug_name": "Ceftriaxone",
                    "drug_key": "ceftriaxone",
                }
            ],
        )

    def test_button_opens_the_one_sheet(self):
        """The first press offers a new one with the goods, the next the same."""
        case = self._create_case(**self._about(self.lot, self.reaction))
        action = case.action_open_reaction()
        self.assertFalse(action["res_id"])
        sheet = self.env["complaint.adverse.reaction"].with_context(**action["context"])
        sheet = sheet.create({})
        self.assertEqual(sheet.line_id, case.line_ids)
        self.assertEqual(case.action_open_reaction()["res_id"], sheet.id)

    def test_one_sheet_for_each_complaint(self):
        """A second one is refused."""
        sheet = self._create_sheet()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            sheet.create({"case_id": sheet.case_id.id})

    def test_goods_of_another_complaint(self):
        """The goods are those complained about."""
        sheet = self._create_sheet()
        with self.assertRaises(ValidationError):
            sheet.line_id = self.case.line_ids

    def test_impossible_values(self):
        """No fever of 60 degrees, no negative patients."""
        sheet = self._create_sheet()
        for vals in ({"temperature": 60}, {"onset_minutes": -1}):
            with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
                sheet.write(vals)
                sheet.flush_recordset()

    # === WHAT IS ALIKE === #

    def test_nothing_alike(self):
        """A single one says so."""
        self.assertEqual(self._create_sheet().hint, "single")

    def test_same_lot_elsewhere(self):
        """Another hospital with the lot points to the lot."""
        sheet = self._create_sheet()
        other = self._create_sheet(partner=self.hospital)
        self.assertEqual((sheet.same_lot_count, sheet.same_site_count), (1, 0))
        self.assertEqual(sheet.hint, "lot")
        # the leak of the common class is a complaint on the lot, too
        self.assertEqual(sheet.lot_case_count, 2)
        found = self.env[other._name].search(sheet.action_view_same_lot()["domain"])
        self.assertEqual(found, other)
        cases = self.env["complaint.case"].search(
            sheet.action_view_lot_cases()["domain"]
        )
        self.assertEqual(cases, other.case_id | self.case)

    def test_same_drug(self):
        """The same drug with another lot points to the drug, however it is written."""
        sheet = self._create_sheet(drug="Ceftriaxone Sodium")
        lot = self._create_lot(self.product, name="2602B")
        self._create_sheet(lot, drug="ceftriaxone  sodium", partner=self.hospital)
        self.assertEqual((sheet.same_drug_count, sheet.same_lot_count), (1, 0))
        self.assertEqual(sheet.hint, "drug")

    def test_same_site(self):
        """Another lot on the same site points to what is done there."""
        sheet = self._create_sheet()
        self._create_sheet(self._create_lot(self.product, name="2602B"))
        self.assertEqual((sheet.same_site_count, sheet.hint), (1, "site"))

    def test_alike_is_counted_over_all_and_listed_by_rights(self):
        """Whoever sees no other sheet must not read that nothing like it is known."""
        sheet = self._create_sheet()
        other = self._create_sheet(partner=self.hospital)
        other.case_id.access_ids.unlink()
        other.case_id.write({"user_id": False, "team_id": False})
        other.case_id.access_ids.unlink()
        own = sheet.with_user(self.handler)
        self.assertFalse(other.with_user(self.handler).has_access("read"))
        self.assertEqual((own.same_lot_count, own.hint), (1, "lot"))
        self.assertEqual(own.lot_case_count, 2)
        found = own.search(own.action_view_same_lot()["domain"])
        self.assertFalse(found)

    def test_neither_confidential_nor_of_another_company_is_counted(self):
        """These stay where they are, as a number, too."""
        sheet = self._create_sheet()
        other = self._create_sheet(partner=self.hospital)
        self.assertEqual(sheet.same_lot_count, 1)
        other.case_id.category_id = self._create_category(
            name="Employees", confidential=True
        )
        self.assertTrue(other.case_id.confidential)
        sheet.invalidate_recordset()
        self.assertEqual((sheet.same_lot_count, sheet.hint), (0, "single"))
        self.lot.company_id = self.product.company_id = False
        case = self.env["complaint.case"].create(
            {
                "partner_id": self.hospital.id,
                "description": "Chills.",
                "company_id": self.company_other.id,
                **self._about(self.lot, self.defect),
            }
        )
        foreign = other.create({"case_id": case.id, "line_id": case.line_ids.id})
        self.assertEqual(foreign.lot_id, self.lot)
        sheet.invalidate_recordset()
        self.assertEqual((sheet.same_lot_count, sheet.hint), (0, "single"))

    def test_customers_who_received_the_lot(self):
        """How many received it is known to who may not see the deliveries."""
        self._ship(self.lot, 10)
        move = self._ship(self.lot, 10)
        order = self._create_order(confirm=True)
        picking = order.picking_ids
        picking.move_ids.write({"quantity": 10, "picked": True})
        picking.move_line_ids.lot_id = self.lot
        picking.button_validate()
        self.assertEqual(move.state, "done")
        sheet = self._create_sheet().with_user(self.handler)
        self.assertEqual(sheet.receiver_count, 1)

    # === THE LOT === #

    def _find(self, sheet, conclusion):
        case = sheet.case_id
        case.action_register()
        case.action_accept()
        case.action_investigate()
        self._finish_investigation(case, conclusion=conclusion)
        case._name_users(self.user_quality, "investigator")

    def test_lot_is_cleared_by_quality(self):
        """With the finding and a reason, once; then it stays as it is."""
        sheet = self._create_sheet()
        self._find(sheet, "not_confirmed")
        own = sheet.with_user(self.user_quality)
        with self.assertRaisesRegex(UserError, "Why is it cleared"):
            own.action_clear_lot()
        own.clearing_note = "Retained sample sterile, free of pyrogens."
        own.action_clear_lot()
        self.assertEqual(sheet.lot_cleared_by_id, self.user_quality)
        with self.assertRaisesRegex(UserError, "The lot is cleared"):
            own.clearing_note = "Never mind"
        with self.assertRaises(AccessError):
            own.lot_cleared_at = False

    def test_lot_is_not_cleared_against_the_finding(self):
        """Neither before the investigation is finished nor when it confirmed."""
        sheet = self._create_sheet(clearing_note="I think so.")
        with self.assertRaisesRegex(UserError, "is not finished"):
            sheet.action_clear_lot()
        self._find(sheet, "confirmed")
        with self.assertRaisesRegex(UserError, "does not clear"):
            sheet.action_clear_lot()

    def test_handler_does_not_clear(self):
        """Clearing is quality's."""
        sheet = self._create_sheet(clearing_note="I think so.")
        with self.assertRaisesRegex(AccessError, "by quality"):
            sheet.with_user(self.handler).action_clear_lot()

    # === PRIVACY === #

    def test_condition_of_the_patient_is_for_who_needs_it(self):
        """Quality and the privilege read it; a handler fills in the rest."""
        sheet = self._create_sheet(patient_condition="Fever, then recovered.")
        sheet.case_id._name_users(self.user_quality, "investigator")
        self.assertTrue(sheet.with_user(self.user_quality).patient_condition)
        own = sheet.with_user(self.handler)
        own.write({"symptom_chills": True, "temperature": 41.2})
        with self.assertRaises(AccessError):
            own.patient_condition  # noqa: B018
        with self.assertRaises(AccessError):
            own.search([("patient_condition", "like", "Fever")])

    def test_closed_to_others(self):
        """Who has no role, no part in the case, or is a customer reads no sheet."""
        sheet = self._create_sheet()
        for user in self._get_outsiders():
            self.assertFalse(sheet.with_user(user).has_access("read"), user.login)
        sheet.case_id._name_users(self.user_internal, "intake")
        self.assertFalse(sheet.with_user(self.user_internal).has_access("read"))
        for name in ("action_clear_lot", "action_view_same_lot"):
            self.assertBarred(sheet, name)
        for name in ("action_view_same_site", "action_view_same_drug"):
            self.assertBarred(sheet, name)
        self.assertBarred(sheet, "action_view_lot_cases")
        self.assertBarred(sheet.case_id, "action_open_reaction", users=[self.colleague])
