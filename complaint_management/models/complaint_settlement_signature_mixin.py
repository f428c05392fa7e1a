# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import base64
import binascii
import hashlib
import io
import json

from PIL import Image

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_repr, format_date

from .complaint_settlement_letter_mixin import LETTER_FIELDS

PNG_START = b"\x89PNG\r\n\x1a\n"
#: Of a drawn signature, as it is sent: characters, then pixels.
MAX_SIGNATURE_TEXT = 1_500_000
MAX_SIGNATURE_PIXELS = 4_000_000
SIGNATURE_SIZE = (800, 400)


class ComplaintSettlementSignatureMixin(models.AbstractModel):
    """The signature below an offer, bound to what was signed.

    A name is always typed; the picture may be left out by who can't draw. Both are
    written once, with the answer. Where who complains is kept apart from the case, they
    are kept there.
    """

    _name = "complaint.settlement.signature.mixin"
    _description = "Signed Offer"

    signature = fields.Image(
        max_width=SIGNATURE_SIZE[0],
        max_height=SIGNATURE_SIZE[1],
        groups=fields.NO_ACCESS,
        copy=False,
        help="Drawn on the portal.",
    )
    signature_shown = fields.Image(
        compute="_compute_signature_shown",
        compute_sudo=True,
        string="Signature Drawn",
        help="Drawn on the portal. Where who complains is kept apart, it is kept "
        "there.",
    )
    signed_hash = fields.Char(
        string="Fingerprint of the Offer Signed",
        readonly=True,
        copy=False,
        help="Of letter, lines and amounts as they stood on the page that was signed. "
        "It prints on the result letter.",
    )

    # === COMPUTE METHODS === #

    @api.depends("signature", "case_id.partner_id")
    def _compute_signature_shown(self):
        for settlement in self:
            known = settlement.case_id.partner_id
            settlement.signature_shown = settlement.signature if known else False

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start without an answer, defaults included."""
        settlements = super().create(vals_list)
        settlements._ensure_not_signed_by_hand(settlements.mapped("answer_kind"))
        return settlements

    def write(self, vals):
        """Leave it to the portal to say what was signed on it."""
        self._ensure_not_signed_by_hand([vals.get("answer_kind")])
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _ensure_not_signed_by_hand(self, kinds):
        """Refuse to write down an answer on the portal that was not given there.

        :raise UserError: to everybody but the portal, which is in superuser mode
        """
        if "portal" in kinds and not self.env.su:
            raise UserError(
                self.env._(
                    "What was signed on the portal is recorded by the portal alone. "
                    "Choose another way of answer."
                )
            )

    def _get_offer_hash(self):
        """Return a fingerprint of what is offered, the same in each language.

        :rtype: str
        """
        self.ensure_one()
        digits = self.currency_id.decimal_places
        # The letter says it; who reads the letter need not read the picture.
        kept = (self.sudo().snapshot or {}).get("warranty") or {}
        content = {
            "settlement": self.id,
            "revision": self.revision,
            "currency": self.currency_id.id,
            "amount": float_repr(self.amount_total, digits),
            "letter": [self[name] or "" for name in (*LETTER_FIELDS, "next_steps")],
            "lines": [
                [
                    line.id,
                    line.kind,
                    line.compensation_kind or "",
                    line.case_line_id.id,
                    line.description or "",
                    float_repr(line.quantity, 6),
                    float_repr(line.amount, digits),
                    fields.Date.to_string(line.due_date) or "",
                    # Only what is kept: what was signed before still matches.
                    *([kept[str(line.id)]] if kept.get(str(line.id)) else []),
                ]
                for line in self.line_ids.sorted("id")
            ],
        }
        text = json.dumps(content, ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def _ensure_as_shown(self, offer_hash):
        """Let nobody sign what is another offer than the one on the page.

        :param str offer_hash: fingerprint of the offer that was read
        :raise UserError: when it was changed meanwhile
        """
        self.ensure_one()
        if offer_hash != self._get_offer_hash():
            raise UserError(
                self.env._(
                    "The offer has changed meanwhile. Please read it once more, then "
                    "sign again."
                )
            )

    def _letter_answered_on(self):
        """Return when and in which way the complainant answered, for the letter.

        :rtype: str
        """
        self.ensure_one()
        ways = dict(self._fields["answer_kind"]._description_selection(self.env))
        return f"{format_date(self.env, self.answered_at)} · {ways[self.answer_kind]}"

    @api.model
    def _read_signature(self, text):
        """Return a drawn signature, cleaned of everything but its pixels.

        :param str text: a PNG picture in base64, as the browser draws it
        :return: the picture in base64, or False where nothing was drawn
        :rtype: bytes or bool
        :raise UserError: when it is no picture, or too large a one
        """
        text = (text or "").strip()
        if not text:
            return False
        try:
            if len(text) > MAX_SIGNATURE_TEXT:
                raise ValueError(len(text))
            content = base64.b64decode(text, validate=True)
            if not content.startswith(PNG_START):
                raise ValueError("no PNG")
            picture = Image.open(io.BytesIO(content), formats=["PNG"])
            if picture.width * picture.height > MAX_SIGNATURE_PIXELS:
                raise ValueError(picture.size)
            picture = picture.convert("RGBA")
        except (ValueError, OSError, SyntaxError, binascii.Error):
            raise UserError(
                self.env._(
                    "Your signature could not be read. Please draw it again, or leave "
                    "it out: your typed name is enough."
                )
            ) from None
        if not picture.getchannel("A").getbbox():
            return False
        cleaned = io.BytesIO()
        picture.save(cleaned, "PNG")
        return base64.b64encode(cleaned.getvalue())

    def _sign(self, signed_by, signature, offer_hash):
        """Keep name, picture and what they stand below. In superuser mode.

        :param str signed_by: the typed name, if any
        :param signature: what :meth:`_read_signature` returned
        :param str offer_hash: fingerprint of the offer that was signed
        """
        self.ensure_one()
        case = self.case_id
        if signed_by and not case.partner_id:
            case._save_identity({"signed_name": signed_by, "signature": signature})
            signed_by, signature = case.complainant_label, False
        self._with_step_token().write(
            {
                "answered_by": signed_by or False,
                "signature": signature,
                "signed_hash": offer_hash,
            }
        )

    def _forget_signature(self):
        """Move name and picture to where who complains is kept apart.

        Note: in superuser mode, when the case turns confidential
        """
        for settlement in self.filtered("answered_by"):
            case = settlement.case_id
            case._save_identity(
                {
                    "signed_name": settlement.answered_by,
                    "signature": settlement.signature,
                }
            )
            settlement._with_step_token().write(
                {"answered_by": False, "signature": False}
            )
