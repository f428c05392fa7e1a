# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import defaultdict
from datetime import timedelta

from odoo import Command, fields
from odoo.tests.common import new_test_user

from odoo.addons.complaint_management.tests.register_common import (
    ComplaintRegisterCommon,
)

from .exposure_common import ExposureCommon

#: How much of the lot each hospital was sent, in the order of the deliveries.
SENT = (
    ("Third Hospital", 6000),
    ("County Hospital", 4000),
    ("Children's Hospital", 3000),
    ("Chinese Medicine", 2500),
    ("Maternity Hospital", 2500),
)
#: The sixth one got bags of the lot only inside kits, five in each.
KIT_HOSPITAL, KITS_MADE, KITS_SENT = "Lakeside Centre", 100, 80


class QualityStoryCommon(ExposureCommon, ComplaintRegisterCommon):
    """A lot at six hospitals, and the people who find out what is wrong with it.

    On top of :class:`ExposureCommon` this class provides:

    * `lot`, of which 18,000 bags were delivered to five `hospitals` and 500 worked into
      `kit_lot`, which a sixth one received; 1,500 bags in stock, 300 of them reserved;
    * `worker`, a plain employee, and `second`, a second manager of quality;
    * `quarantine`, and alarms that go to `user_quality`;
    * :meth:`_take_call`, a complaint from the register screen to its investigation, and
      :meth:`_count_by_hand`, what the moves say without the panel.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._create_user("worker", "internal")
        cls.second = new_test_user(
            cls.env,
            login="complaint_second",
            groups="complaint_quality.complaint_quality_group_manager",
        )
        cls.quarantine = cls.env["stock.location"].create(
            {
                "name": "Quarantine",
                "location_id": cls.warehouse.view_location_id.id,
                "company_id": cls.company.id,
            }
        )
        cls.company.complaint_quarantine_location_id = cls.quarantine
        cls.company.complaint_alarm_user_id = cls.user_quality
        cls.team.write({"category_ids": cls.category.ids, "assignment_method": "load"})
        cls.defect = cls.env.ref("complaint_management.complaint_defect_leak_port")
        cls.product.name = "Glucose 5 % 250 ml"
        cls._send_lot()

    @classmethod
    def _send_lot(cls):
        """Make kits of the lot, deliver both, and leave some waiting."""
        cls._count(cls.lot, 20000)
        cls.kit_lot = cls._create_lot(cls._create_product(name="Kit"), name="K2611")
        cls._produce((cls.lot, 500), (cls.kit_lot, KITS_MADE))
        cls.hospitals = {
            name: cls._create_partner(name=name) for name in (*dict(SENT), KIT_HOSPITAL)
        }
        cls.partner = cls.hospitals["Third Hospital"]
        cls.deliveries = [
            cls._deliver(cls.hospitals[name], (cls.lot, part))
            for name, quantity in SENT
            for part in (quantity / 2, quantity / 2)
        ]
        cls._deliver(cls.hospitals[KIT_HOSPITAL], (cls.kit_lot, KITS_SENT))
        cls.waiting = cls._deliver(
            cls.hospitals["County Hospital"], (cls.lot, 300), done=False
        )
        # Two weeks before anybody complains
        lines = cls.env["stock.move.line"].search(
            [("lot_id", "in", (cls.lot | cls.kit_lot).ids), ("state", "=", "done")]
        )
        for number, line in enumerate(lines.sorted("id")):
            line.date = fields.Datetime.now() - timedelta(days=14, hours=-number)

    # === PEOPLE === #

    def _take_call(self, ward, quantity, lot=None, defect=None, partner=None, **line):
        """Register a call, accept it and let quality look into it."""
        lot, defect = lot or self.lot, defect or self.defect
        form = self._open()
        form.partner_id = partner or self.partner
        form.contact_ward = ward
        form.category_id = self.category
        form.description = f"{ward}: {quantity} bags."
        with form.line_ids.new() as goods:
            goods.product_id = lot.product_id
            goods.lot_id = lot
            goods.quantity = quantity
        case = form.save()
        case.action_register_and_acknowledge()
        case.line_ids.write({"defect_id": defect.id} | line)
        case.with_user(self.leader).action_accept()
        own = case.with_user(self.handler)
        own._complaint_notify("accepted", "phone")
        own.action_investigate()
        own.investigation_ids.lead_id = self.user_quality
        return case.sudo()

    def _let_decide(self, alarm, user=None):
        """Confirm an alarm, with the reason."""
        alarm = alarm.with_user(user or self.user_quality)
        alarm.decision_reason = "Three wards, one weld."
        alarm.action_confirm()

    def _hold_from(self, action, user):
        """Press the button of the dialog that holds a lot."""
        Hold = self.env[action["res_model"]].with_user(user)
        return Hold.with_context(**action["context"]).create({"reason": "It leaks."})

    def _test_retained(self, case, name, results, note=False, **values):
        """Test the retained sample of the lot; signed by one, reviewed by another."""
        quality = self.user_quality
        case.investigation_ids.member_ids |= self.user_quality_manager
        sample = (
            self.env["complaint.sample"]
            .with_user(quality)
            .create(
                {
                    "case_id": case.id,
                    "line_id": case.line_ids.id,
                    "kind": "retained",
                    "quantity": len(results),
                    "packaging": "sealed",
                    "condition": "Dry, seals whole.",
                }
            )
        )
        sample.action_receive()
        test = (
            self.env["complaint.sample.test"]
            .with_user(quality)
            .create(
                {"sample_id": sample.id, "name": name, "method": "Pharmacopoeia"}
                | {"specimen_count": len(results), "defect_id": False}
                | values
            )
        )
        test.action_start_test()
        read = "observed" if test.rule == "words" else "reading"
        test.value_ids = [
            Command.update(value.id, {read: result})
            for value, result in zip(test.value_ids, results, strict=True)
        ]
        test.action_sign()
        own = test.with_user(self.user_quality_manager)
        own.review_note = note
        own.action_review()
        return test.sudo()

    # === COUNTED BY HAND === #

    def _count_by_hand(self, lots):
        """Return what the moves of lots say, record by record.

        :return: quantity, first and last day and documents by customer and lot
        :rtype: dict
        """
        found = defaultdict(lambda: {"quantity": 0, "dates": [], "pickings": []})
        for line in self.env["stock.move.line"].search([("lot_id", "in", lots.ids)]):
            if line.state == "done" and line.location_dest_id.usage == "customer":
                partner = line.picking_id.partner_id.commercial_partner_id
                row = found[partner.name, line.lot_id.name]
                row["quantity"] += line.quantity
                row["dates"].append(line.date)
                row["pickings"].append(line.picking_id.id)
        return {
            key: (
                row["quantity"],
                min(row["dates"]),
                max(row["dates"]),
                sorted(row["pickings"]),
            )
            for key, row in found.items()
        }

    def _read_customers(self, panel):
        """Return the customers of a panel as :meth:`_count_by_hand` does."""
        return {
            (row["partner"], row["lot"]): (
                row["delivered"],
                row["first_at"],
                row["last_at"],
                sorted(row["picking_ids"]),
            )
            for row in panel["customers"]
            if row["delivered"]
        }
