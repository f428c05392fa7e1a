# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged
from odoo.tools import SQL

from .register_common import ComplaintRegisterCommon


@tagged("post_install", "-at_install")
class TestRegisterSearch(ComplaintRegisterCommon):
    """A caller is found by what he says; what he got is offered first."""

    def _find(self, text, user=None, **context):
        Partner = self.env["res.partner"].with_user(user or self.clerk)
        context = {"complaint_caller": True} | context
        found = Partner.with_context(**context).name_search(text)
        return [id_ for id_, _name in found]

    def test_by_name(self):
        """The name finds as before."""
        self.assertIn(self.partner.id, self._find("people's hosp"))

    def test_by_phone_however_written(self):
        """Country code, trunk prefix and signs do not matter."""
        for text in ("0471 555 0123", "+864715550123", "0086-471-5550123", "5550123"):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), [self.partner.id])
        for text in ("0123", "471 555 9999", "(", "+", "0471x5550123"):
            with self.subTest(text=text):
                self.assertNotIn(self.partner.id, self._find(text))

    def test_by_order(self):
        """Our number or theirs, for who may read orders."""
        order = self._create_order()
        order.client_order_ref = "PO-2026/7"
        for text in (order.name, order.name.lower(), "PO-2026/7"):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), [self.partner.id])
                self.assertFalse(self._find(text, user=self.handler))

    def test_only_where_asked(self):
        """Elsewhere contacts are searched as core does."""
        self.assertFalse(self._find("0471 555 0123", complaint_caller=False))

    def test_hidden_contact_not_found(self):
        """A number finds nobody whom the user may not read."""
        self.partner.company_id = self.company_other
        self.assertFalse(self._find("0471 555 0123"))

    def test_phone_has_an_index(self):
        """A number is looked up, not compared with each contact."""
        # A table that is worth an index, with phones that differ.
        self.env["res.partner"].create(
            [{"name": f"Phone {n}", "phone": f"0471 {n:07}"} for n in range(200)]
        )
        self.env.flush_all()
        self.env.cr.execute("ANALYZE res_partner")
        for way in ("enable_seqscan", "enable_bitmapscan"):
            self.env.cr.execute(f"SET LOCAL {way} = off")
        plan = self.env.execute_query(
            SQL(
                r"""EXPLAIN SELECT id FROM res_partner WHERE phone IS NOT NULL AND
                reverse(regexp_replace(phone, '\D', '', 'g')) LIKE %s""",
                "3210555%",
            )
        )
        self.assertIn("complaint_phone_idx", str(plan))

    # === GOODS === #

    def _offer(self, model, text="", user=None, partner=None, domain=None):
        records = self.env[model].with_user(user or self.clerk)
        partner = partner or self.partner
        records = records.with_context(complaint_partner_id=partner.id)
        found = records.web_name_search(text, {"display_name": {}}, domain, limit=8)
        return [row["id"] for row in found]

    def test_own_goods_first(self):
        """What the customer got stands first, the latest at the front; then all."""
        early = self._create_product(name="Aaa Infusion")
        ordered = self._create_product(name="Zzz Infusion")
        self._deliver()
        self._create_order(product=ordered, confirm=True)
        found = self._offer("product.product", "")
        self.assertEqual(found[:2], [self.product.id, ordered.id])
        found = self._offer("product.product", "Infusion")
        self.assertEqual(found[0], ordered.id)
        self.assertIn(early.id, found)

    def test_own_lots_first(self):
        """Lots delivered to the customer stand first, those of the product only."""
        other = self._create_lot(self.product, name="2601A")
        self._deliver()
        domain = [("product_id", "=", self.product.id)]
        found = self._offer("stock.lot", "26", domain=domain)
        self.assertEqual(found, [self.lot.id, other.id])
        stranger = self._create_partner(name="Stranger")
        found = self._offer("stock.lot", "26", domain=domain, partner=stranger)
        self.assertEqual(set(found), {self.lot.id, other.id})

    def test_goods_of_a_hidden_customer(self):
        """The order of the list tells nothing about who may not be read."""
        self._deliver()
        self.partner.company_id = self.company_other
        Partner = self.env["res.partner"].with_user(self.clerk)
        Partner = Partner.with_context(complaint_partner_id=self.partner.id)
        self.assertFalse(Partner._get_goods_in_context())

    def test_goods_of_another_company(self):
        """What another company delivered is not offered first."""
        self._deliver()
        Partner = self.env["res.partner"].with_user(self.user_other_company)
        Partner = Partner.with_context(complaint_partner_id=self.partner.id)
        self.assertFalse(Partner._get_goods_in_context())

    def test_nonsense_in_the_context(self):
        """A context that no screen sends does no harm."""
        for value in (False, "1", [1], 2.5, 10**6):
            Product = self.env["product.product"].with_user(self.clerk)
            Product = Product.with_context(complaint_partner_id=value)
            with self.subTest(value=value):
                self.assertTrue(Product.web_name_search("Sodium", {"display_name": {}}))
