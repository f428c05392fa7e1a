# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from collections import Counter

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.convert import convert_file

from .common import ComplaintCommon

MODELS = (
    "complaint.category",
    "complaint.channel",
    "complaint.defect",
    "complaint.mark",
    "complaint.reason",
)


@tagged("post_install", "-at_install")
class TestPresets(ComplaintCommon):
    """What a new company finds configured in both languages, and keeps over updates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )

    def _get_presets(self, model):
        """Return the records of a model that came with the addon."""
        data = self.env["ir.model.data"].search(
            [
                ("module", "=", "complaint_management"),
                ("model", "=", model),
                ("name", "not like", "%\\_demo"),
            ]
        )
        return (
            self.env[model]
            .with_context(active_test=False)
            .browse(data.mapped("res_id"))
        )

    def _update(self, model):
        """Load the data of a model again, as an update of the addon does."""
        path = f"data/{model.replace('.', '_')}_data.xml"
        convert_file(self.env, "complaint_management", path, {}, mode="update")

    def _ref(self, name):
        return self.env.ref(f"complaint_management.{name}")

    # === WHAT IS THERE === #

    def test_categories_in_two_levels(self):
        """The natures of complaints are there, with their second level."""
        presets = self._get_presets("complaint.category")
        tops = presets.filtered(lambda category: not category.parent_id)
        self.assertEqual(
            {top.code: len(top.child_ids) for top in tops},
            {
                "quality": 3,
                "service": 3,
                "price": 2,
                "infringement": 2,
                "delivery": 0,
                "employee": 0,
                "other": 0,
            },
        )
        self.assertEqual(presets.filtered("confidential").mapped("code"), ["employee"])
        self.assertTrue(
            self._ref("complaint_category_quality_material")._get_inherited(
                "product_sheet"
            )
        )

    def test_each_channel_has_its_code(self):
        """The codes by which software finds the channels."""
        self.assertEqual(
            set(self._get_presets("complaint.channel").mapped("code")),
            {
                *("phone", "email", "portal", "live_chat", "in_person", "letter"),
                *("hotline", "call_centre", "qc_notice", "oa", "head_office"),
                *("social_media", "regulator_12315", "regulator_12378"),
            },
        )

    def test_marks_raised_to_the_top(self):
        """Marks work before anybody has set up positions."""
        presets = self._get_presets("complaint.mark")
        self.assertEqual(
            set(presets.mapped("code")),
            {
                *("injury", "adverse_reaction", "several_on_lot", "media"),
                *("regulator", "extortion", "legal_action"),
            },
        )
        self.assertEqual(set(presets.mapped("target_kind")), {"top"})
        self.assertNotIn(0, presets.mapped("color"))

    def test_reasons_for_each_decision(self):
        """No decision that asks for a reason offers none."""
        presets = self._get_presets("complaint.reason")
        kinds = dict(presets._fields["kind"].selection)
        found = Counter(presets.mapped("kind"))
        self.assertEqual(set(found), set(kinds))
        self.assertGreaterEqual(min(found.values()), 2)

    def test_refusal_comes_with_advice(self):
        """Who is not accepted is told why and where to turn."""
        presets = self._get_presets("complaint.reason")
        refusals = presets.filtered(lambda reason: reason.kind == "not_accepted")
        self.assertTrue(all(refusals.mapped("advice")))

    def test_leaking_bags_by_place(self):
        """A leak is told by its place, and weighs as leaks do."""
        leaks = self._ref("complaint_defect_leaking_bag").child_ids
        self.assertEqual(leaks.mapped("place"), ["Port", "Body", "Stopper"])
        self.assertEqual(
            {leak._get_inherited("severity") for leak in leaks}, {"general"}
        )

    # === LANGUAGES === #

    def test_presets_speak_chinese(self):
        """Each translated text of each preset is there in Chinese."""
        for model in MODELS:
            presets = self._get_presets(model)
            self.assertTrue(presets, model)
            names = [name for name, f in presets._fields.items() if f.translate]
            for preset in presets:
                chinese = preset.with_context(lang="zh_CN")
                for name in filter(preset.__getitem__, names):
                    with self.subTest(model=model, preset=preset.name, field=name):
                        self.assertNotEqual(chinese[name], preset[name])
                        self.assertRegex(chinese[name], "[\u4e00-\u9fff]")

    def test_presets_in_the_words_of_the_trade(self):
        """Some words, as those who handle complaints use them."""
        for name, expected in (
            ("complaint_category_service_aftersales", "服务 / 售后服务"),
            ("complaint_channel_qc_notice", "品控通知"),
            ("complaint_mark_extortion", "疑似敲诈勒索"),
            ("complaint_defect_stopper_coring", "针刺落屑"),
        ):
            with self.subTest(name=name):
                record = self._ref(name).with_context(lang="zh_CN")
                self.assertEqual(record.display_name, expected)

    # === UPDATES === #

    def test_archived_preset_stays_archived(self):
        """What a company does not use does not come back with an update."""
        for model in MODELS:
            with self.subTest(model=model):
                preset = self._get_presets(model)[-1]
                preset.with_user(self.user_administrator).action_archive()
                self._update(model)
                self.assertFalse(preset.active)

    def test_renamed_preset_keeps_its_name(self):
        """What a company words in its own way stays so over an update."""
        for model in MODELS:
            with self.subTest(model=model):
                preset = self._get_presets(model)[-1]
                preset.with_user(self.user_administrator).name = "Our own words"
                self._update(model)
                self.assertEqual(preset.name, "Our own words")

    def test_delete_of_preset_refused(self):
        """A preset is archived: deleted, it would come back with an update."""
        for model in MODELS:
            with (
                self.subTest(model=model),
                self.assertRaisesRegex(UserError, "Archive"),
            ):
                preset = self._get_presets(model)[-1]
                preset.with_user(self.user_administrator).unlink()

    def test_delete_of_imported_record_allowed(self):
        """What a company imported has an external id too, but is its own."""
        channel = self._create_channel(name="Fax")
        channel.export_data(["id"])
        self.assertTrue(channel.get_external_id()[channel.id])
        channel.with_user(self.user_administrator).unlink()
        self.assertFalse(channel.exists())
