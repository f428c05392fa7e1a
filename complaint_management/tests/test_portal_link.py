# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import tagged

from .portal_common import PNG, ComplaintPortalCommon


@tagged("post_install", "-at_install")
class TestPortalLink(ComplaintPortalCommon):
    """What a complainant does without a login, by the link that was sent."""

    def test_consumer_answers_by_link_and_stays_unnamed(self):
        """The typed name is kept apart; the thread shows the label of the case."""
        case = self._create_private_case("offered")
        values = self._get_offer_values(case, "Secret Surname")
        token = self._get_token(case)
        self._leave()
        page = self._send(case, "accept", token=token, **values).text
        self.assertIn("You accepted this offer", page)
        self.assertNotIn("Secret Surname", page)
        settlement = case.settlement_id
        self.assertEqual(settlement.answered_by, case.complainant_label)
        self.assertEqual(case.sudo().identity_id.signed_name, "Secret Surname")
        said = case.message_ids.filtered(lambda m: "I accept" in m.body)
        self.assertFalse(said.author_id)
        self.assertIn(case.name, said.email_from)
        self.assertNotIn("Secret", str(case.message_ids.mapped("body")))

    def test_consumer_answers_a_question_by_link(self):
        """Files and text come in by the link as well."""
        case = self._create_private_case("need_info")
        token = self._get_token(case)
        self._leave()
        self._send(case, "answer", token=token, files=[("p.png", PNG)], answer="Here")
        self.assertEqual(case.state, "registered")
        file = case.evidence_ids.attachment_ids
        page = self._open(case, token).text
        self.assertIn(f"/files/{file.id}?access_token={token}", page)
        response = self.url_open(
            f"/my/complaints/{case.id}/files/{file.id}", params={"access_token": token}
        )
        self.assertEqual(response.content, PNG)

    def test_visitor_by_link_of_a_business_speaks_for_the_contact(self):
        """A hospital's link is as good as its login: the contact is the author."""
        case = self._create_case_at("need_info")
        token = self._get_token(case)
        self._leave()
        self._send(case, "answer", token=token, answer="By link")
        said = case.message_ids.filtered(lambda m: "By link" in m.body)
        self.assertEqual(said.author_id, self.buyer.partner_id)
