# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from lxml import etree

from odoo.tests import Form, tagged

from .link_common import ComplaintLinkCommon

#: The forms with a way to complaints, by the name of the record in the common class.
FORMS = {
    "base.view_partner_form": "hospital",
    "product.product_normal_form_view": "infusion",
    "product.product_variant_easy_edit_view": "infusion",
    "product.product_template_only_form_view": "template",
    "stock.view_production_lot_form": "lot",
    "sale.view_order_form": "order",
    "stock.view_picking_form": "picking",
    "account.view_move_form": "invoice",
}
STARTING = {"lot", "order", "picking", "invoice"}


@tagged("post_install", "-at_install")
class TestComplaintLinkViews(ComplaintLinkCommon):
    """The buttons on the forms of what can be complained about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.infusion.product_tmpl_id

    def _get_buttons(self, view, name, user):
        """Return the buttons of ours in a form, as a user gets it, by method."""
        Model = self.env[self[name]._name].with_user(user)
        arch = Model.get_view(self.env.ref(view).id, "form")["arch"]
        names = ("action_view_complaints", "action_complain")
        buttons = etree.fromstring(arch).iter("button")
        return {node.get("name") for node in buttons}.intersection(names)

    def __getitem__(self, name):
        return getattr(self, name)

    def test_buttons_for_complaint_users(self):
        """A complaint role is shown the count, and where it makes sense, the start."""
        for view, name in FORMS.items():
            with self.subTest(view=view):
                expected = {"action_view_complaints"}
                if name in STARTING:
                    expected.add("action_complain")
                self.assertEqual(
                    self._get_buttons(view, name, self.user_seller), expected
                )

    def test_no_buttons_without_role(self):
        """Who sells, but has no role in complaints, sees nothing of them."""
        for view, name in FORMS.items():
            with self.subTest(view=view):
                self.assertFalse(self._get_buttons(view, name, self.user_sales))

    def test_forms_open_with_and_without_role(self):
        """The forms load for who sells, whether complaints are his or hers or not."""
        for user in (self.user_sales, self.user_seller):
            for view, name in FORMS.items():
                with self.subTest(view=view, user=user.login):
                    form = Form(self[name].with_user(user), view=view)
                    self.assertEqual(
                        "complaint_count" in form._view["fields"],
                        user == self.user_seller,
                    )

    def test_lot_chosen_by_lowest_role(self):
        """Who handles a case finds the lot it is about, and changes nothing of it."""
        lot = self.lot.with_user(self.user_named)
        self.assertEqual(lot.name_search("LOT")[0][0], lot.id)
        self.assertFalse(lot.has_access("write"))

    def test_start_hidden_until_the_document_is_final(self):
        """A draft is changed, not complained about."""
        expected = {
            "order": "state != 'sale'",
            "picking": "state != 'done' or picking_type_code != 'outgoing'",
            "invoice": "state != 'posted' or move_type != 'out_invoice'",
            "lot": "not id",
        }
        for view, name in FORMS.items():
            if name not in expected:
                continue
            with self.subTest(view=view):
                Model = self.env[self[name]._name].with_user(self.user_seller)
                arch = Model.get_view(self.env.ref(view).id, "form")["arch"]
                (button,) = etree.fromstring(arch).xpath(
                    "//button[@name='action_complain']"
                )
                self.assertEqual(button.get("invisible"), expected[name])
