# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnDecide(ComplaintReturnCommon):
    """The warehouse says of many goods at once what it saw and where they go."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._take_to(
            cls._create_return(
                cls._return_line(quantity=6), cls._return_line(cls.lot_b, 4)
            ),
            "received",
        )
        cls.goods = cls.record.with_user(cls.user_warehouse)

    def _decide(self, **values):
        """Fill the dialog in as the warehouse does, and close it."""
        dialog = self.env["complaint.return.decide"].with_user(self.user_warehouse)
        context = {
            "default_return_id": self.goods.id,
            "default_state": self.goods.state,
        }
        with Form(dialog.with_context(**context)) as form:
            for name, value in values.items():
                form[name] = value
        return form.record.action_decide()

    def test_all_that_is_open_is_decided_at_once(self):
        """What was said of one before stays as it was said."""
        first = self.goods.item_ids[0]
        first.condition = "expired"
        self._decide(condition="as_reported")
        self.assertEqual(
            self.goods.item_ids.mapped("condition"), ["expired", "as_reported"]
        )
        self.goods.action_inspect()
        self._decide(disposition="quarantine")
        self.assertEqual(set(self.goods.item_ids.mapped("disposition")), {"quarantine"})

    def test_some_of_the_goods_are_parted(self):
        """Two of six have another defect; the rest is a row of its own."""
        first = self.goods.item_ids[0]
        self._decide(condition="other_defect", item_id=first, quantity=2)
        self.assertEqual((first.quantity, first.condition), (2, "other_defect"))
        self.assertEqual(sum(self.goods.item_ids.mapped("quantity")), 10)

    def test_nothing_chosen_or_nothing_left_is_refused(self):
        """The dialog says so, and of a finished return as well."""
        with self.assertRefused("nothing left"):
            self._decide()
        self._decide(condition="as_reported")
        with self.assertRefused("nothing left"):
            self._decide(condition="intact")
        self.goods.action_inspect()
        self._decide(disposition="scrap")
        self.goods.action_dispose()
        values = {"return_id": self.goods.id, "disposition": "sample"}
        dialog = self.env["complaint.return.decide"].with_user(self.user_warehouse)
        with self.assertRaises(UserError):
            dialog.create(values).action_decide()
