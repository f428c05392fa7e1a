# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import uuid

from odoo import http
from odoo.tests.common import new_test_user

from .case_common import ComplaintCaseCommon
from .common import ComplaintHttpCommon

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class ComplaintPortalCommon(ComplaintCaseCommon, ComplaintHttpCommon):
    """Customers with a login around a case, and how they send the portal's forms.

    On top of :class:`ComplaintCaseCommon` this class provides:

    * `buyer`, the contact of the hospital in `case`; `colleague_buyer`, another
      contact of the hospital; `stranger`, a customer of another company;
    * :meth:`_send`, which sends a form of the portal, with or without the key of the
      link, and :meth:`_get_token`, that key.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._create_customer("buyer", cls.partner)
        cls.colleague_buyer = cls._create_customer("colleague_buyer", cls.partner)
        other = cls._create_partner(name="Other Hospital")
        cls.stranger = cls._create_customer("stranger", other)
        cls.case.contact_id = cls.buyer.partner_id

    @classmethod
    def _create_customer(cls, login, company):
        """Create a user of the portal who is a contact of a company."""
        user = new_test_user(
            cls.env, login=f"portal_{login}", groups="base.group_portal"
        )
        user.partner_id.parent_id = company
        return user

    @classmethod
    def _create_case(cls, **values):
        """Create a case of the buyer, where there is one yet."""
        buyer = getattr(cls, "buyer", None)
        if buyer and "partner_id" not in values:
            values = {"contact_id": buyer.partner_id.id} | values
        return super()._create_case(**values)

    @classmethod
    def _create_private_case(cls, state="registered", **values):
        """Create a case of a consumer whose data is kept apart."""
        return cls._create_case_at(
            state,
            **{
                "partner_id": False,
                "complainant_type": "consumer",
                "complainant_name": "Secret Surname",
                "complainant_phone": "0471-5550000",
                "complainant_email": "secret@example.com",
            }
            | values,
        )

    def _get_token(self, case):
        """Return the key of the link that is sent to the complainant."""
        token = case.sudo()._portal_ensure_token()
        self.env.flush_all()
        return token

    def _get_offer_values(self, case, signed_by="Buyer One"):
        """Return what the form that accepts the offer of a case sends."""
        return {
            "settlement_id": case.settlement_id.id,
            "offer_hash": case.settlement_id._get_offer_hash(),
            "signed_by": signed_by,
        }

    def _leave(self):
        """Go on as a visitor who is not logged in."""
        self.authenticate(None, None)

    def _open(self, case, token=None, **params):
        """Open the page of a case."""
        params |= {"access_token": token} if token else {}
        return self.url_open(f"/my/complaints/{case.id}", params=params)

    def _send(self, case, verb, files=(), token=None, csrf=True, **values):
        """Send one of the portal's forms, once; follow to the page it answers with."""
        data = {"form_key": str(uuid.uuid4())} | values
        if token:
            data["access_token"] = token
        if csrf:
            data["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(
            f"/my/complaints/{case.id}/{verb}",
            data=data,
            files=[("files", file) for file in files] or None,
        )

    def assertTold(self, response, text):
        """Check that the page tells an error, and which."""
        self.assertEqual(response.status_code, 200)
        self.assertIn("o_complaint_error", response.text)
        self.assertIn(text, response.text)

    def assertShut(self, response):
        """Check that the answer is no page of a case: the home page, or the login."""
        self.assertNotIn("/my/complaints/", response.url)
        self.assertNotIn("o_complaint_next", response.text)
