# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from odoo.addons.complaint_management.tests.portal_common import ComplaintPortalCommon

from .return_common import ComplaintReturnCommon


@tagged("post_install", "-at_install")
class TestReturnPortal(ComplaintReturnCommon, ComplaintPortalCommon):
    """The customer prints the slip; a second one who knows the numbers does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._take_to(cls._create_return(), "authorised")
        cls.draft = cls._create_return(cls._return_line(cls.lot_b, 1))
        cls.case.sudo()._portal_ensure_token()
        cls.env.flush_all()

    def _ask(self, record, token=None):
        url = f"/my/complaints/{self.case.id}/returns/{record.id}"
        params = {"access_token": token} if token else {}
        return self.url_open(url, params=params)

    def test_slip_is_handed_out_by_the_key(self):
        """Whoever has the link of the case prints the slip of a return."""
        token = self.case.sudo().access_token
        response = self._ask(self.record, token)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        name = response.headers["Content-Disposition"]
        self.assertIn(self.record.name.replace("/", "_"), name)

    def test_nobody_else_gets_it(self):
        """Without a key, with a wrong one, as another customer, of a draft."""
        for token in (None, "wrong"):
            self.assertNotEqual(
                self._ask(self.record, token).headers["Content-Type"],
                "application/pdf",
            )
        self._login(self.stranger)
        self.assertNotIn("pdf", self._ask(self.record).headers["Content-Type"])
        token = self.case.sudo().access_token
        self.assertNotIn("pdf", self._ask(self.draft, token).headers["Content-Type"])
