# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import base64
import io

from PIL import Image, ImageDraw

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .portal_common import PDF, PNG, ComplaintPortalCommon


def draw(size=(360, 120), strokes=True):
    """Return a drawn signature as the browser sends it: PNG, base64."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    if strokes:
        line = [(size[0] // 9, 90), (size[0] // 3, 20), (size[0] // 2, 80)]
        ImageDraw.Draw(picture).line(line, "black", 3)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return base64.b64encode(content.getvalue()).decode()


@tagged("post_install", "-at_install")
class TestSettlementSignature(ComplaintPortalCommon):
    """The customer signs what stands on the page, once; the picture stays with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.offered = cls._create_case_at("offered")
        cls.settlement = cls.offered.settlement_id
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self._login(self.buyer)

    def _sign(self, signature=None, case=None, token=None, **values):
        case = case or self.offered
        values = self._get_offer_values(case) | values
        if signature is not None:
            values["signature"] = signature
        return self._send(case, "accept", token=token, **values)

    # === SIGNED === #

    def test_drawn_signature_is_kept(self):
        """Name, picture, moment and what was signed are on the settlement."""
        shown = self.settlement._get_offer_hash()
        page = self._sign(draw()).text
        self.assertIn("you have accepted our offer", page)
        self.assertIn('id="complaint_signed"', page)
        self.assertIn("data:image/png;base64,", page)
        self.assertRecordValues(
            self.settlement,
            [
                {
                    "state": "accepted",
                    "answer_kind": "portal",
                    "answered_by": "Buyer One",
                    "signed_hash": shown,
                }
            ],
        )
        self.assertTrue(self.settlement.answered_at)
        picture = Image.open(io.BytesIO(base64.b64decode(self.settlement.signature)))
        self.assertEqual(picture.size, (360, 120))
        # What was agreed to is still told by its fingerprint.
        self.offered.with_user(self.handler).action_execute()
        self.assertEqual(self.settlement._get_offer_hash(), shown)

    def test_name_alone_is_enough(self):
        """Who can't draw types a name; an empty sheet is no picture."""
        for signature in (None, "", draw(strokes=False)):
            case = self._create_case_at("offered")
            self.env.flush_all()
            self._sign(signature, case)
            settlement = case.settlement_id
            self.assertRecordValues(
                settlement, [{"state": "accepted", "answered_by": "Buyer One"}]
            )
            self.assertFalse(settlement.signature)

    def test_stamped_copy_goes_along(self):
        """A scan with the stamp is registered as evidence, beside the signature."""
        values = self._get_offer_values(self.offered)
        self._send(
            self.offered,
            "accept",
            files=[("stamped.pdf", PDF)],
            signature=draw(),
            **values,
        )
        self.assertRecordValues(
            self.settlement.answer_evidence_id, [{"kind": "stamped"}]
        )
        self.assertTrue(self.settlement.signature)

    # === REFUSED === #

    def test_offer_changed_meanwhile_is_not_signed(self):
        """Whatever changes after the page was read, down to a date, is read again."""
        values = self._get_offer_values(self.offered)
        line = self.settlement.line_ids
        line.with_user(self.handler).due_date = "2030-01-01"
        self.env.flush_all()
        page = self._send(self.offered, "accept", signature=draw(), **values)
        self.assertTold(page, "The offer has changed meanwhile")
        self.assertIn("Buyer One", page.text)  # what was typed is still there
        self.assertRecordValues(
            self.settlement, [{"state": "offered", "answered_by": False}]
        )
        self._sign(draw())
        self.assertState(self.settlement, "accepted")

    def test_each_part_of_the_offer_is_signed(self):
        """Another text, amount, quantity, currency or revision is another offer."""
        line = self.settlement.line_ids
        for record, values in (
            (self.settlement, {"reasons": "Other"}),
            (self.settlement, {"next_steps": "Other"}),
            (self.settlement, {"revision": 7}),
            (line, {"amount": 0.01}),
            (line, {"quantity": 2}),
            (line, {"description": "Other"}),
            (line, {"kind": "apology"}),
        ):
            before = self.settlement._get_offer_hash()
            record._with_step_token().write(values)
            self.assertNotEqual(self.settlement._get_offer_hash(), before, values)

    def test_without_fingerprint_nothing_is_signed(self):
        """A form that does not say what was read is refused."""
        for wrong in ("", "0" * 64):
            page = self._sign(draw(), offer_hash=wrong)
            self.assertTold(page, "The offer has changed meanwhile")
        self.assertState(self.settlement, "offered")

    def test_picture_that_is_none_is_refused(self):
        """Neither other files, nor giants, nor half pictures are taken."""
        svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode()
        half = base64.b64encode(PNG[:40]).decode()
        giant = draw((3000, 1500), strokes=False)
        for name, wrong in (
            ("svg", svg),
            ("no base64", "!!!"),
            ("half", half),
            ("pixels", giant),
            ("length", "A" * 1_500_001),
        ):
            with self.subTest(name=name):
                self.assertTold(self._sign(wrong), "could not be read")
                self.assertState(self.settlement, "offered")

    def test_signed_stays(self):
        """Nobody changes or takes away a signature; nor brings one along."""
        self._sign(draw())
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "complaint.settlement"),
                ("res_id", "=", self.settlement.id),
                ("res_field", "=", "signature"),
            ]
        )
        self.assertEqual(len(attachment), 1)
        for user in (self.handler, self.user_manager, self.user_administrator):
            settlement = self.settlement.with_user(user)
            for vals in (
                {"signature": draw()},
                {"signature": False},
                {"signed_hash": "0"},
                {"answered_by": "Somebody"},
            ):
                with self.assertRaises(UserError):
                    settlement.write(vals)
            for call in (
                lambda a: a.write({"datas": draw()}),
                lambda a: a.unlink(),
                lambda a: a.write({"res_id": 0}),
            ):
                with self.assertRaises(AccessError):
                    call(attachment.with_user(user))
        draft = self._create_case_at("solution")
        with self.assertRaises(UserError):
            self.env["complaint.settlement"].with_user(self.handler).create(
                {"case_id": draft.id, "signature": draw()}
            )
        self.assertFalse(self.settlement.copy_data()[0].get("signature"))

    # === WHO SEES IT === #

    @mute_logger("odoo.http")
    def test_who_sees_the_signature(self):
        """Who may read the settlement; no other employee, no customer by RPC."""
        self._sign(draw())
        settlement = self.settlement
        self.assertTrue(settlement.with_user(self.handler).signature_shown)
        for user in (self.colleague, self.user_internal, self.user_other_company):
            with self.assertRaises(AccessError):
                settlement.with_user(user).read(["signature_shown"])
        for user in (self.buyer, self.stranger):
            self._login(user)
            for name in ("signature", "signature_shown", "signed_hash"):
                with self.assertRaises(JsonRpcException):
                    self._call_kw(settlement._name, "read", settlement.ids, [name])
            for name in ("signature", "signature_shown"):
                picture = self.url_open(
                    f"/web/image/complaint.settlement/{settlement.id}/{name}"
                )
                self.assertNotEqual(
                    picture.content, base64.b64decode(settlement.signature)
                )
        with self.assertRaises(AccessError):
            settlement.with_user(self.handler).read(["signature"])

    def test_private_signature_is_kept_apart(self):
        """Name and picture of a consumer are where his or her data is, and not here."""
        case = self._create_private_case("offered")
        token = self._get_token(case)
        values = self._get_offer_values(case, "Secret Surname")
        self._leave()
        page = self._send(case, "accept", token=token, signature=draw(), **values).text
        self.assertIn("You accepted this offer", page)
        self.assertNotIn("Secret", page)
        self.assertNotIn("data:image/png;base64,", page)
        settlement = case.settlement_id
        self.assertFalse(settlement.signature)
        self.assertFalse(settlement.with_user(self.handler).signature_shown)
        self.assertTrue(settlement.signed_hash)
        identity = case.sudo().identity_id
        self.assertRecordValues(identity, [{"signed_name": "Secret Surname"}])
        self.assertTrue(identity.signature)
        group = "complaint_management.complaint_management_group_identity"
        self.handler.group_ids += self.env.ref(group)
        action = case.with_user(self.handler).action_open_identity()
        shown = self.env[action["res_model"]].with_user(self.handler)
        self.assertTrue(shown.browse(action["res_id"]).signature)
        self.assertEqual(
            len(self.env["complaint.identity.log"].search([("case_id", "=", case.id)])),
            1,
        )

    def test_turned_confidential(self):
        """A complaint that turns confidential keeps the signature apart, too."""
        self._sign(draw())
        self.offered.confidential = True
        self.assertFalse(self.settlement.signature)
        self.assertFalse(self.settlement.answered_by)
        identity = self.offered.sudo().identity_id
        self.assertRecordValues(identity, [{"signed_name": "Buyer One"}])
        self.assertTrue(identity.signature)
