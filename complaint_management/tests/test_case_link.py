# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .case_access_common import CaseAccessCommon


@tagged("post_install", "-at_install")
class TestCaseLink(CaseAccessCommon):
    """The key in the complainant's link opens the case without a login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls.case._portal_ensure_token()

    def test_employees_do_not_read_the_key(self):
        """Neither the handler nor an administrator could keep it for later."""
        for user in (self.handler, self.user_administrator):
            case = self.case.with_user(user)
            self.env.invalidate_all()
            with self.subTest(user=user.login):
                self.assertNotIn("access_token", case.read()[0])
                with self.assertRaises(AccessError):
                    case.read(["access_token"])
                with self.assertRaises(AccessError):
                    case.search([("access_token", "=", self.key)])

    def test_employees_do_not_choose_the_key(self):
        """Nobody plants a key that he or she knows."""
        with self.assertRaises(AccessError):
            self.case.with_user(self.handler).access_token = "known"
        with self.assertRaises(AccessError):
            self.env["complaint.case"].with_user(self.handler).with_context(
                default_access_token="known"
            ).create({})
        self.assertEqual(self.case.access_token, self.key)

    def test_employees_do_not_get_the_link(self):
        """Core's public method hands the link out to nobody who works here."""
        for user in (self.handler, self.user_internal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.case.with_user(user).get_portal_url()

    def test_mail_gets_the_link(self):
        """What writes to the complainant in superuser mode puts the link in."""
        case = self.case.with_user(self.handler).sudo()
        self.assertIn(self.key, case.get_portal_url())

    def test_copy_has_a_key_of_its_own(self):
        """The link to one complaint never opens another one."""
        self.assertFalse(self.case.copy().access_token)
