# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import Command, fields

from odoo.addons.complaint_management.tests.case_common import ComplaintCaseCommon

from .common import ComplaintQualityCommon


class ComplaintActionCommon(ComplaintQualityCommon, ComplaintCaseCommon):
    """Corrective actions of a complaint about a leak, and lots that are shipped.

    This class provides:

    * `defect` with `defect_below`, and `case` about it on `lot`;
    * `user_quality`, named in `case`, and `worker`, a plain employee who is
      responsible for the actions of :meth:`_create_action`;
    * :meth:`_ship`, a done delivery of a lot, and :meth:`_verify`, an action that was
      completed by the worker and verified by quality.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._create_user("worker", "internal")
        cls.defect = cls._create_defect(name="Leak")
        cls.defect_below = cls._create_defect(
            name="Leak at the port", parent_id=cls.defect.id
        )
        cls.case = cls._create_case_at("investigating", **cls._about(cls.lot))
        cls.case._name_users(cls.user_quality, "investigator")
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.stock = (
            cls.env["stock.warehouse"]
            .search([("company_id", "=", cls.company.id)], limit=1)
            .lot_stock_id
        )

    @classmethod
    def _about(cls, lot, defect=None):
        """Return the values of a case about a lot and a defect."""
        return {
            "line_ids": [
                cls._line(
                    product_id=lot.product_id.id,
                    lot_id=lot.id,
                    defect_id=(defect or cls.defect_below).id,
                )
            ]
        }

    @classmethod
    def _create_action(cls, **values):
        """Create a corrective action of the case, to be done by the worker."""
        return cls.env["complaint.corrective.action"].create(
            {
                "name": "Warm up the welding jaw",
                "description": "Do not start before the jaw has its temperature.",
                "public_text": "We changed the start of the filling line.",
                "case_id": cls.case.id,
                "user_id": cls.worker.id,
                "defect_id": cls.defect.id,
                "due_date": fields.Date.add(fields.Date.today(), days=10),
            }
            | values
        )

    @classmethod
    def _complete(cls, action, user=None, note="Done on line 2.", files=()):
        """Complete an action by the dialog, as its responsible."""
        Dialog = cls.env["complaint.corrective.action.complete"]
        Dialog.with_user(user or cls.worker).create(
            {
                "action_id": action.id,
                "note": note,
                "attachment_ids": [Command.set([f.id for f in files])],
            }
        ).action_complete()

    @classmethod
    def _verify(cls, action, **values):
        """Complete and verify an action."""
        cls._complete(action)
        action = action.with_user(cls.user_quality)
        action.write({"verification_note": "Seen on site."} | values)
        action.action_verify()

    @classmethod
    def _ship(cls, lot, quantity, usage_location=None):
        """Deliver some of a lot, by a real stock move."""
        move = cls.env["stock.move"].create(
            {
                "product_id": lot.product_id.id,
                "product_uom_qty": quantity,
                "product_uom": lot.product_id.uom_id.id,
                "location_id": cls.stock.id,
                "location_dest_id": (usage_location or cls.customers).id,
                "company_id": cls.company.id,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": lot.product_id.id,
                            "lot_id": lot.id,
                            "quantity": quantity,
                            "location_id": cls.stock.id,
                            "location_dest_id": (usage_location or cls.customers).id,
                        }
                    )
                ],
            }
        )
        move._action_confirm()
        move.picked = True
        move._action_done()
        return move
