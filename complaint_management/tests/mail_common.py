# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from email.message import EmailMessage

from odoo.tests import Form
from odoo.tests.common import new_test_user

from odoo.addons.mail.tests.common import MockEmail

from .case_common import ComplaintCaseCommon

DOMAIN = "complaints.example.com"
STRANGER = "zhang.privately@private.example.com"


class ComplaintMailCommon(ComplaintCaseCommon, MockEmail):
    """A team with an address, and mails that really go through the gateway.

    This class provides:

    * `team`, reached at `north@complaints.example.com`, and `hr_team`, reached at
      `hr@…`, which gets confidential complaints only;
    * `partner`, a hospital, with `nurse` as its contact, both with an address;
    * :meth:`_receive`, which builds a mail and hands it to the gateway as bytes.
    """

    @classmethod
    def default_env_context(cls):
        """Let followers, tracking and notifications work as they do for people."""
        return {"no_reset_password": True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()
        domain = cls.env["mail.alias.domain"].create({"name": DOMAIN})
        cls.company = cls.env.company
        cls.company.alias_domain_id = domain
        cls.team.write({"alias_name": "north", "alias_domain_id": domain.id})
        cls.hr_team = cls._create_team(
            name="Employees' Complaints",
            alias_name="hr",
            category_ids=[
                (0, 0, {"name": "Behaviour of staff", "confidential": True}),
            ],
        )
        cls.hr_team.alias_domain_id = domain
        cls.partner.email = "office@hospital.example.com"
        cls.nurse = cls.env["res.partner"].create(
            {
                "name": "Head Nurse",
                "parent_id": cls.partner.id,
                "email": "Nurse@Hospital.example.com",
                "lang": "en_US",
            }
        )
        cls.staff = new_test_user(
            cls.env,
            login="mail_staff",
            groups="base.group_user",
            email="staff@company.example.com",
        )

    # === MAILS === #

    @classmethod
    def _build(cls, body="The bag leaks.", html=None, files=(), **headers):
        """Return a mail to the team as bytes; a header of None is left out."""
        mail = EmailMessage()
        defaults = {
            "From": f"Zhang Privately <{STRANGER}>",
            "To": f"north@{DOMAIN}",
            "Subject": "Leaking bag",
            "Message_ID": f"<{len(headers)}-{abs(hash((body, str(headers))))}@mua>",
        }
        for name, value in (defaults | headers).items():
            if value is not None:
                mail[name.replace("_", "-")] = value
        if body is not None:
            mail.set_content(body)
        if html is not None and body is not None:
            mail.add_alternative(html, subtype="html")
        elif html is not None:
            mail.set_content(html, subtype="html")
        for name, content in files:
            mail.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
        return mail.as_bytes()

    def _process(self, raw):
        """Hand bytes to the gateway and return the cases that were made of them."""
        before = self.env["complaint.case"].search([])
        with self.mock_mail_gateway():
            self.env["mail.thread"].message_process(None, raw)
        self.env.invalidate_all()
        return self.env["complaint.case"].search([]) - before

    def _receive(self, *args, **kwargs):
        """Build a mail, hand it to the gateway, return the new cases."""
        return self._process(self._build(*args, **kwargs))

    def _mails(self):
        """Return the mails that were made in a capture of :class:`MockEmail`."""
        return self._new_mails

    def _get_everything_shown(self, case, user):
        """Return all that a user can read of a case, its thread and its letters."""
        mine = case.with_user(user)
        messages = self.env["mail.message"].with_user(user)
        messages = messages.search(
            [("model", "=", case._name), ("res_id", "=", case.id)]
        )
        files = self.env["ir.attachment"].with_user(user)
        files = files.search([("res_model", "=", case._name), ("res_id", "=", case.id)])
        return repr(
            [
                mine.read(),
                messages.read([n for n in messages.fields_get() if "avatar" not in n]),
                mine.message_ids.author_id.read(["name", "email"]),
                mine.message_partner_ids.read(["name", "email"]),
                mine.notice_ids.read(),
                files.read(["name", "description"]),
            ]
        )

    def _assert_nobody_shown(self, case, user, *secrets):
        shown = self._get_everything_shown(case, user)
        for secret in secrets or (STRANGER, "Zhang", "private.example"):
            self.assertNotIn(secret, shown)


class NoticeCommon(ComplaintMailCommon):
    """A registered complaint of a hospital and one of a consumer kept apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._create_case_at("registered", contact_id=cls.nurse.id)
        cls.consumer = cls._create_case_at(
            "registered",
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Zhang Privately",
            complainant_email=STRANGER,
        )

    def _notify(self, case, code="registered", **kwargs):
        return case.with_user(self.handler)._complaint_notify(code, **kwargs).sudo()

    def _open(self, case, user=None, **values):
        """Open the dialog as the button does, and fill in values."""
        mine = case.with_user(user or self.handler)
        context = mine.action_tell()["context"]
        wizards = mine.env["complaint.case.tell"].with_context(**context)
        form = Form(wizards)
        for name, value in values.items():
            setattr(form, name, value)
        return form
