# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests import Form, tagged

from ..const import SEVERITIES
from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintDefect(ComplaintCommon):
    """Defects with place and severity; the tree itself is tested on categories."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.leak = cls._create_defect(name="Leak", severity="general")
        cls.leak_seam = cls._create_defect(
            name="Leak at the seam", parent_id=cls.leak.id, place="Seam"
        )

    def test_severity_taken_from_above(self):
        """A defect without a severity of its own has that of the broader one."""
        self.assertEqual(self.leak_seam._get_inherited("severity"), "general")

    def test_own_severity_wins(self):
        """A place can make a defect worse."""
        self.leak_seam.severity = "major"
        self.assertEqual(self.leak_seam._get_inherited("severity"), "major")

    def test_place_read_in_language_of_user(self):
        """The place is translated, like the name."""
        self.leak_seam.update_field_translations("place", {"zh_CN": "焊缝"})
        defect = self.leak_seam.with_user(self.user_named)
        self.assertEqual(defect.with_context(lang="zh_CN").place, "焊缝")

    def test_help_defines_each_severity(self):
        """Who chooses a severity reads what it means, in the language of the user."""
        for lang in ("en_US", "zh_CN"):
            Defect = self.env["complaint.defect"].with_context(lang=lang)
            field = Defect.fields_get(["severity"])["severity"]
            self.assertEqual(
                [key for key, _label in field["selection"]],
                ["minor", "general", "major"],
            )
            lines = field["help"].splitlines()
            for (_key, label), line in zip(field["selection"], lines, strict=True):
                with self.subTest(lang=lang, severity=label):
                    self.assertTrue(line.startswith(label), line)

    def test_severities_from_light_to_grave(self):
        """The choice has one home, in the order of weight."""
        self.assertEqual(
            [label for _key, label in SEVERITIES], ["Minor", "General", "Major"]
        )

    def test_form_below_another_defect(self):
        """An administrator adds a defect below another one."""
        Defect = self.env["complaint.defect"].with_user(self.user_administrator)
        view = "complaint_management.complaint_defect_view_form"
        with Form(Defect, view=view) as form:
            form.name = "Leak at the cap"
            form.parent_id = self.leak
            form.place = "Cap"
        self.assertEqual(form.record.display_name, "Leak / Leak at the cap")
        self.assertEqual(self.leak.child_ids, self.leak_seam + form.record)
