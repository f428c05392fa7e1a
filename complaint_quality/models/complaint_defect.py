# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models

#: How many are tested against a norm per million, unless somebody says otherwise.
SPECIMENS = 10


class ComplaintDefect(models.Model):
    """How often a defect may be seen."""

    _inherit = "complaint.defect"

    norm_ppm = fields.Float(
        string="Norm per Million",
        digits=(12, 1),
        help="How many of a million delivered pieces may have it. Leave empty to take "
        "the norm of the parent defect. A lot that is surely above it raises an alarm.",
    )
    norm_count = fields.Float(
        string="Norm of Particles",
        digits=(12, 1),
        help="How many particles may be counted in so many samples.",
    )
    norm_samples = fields.Integer(help="In how many samples they are counted.")

    _norm_not_negative = models.Constraint(
        "CHECK (norm_ppm >= 0 AND norm_count >= 0 AND norm_samples >= 0)",
        "A norm can't be negative.",
    )
    _norm_samples_named = models.Constraint(
        "CHECK (coalesce(norm_count, 0) = 0 OR coalesce(norm_samples, 0) > 0)",
        "Say in how many samples the particles are counted.",
    )

    # === GETTERS === #

    def _get_norm_owner(self):
        """Return the defect whose norm counts here, itself where there is none.

        Note: `self.ensure_one()`
        """
        lineage = self._get_lineage()
        return next((defect for defect in lineage if defect.norm_ppm), self)

    def _get_allowed_count(self, samples):
        """Return how many particles so many samples may have, None without a norm.

        :param int samples: how many are counted
        """
        for defect in self and self._get_lineage():
            if defect.norm_samples:
                return defect.norm_count * samples / defect.norm_samples
        return None

    def _get_norm_samples(self):
        """Return how many specimens a test of this defect takes, 0 without a norm."""
        for defect in self and self._get_lineage():
            if defect.norm_samples or defect.norm_ppm:
                return defect.norm_samples or SPECIMENS
        return 0

    def _get_test_norm(self, specimens):
        """Return the specification that the norm asks for, empty without one.

        A norm per million becomes how many of so few specimens may have the defect.

        :param int specimens: how many are tested
        :rtype: dict
        """
        for defect in self and self._get_lineage():
            if defect.norm_samples:
                allowed = defect.norm_count * specimens / defect.norm_samples
                return {
                    "rule": "total",
                    "upper_limit": f"{round(allowed, 6):g}",
                    "unit": self.env._("particles"),
                    "accepted_count": 0,
                    "specification": self.env._(
                        "At most %(count)g particles in %(specimens)s samples",
                        count=defect.norm_count,
                        specimens=defect.norm_samples,
                    ),
                }
            if defect.norm_ppm:
                return {
                    "rule": "words",
                    "upper_limit": False,
                    "unit": False,
                    "accepted_count": int(defect.norm_ppm * specimens / 1_000_000),
                    "specification": self.env._(
                        "At most %(norm)g per million", norm=defect.norm_ppm
                    ),
                }
        return {}
