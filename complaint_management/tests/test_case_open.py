# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.complaint_case_open_mixin import OPENED_KEY, OpenedCases
from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
class TestCaseOpen(ComplaintCaseCommon):
    """What is spared when a case is opened is no way round the rules."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.evidence = cls._create_evidence(cls.case)
        cls.hidden = cls._create_case(user_id=False, team_id=False)
        cls.hidden_evidence = cls._create_evidence(cls.hidden)
        cls.specification = {"name": {}, "evidence_ids": {"fields": {"name": {}}}}

    def _open_as(self, user, *cases):
        """Return a context in which a user has just been let into cases."""
        opened = OpenedCases(self.env(user=user))
        opened.ids.update(case.id for case in cases)
        return {OPENED_KEY: opened}

    def assertShut(self, record, user, **context):
        """Check that a user can't read a record with a context."""
        self.env.invalidate_all()
        record = record.with_user(user).with_context(**context)
        with self.assertRaises(AccessError):
            record.read(["case_id"])
        with self.assertRaises(AccessError):
            record.web_read({"case_id": {}})

    def test_parts_are_read_with_the_case(self):
        """The handler gets the case with its evidence."""
        [values] = self.case.with_user(self.handler).web_read(self.specification)
        self.assertEqual(values["evidence_ids"][0]["name"], self.evidence.name)

    def test_what_a_client_can_send_opens_nothing(self):
        """A client sends the key with any value that JSON knows."""
        for value in (True, 1, "all", [self.case.id], {"ids": [self.case.id]}):
            with self.subTest(value=value):
                self.assertShut(self.evidence, self.colleague, **{OPENED_KEY: value})

    def test_an_opened_case_opens_no_other(self):
        """Evidence of a case that was not read stays shut."""
        context = self._open_as(self.handler, self.case)
        self.assertShut(self.hidden_evidence, self.handler, **context)

    def test_what_one_reader_opened_is_shut_for_another(self):
        """Nor does it hold for the superuser's cases, or for other companies."""
        context = self._open_as(self.handler, self.case)
        self.assertShut(self.evidence, self.colleague, **context)
        opened = OpenedCases(self.env)
        opened.ids.add(self.case.id)
        self.assertShut(self.evidence, self.colleague, **{OPENED_KEY: opened})
        context = self._open_as(self.handler, self.case)
        context["allowed_company_ids"] = self.company_other.ids
        self.assertFalse(
            context[OPENED_KEY].hold(
                self.case.with_user(self.handler).with_context(**context)
            )
        )

    def test_a_case_that_is_refused_opens_nothing(self):
        """Nothing is noted before core let the user read."""
        opened = self._open_as(self.colleague)
        case = self.case.with_user(self.colleague).with_context(**opened)
        with self.assertRaises(AccessError):
            case.read(["name"])
        self.assertFalse(opened[OPENED_KEY].ids)

    def test_rights_on_the_model_are_asked_still(self):
        """Who may not read investigations at all does not read one of an open case."""
        context = self._open_as(self.user_portal, self.case)
        part = self._create_investigation(self.case)
        self.assertShut(part, self.user_portal, **context)
