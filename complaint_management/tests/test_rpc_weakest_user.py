# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import inspect

from odoo.exceptions import AccessError
from odoo.service.model import get_public_method
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import SQL, mute_logger

from .case_access_common import CaseAccessCommon, get_own_methods
from .common import ComplaintHttpCommon

#: Answers about no record: what a new one starts with, and which file to download.
HARMLESS = {"default_get", "get_import_templates"}
#: No more than reading, for who may read the record.
READING = {"copy_data"}
#: Core does nothing at all when they are called without arguments.
IDLE = {"message_subscribe"}
#: What core offers on every model or thread, with arguments.
CORE = [
    ("read", ["display_name"]),
    ("web_read", {"display_name": {}}),
    ("export_data", ["display_name"]),
    ("write", {"create_date": False}),
    ("web_save", {}, {"display_name": {}}),
    ("copy",),
    ("unlink",),
    ("message_post",),
    ("message_subscribe", [1]),
    ("activity_schedule", "mail.mail_activity_data_todo"),
]
#: Plausible values for the arguments that our public methods take, by name.
SAMPLES = {
    "amount": 1,
    "answer": "Everything is fine",
    "specification": {"display_name": {}, "evidence_ids": {"fields": {"name": {}}}},
    "data": [["closed", "1"]],
    "default": {},
    "due_at": False,
    "fields": ["state", "user_id"],
    "fields_spec": {"display_name": {}},
    "field_names": [],
    "load": None,
    "lot_name": "2602A",
    "product_id": 1,
    "quantity": 1,
    "kwargs": {"body": "Hello"},
    "message_id": 1,
    "note": "Because I can",
    "opinion": "Because I can",
    "photos": [{"id": 1, "areas": [[0, 0, 1, 1]]}],
    "partner_ids": [1],
    "reason": "Because I can",
    "reason_id": False,
    "subtype_ids": None,
    "to_team_id": False,
    "until": "2099-01-01 00:00:00",
    "unit": "hour",
    "unreachable": "Phone, twice",
    "values": {},
    "vals": {"name": "Taken over", "description": "Taken over"},
    "vals_list": [{"name": "Planted"}],
    "why": "Give it to me",
}


