# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models


class ComplaintChannel(models.Model):
    """Way on which complaints come in, shared by all companies."""

    _name = "complaint.channel"
    _inherit = "complaint.unique.name.mixin"
    _description = "Complaint Channel"
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]
    _name_scope = ()

    code = fields.Char(
        copy=False,
        help="Name for other systems and for imports, the same in every language. "
        "Complaints that come in by themselves find their channel by it.",
    )
    sequence = fields.Integer(default=100)

    _name_uniq = models.UniqueIndex(
        "((name->>'en_US'))",
        "A channel with this name already exists. Look among the archived ones, too.",
    )
    _code_uniq = models.UniqueIndex(
        "(code) WHERE code <> ''",
        "A channel with this code already exists. Look among the archived ones, too.",
    )