@tagged("post_install", "-at_install")
class TestWeakestUser(CaseAccessCommon, ComplaintHttpCommon):
    """Each public method of each model, called by who may not see the record.

    Generated from the registry: a new public method is called without a line here, and
    fails the test until ``SAMPLES`` has a value for each argument it needs.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parts = cls._create_children(cls.case)
        cls.secret = cls._create_case(
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Zhang Privately",
        )
        cls.secret.access_ids.unlink()
        log = cls.env["complaint.identity.log"].create(
            {"case_id": cls.case.id, "user_id": cls.env.uid, "at": cls.env.cr.now()}
        )
        policy = cls.env["complaint.policy"].create(
            {
                "name": "Test Policy",
                "milestone_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Report",
                            "start_event": "first_contact",
                            "target_event": "report_written",
                            "amount": 1,
                            "step_ids": [(0, 0, {"target": "handler"})],
                        },
                    )
                ],
            }
        )
        policy.action_activate()
        cls.case._complaint_event("first_contact")
        cls.records = cls.parts | {
            record._name: record
            for record in (
                cls.case,
                cls.case.access_ids[:1],
                cls.case.access_ids.principal_id[:1],
                cls.secret.identity_id,
                log,
                cls.team,
                policy,
                policy.milestone_ids,
                policy.milestone_ids.step_ids,
                cls._create_escalation(cls.case, cls.colleague),
                cls.case.clock_ids,
                cls.case.clock_ids.event_ids,
                cls._create_category(),
                cls._create_channel(),
                cls._create_defect(),
                cls._create_mark(),
                cls._create_reason(),
                cls._create_tag(),
                cls.env["complaint.identity.show"].create({"case_id": cls.case.id}),
            )
        }
        cls.env.flush_all()

    def _get_methods(self, model):
        """Return what a client may call of a model, of what the addons define."""
        names = []
        for name in sorted(get_own_methods(model)):
            try:
                get_public_method(model, name)
            except (AccessError, AttributeError):
                continue
            names.append(name)
        return set(names) - HARMLESS

    def _get_arguments(self, model, name, user):
        """Return the ways to call a method: as short as it may be, and in full."""
        method = getattr(type(model), name)
        samples = SAMPLES | {"to_user_id": user.id, "master_id": self.secret.id}
        short, full = {}, {}
        for parameter in list(inspect.signature(method).parameters.values())[1:]:
            if parameter.kind == parameter.VAR_KEYWORD:
                full |= samples[parameter.name]
                continue
            self.assertIn(parameter.name, samples, f"a sample for {model}.{name}")
            full[parameter.name] = samples[parameter.name]
            if parameter.default is parameter.empty:
                short[parameter.name] = samples[parameter.name]
        return [full] if short == full or name in IDLE else [short, full]

    def _get_picture(self):
        """Return a picture of everything that must not change."""
        tables = [self.env[name]._table for name in sorted(self.records)]
        tables += ["mail_message", "mail_activity", "mail_followers", "mail_mail"]
        return {
            table: self.env.execute_query(
                SQL(
                    "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY id)) "
                    "FROM %s t",
                    SQL.identifier(table),
                )
            )
            for table in tables
        }

    def _assert_refused(self, model, name, args, kwargs):
        with self.subTest(model=model, method=name, args=args, kwargs=kwargs):
            with self.assertRaises(JsonRpcException) as caught:
                self._call_kw(model, name, *args, **kwargs)
            # refused with a reason, where a mistake of ours would be a server error
            self.assertIn("odoo.exceptions", str(caught.exception))

    def _attack(self, user):
        """Call everything as a user; return what was called."""
        self._login(user)
        called = set()
        for model, record in sorted(self.records.items()):
            seen = record.with_user(user).has_access("read")
            for name in sorted(
                self._get_methods(record) - (READING if seen else set())
            ):
                is_model = hasattr(getattr(type(record), name), "_api_model")
                for kwargs in self._get_arguments(record, name, user):
                    args = [] if is_model else [record.ids]
                    self._assert_refused(model, name, args, kwargs)
                    called.add((model, name))
        return called

    def _attack_core(self, user):
        """Call what core offers on every model, on what the user may not read."""
        self._login(user)
        for model, record in sorted(self.records.items()):
            if record.with_user(user).has_access("read"):
                continue
            for name, *args in CORE:
                if hasattr(record, name):
                    self._assert_refused(model, name, [record.ids, *args], {})

    def _assert_nothing_changes(self, attack, user):
        before = self._get_picture()
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
            result = attack(user)
        self.env.invalidate_all()
        self.assertEqual(self._get_picture(), before)
        return result

    def test_internal_user_gets_nothing(self):
        """An employee who knows the ids calls everything in vain."""
        called = self._assert_nothing_changes(self._attack, self.user_internal)
        self.assertIn(("complaint.case", "action_close"), called)
        self.assertIn(("complaint.handover", "action_answer"), called)
        self.assertIn(("complaint.settlement", "write"), called)

    def test_portal_user_gets_nothing(self):
        """A customer who knows the ids calls everything in vain."""
        called = self._assert_nothing_changes(self._attack, self.user_portal)
        self.assertIn(("complaint.case", "action_open_identity"), called)

    def test_internal_user_gets_nothing_by_core(self):
        """Nor do core's own methods open or change what an employee may not see."""
        self._assert_nothing_changes(self._attack_core, self.user_internal)

    def test_portal_user_gets_nothing_by_core(self):
        """Nor do core's own methods open or change anything for a customer."""
        self._assert_nothing_changes(self._attack_core, self.user_portal)

    def test_forged_token_opens_nothing(self):
        """A handler's client that sends the key of the steps changes no state."""
        self._login(self.handler)
        for context in (
            {"complaint_step_token": True},
            {"complaint_step_token": {}, "su": True, "uid": 1},
            {"default_state": "closed", "tracking_disable": True},
        ):
            self._assert_refused(
                "complaint.case",
                "write",
                [self.case.ids, {"state": "closed"}],
                {"context": context},
            )
        self.assertEqual(self.case.state, "registered")

    def test_user_id_in_the_context_is_ignored(self):
        """A client does not become somebody else by saying so."""
        self._login(self.user_internal)
        for context in ({"uid": 1}, {"su": True}, {"allowed_company_ids": [1]}):
            self._assert_refused(
                "complaint.case", "read", [self.case.ids], {"context": context}
            )
