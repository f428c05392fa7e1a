# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import logging

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tests.common import new_test_user

from .case_access_common import PREFIX, CaseAccessCommon

SECRETS = {
    "complainant_name": "Zhang Privately",
    "complainant_phone": "+86 139 0000 0000",
    "complainant_email": "zhang@private.example.com",
    "complainant_address": "7 Hidden Lane",
}


class IdentityCommon(CaseAccessCommon):
    """A consumer's complaint whose data is kept apart, and who may open it."""

    @classmethod
    def default_env_context(cls):
        """Let the log of changes work as it does for people."""
        return {"no_reset_password": True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.opener = new_test_user(
            cls.env, login="case_opener", groups=f"{PREFIX}_user,{PREFIX}_identity"
        )
        cls.consumer_case = cls._create_consumer_case()
        cls.consumer_case._name_users(cls.opener, "holder")
        cls.identity = cls.consumer_case.identity_id

    @classmethod
    def _create_consumer_case(cls, **values):
        return cls._create_case(
            partner_id=False,
            complainant_type="consumer",
            user_id=cls.handler.id,
            **(SECRETS | values),
        )

    def _assert_nothing_personal(self, shown):
        text = repr(shown)
        for secret in (*SECRETS.values(), "Zhang", "Hidden"):
            self.assertNotIn(secret, text)


@tagged("post_install", "-at_install")
class TestIdentityKeptApart(IdentityCommon):
    """What is typed about the complainant is on no screen and in no log."""

    def test_typed_data_goes_to_the_identity(self):
        """Name, phone, e-mail and address are stored in the row nobody reads."""
        self.assertRecordValues(
            self.identity,
            [
                {
                    "name": SECRETS["complainant_name"],
                    "phone": SECRETS["complainant_phone"],
                    "email_from": SECRETS["complainant_email"],
                    "email_normalized": SECRETS["complainant_email"],
                    "address": SECRETS["complainant_address"],
                }
            ],
        )

    def test_data_typed_later_goes_to_the_same_identity(self):
        """Correcting the phone number keeps the rest of the row."""
        case = self.consumer_case.with_user(self.handler)
        case.complainant_phone = "12345"
        self.assertEqual(self.consumer_case.identity_id, self.identity)
        self.assertEqual(self.identity.phone, "12345")
        self.assertEqual(self.identity.name, SECRETS["complainant_name"])

    def test_form_keeps_apart_what_is_typed(self):
        """Who registers a call types the name and sees it no more after saving."""
        form = Form(self.env["complaint.case"].with_user(self.handler))
        form.description = "The bag leaks."
        form.complainant_type = "consumer"
        form.complainant_name = SECRETS["complainant_name"]
        case = form.save()
        self.assertTrue(case.has_identity)
        self.assertFalse(case.complainant_name)
        reopened = Form(case)
        self._assert_nothing_personal(reopened._values)

    def test_read_of_every_field_shows_nothing(self):
        """The handler reads each field of the case without finding who complains."""
        case = self.consumer_case.with_user(self.handler)
        self.env.invalidate_all()
        self._assert_nothing_personal(case.read())
        self.assertEqual(
            case.complainant_label, f"Consumer · {self.consumer_case.name}"
        )

    def test_label_is_shown_in_the_language_of_who_looks(self):
        """What stands for the complainant in a list, whoever wrote it."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )
        case = self.consumer_case.with_user(self.handler)
        name = self.consumer_case.name
        self.assertEqual(case.complainant_text, f"Consumer · {name}")
        chinese = case.with_context(lang="zh_CN")
        self.assertEqual(chinese.complainant_text, f"消费者 · {name}")

    def test_list_is_sorted_by_complainant(self):
        """By the column that is shown, which is none of the table."""
        Case = self.env["complaint.case"].with_user(self.handler)
        shown = Case.fields_get(["complainant_text"], ["sortable"])["complainant_text"]
        self.assertTrue(shown["sortable"])
        last = self._create_partner(name="Zz Hospital")
        cases = self.consumer_case | self._create_case(partner_id=last.id)
        cases.user_id = self.handler
        domain = [("id", "in", cases.ids)]
        found = Case.search(domain, order="complainant_text")
        self.assertEqual(found.ids, cases.ids)
        found = Case.search(domain, order="complainant_text desc")
        self.assertEqual(found.ids, cases.ids[::-1])

    def test_database_row_of_the_case_shows_nothing(self):
        """Not even a report that reads the table finds who complains."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT * FROM complaint_case WHERE id = %s", [self.consumer_case.id]
        )
        self._assert_nothing_personal(self.env.cr.fetchall())

    def test_views_show_nothing(self):
        """Form, list and onchange of the case answer without personal data."""
        case = self.consumer_case.with_user(self.handler)
        views = case.get_views([(False, "form"), (False, "list"), (False, "search")])
        fields = {name: {} for name in views["models"]["complaint.case"]["fields"]}
        self._assert_nothing_personal(case.web_read(fields))
        self._assert_nothing_personal(
            case.onchange({"demand": "x"}, ["demand"], fields)
        )

    def test_export_and_groups_show_nothing(self):
        """An export of the typed fields is empty, one of the identity is refused."""
        user = new_test_user(
            self.env,
            login="case_exporter",
            groups=f"{PREFIX}_administrator,base.group_allow_export",
        )
        case = self.consumer_case.with_user(user)
        data = case.export_data([*SECRETS, "complainant_label", "display_name"])
        self._assert_nothing_personal(data)
        for path in ("identity_id", "identity_id/name", "identity_id/.id"):
            with self.subTest(path=path), self.assertRaises(AccessError):
                case.export_data([path])
        groups = case.formatted_read_group([], ["complainant_label"], ["__count"])
        self._assert_nothing_personal(groups)
        with self.assertRaises(AccessError):
            case.formatted_read_group([], ["identity_id"], ["__count"])

    def test_search_by_identity_refused(self):
        """Nobody finds out who complains by asking whether a name matches."""
        Case = self.env["complaint.case"].with_user(self.user_administrator)
        for domain, refusal in (
            ([("identity_id.name", "ilike", "Zhang")], AccessError),
            ([("identity_id", "ilike", "Zhang")], AccessError),
            # not stored: there is nothing to search in
            ([("complainant_name", "ilike", "Zhang")], ValueError),
            ([("complainant_phone", "=", SECRETS["complainant_phone"])], ValueError),
        ):
            with self.subTest(domain=domain), self.assertRaises(refusal):
                Case.search(domain)
        self.assertFalse(Case.name_search("Zhang"))

    def test_chatter_shows_nothing(self):
        """Neither messages nor tracked changes hold what was typed."""
        self.consumer_case.with_user(self.handler).complainant_name = "Zhang Again"
        self.env.flush_all()
        self.env.cr.precommit.run()
        messages = self.consumer_case.message_ids
        tracked = messages.sudo().tracking_value_ids
        self._assert_nothing_personal(messages.read(["body", "subject"]))
        self._assert_nothing_personal(tracked.read())

    def test_log_shows_nothing(self):
        """Registering and opening leave no personal data in the server's log."""
        with self.assertLogs("odoo", level=logging.INFO) as logs:
            logging.getLogger(__name__).info("one line, so that there is a log")
            case = self._create_consumer_case()
            case.with_user(self.handler).complainant_phone = "+86 139"
            self.consumer_case.with_user(self.opener).action_open_identity()
        self._assert_nothing_personal(logs.output)

    def test_copy_keeps_nothing(self):
        """A copy of the case is about somebody still to be named."""
        copy = self.consumer_case.copy()
        self.assertFalse(copy.has_identity)
        self.assertFalse(copy.identity_id)
        self.assertFalse(copy.complainant_name)

    def test_display_names_are_neutral(self):
        """A link to the case or to the identity shows a number."""
        self.assertEqual(self.consumer_case.display_name, self.consumer_case.name)
        self._assert_nothing_personal(self.identity.display_name)

    def test_identity_closed_to_every_role(self):
        """No role reads, writes, finds or makes an identity directly."""
        for role, user in self.role_users.items():
            with self.subTest(role=role):
                identity = self.identity.with_user(user)
                for operation in ("read", "write", "create", "unlink"):
                    self.assertFalse(identity.has_access(operation))
                with self.assertRaises(AccessError):
                    identity.search([("name", "ilike", "Zhang")])

    def test_portal_and_public_blind(self):
        """A customer reads neither cases nor identities over the programming door."""
        for user in (self.user_portal, self.role_users["public"]):
            with self.subTest(user=user.login):
                case = self.consumer_case.with_user(user)
                with self.assertRaises(AccessError):
                    case.read(["name"])
                with self.assertRaises(AccessError):
                    case.search([])
                with self.assertRaises(AccessError):
                    case.action_open_identity()


@tagged("post_install", "-at_install")
class TestIdentityOpened(IdentityCommon):
    """The one door to who complains asks for a privilege and writes a log."""

    def _get_log(self):
        return self.env["complaint.identity.log"].search(
            [("case_id", "=", self.consumer_case.id)]
        )

    def test_open_refused_without_the_privilege(self):
        """Neither the handler nor an administrator opens it, and nothing is logged."""
        for user in (self.handler, self.user_administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.consumer_case.with_user(user).action_open_identity()
        self.assertFalse(self._get_log())

    def test_open_refused_without_the_case(self):
        """The privilege opens no case that one is not named in."""
        with self.assertRaises(AccessError):
            self.consumer_case.with_user(
                self.role_users["identity"]
            ).action_open_identity()
        self.assertFalse(self._get_log())

    def test_open_shows_and_logs(self):
        """Whoever has both sees the data, and the log says who and when."""
        before = self.env.cr.now()
        action = self.consumer_case.with_user(self.opener).action_open_identity()
        self._assert_nothing_personal(action)
        shown = self.env[action["res_model"]].with_user(self.opener)
        shown = shown.browse(action["res_id"])
        self.assertEqual(shown.name, SECRETS["complainant_name"])
        self.assertEqual(shown.email, SECRETS["complainant_email"])
        log = self._get_log()
        self.assertEqual(log.user_id, self.opener)
        self.assertGreaterEqual(log.at, before.replace(microsecond=0))

    def test_shown_only_to_who_opened_it(self):
        """The copy on the screen is closed to others with the same privilege."""
        action = self.consumer_case.with_user(self.opener).action_open_identity()
        shown = self.env[action["res_model"]].browse(action["res_id"])
        other = self.role_users["identity"]
        self.assertFalse(shown.with_user(other).search([]))
        with self.assertRaises(AccessError):
            shown.with_user(other).read(["name"])

    def test_log_is_never_changed(self):
        """Administrators read who opened what; nobody writes or deletes it."""
        self.consumer_case.with_user(self.opener).action_open_identity()
        log = self._get_log()
        self.assertTrue(log.with_user(self.user_administrator).read(["user_id"]))
        for user in (self.user_administrator, self.opener):
            for operation in ("write", "create", "unlink"):
                self.assertFalse(log.with_user(user).has_access(operation))

    def test_patient_condition_only_with_the_privilege(self):
        """Patient data on the product sheet needs the same privilege."""
        line = self._create_line(self.consumer_case, patient_condition="41 degrees")
        mine = line.with_user(self.handler)
        self.env.invalidate_all()
        self.assertNotIn("patient_condition", mine.read()[0])
        self.assertNotIn("patient_condition", mine.fields_get())
        with self.assertRaises(AccessError):
            mine.read(["patient_condition"])
        with self.assertRaises(AccessError):
            mine.search([("patient_condition", "ilike", "41")])
        opened = line.with_user(self.opener)
        self.assertEqual(opened.patient_condition, "41 degrees")


@tagged("post_install", "-at_install")
class TestIdentityOfConfidentialCase(IdentityCommon):
    """A case that turns confidential forgets its customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner.write(
            {
                "name": "Zhang Privately",
                "phone": "+86 139 0000 0000",
                "email": "zhang@private.example.com",
                "street": "7 Hidden Lane",
            }
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Nurse Hidden", "parent_id": cls.partner.id}
        )
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def _turn(self, **values):
        self.case.with_user(self.handler).write(values or {"confidential": True})
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()

    def test_partner_moves_to_the_identity(self):
        """Customer and contact leave the case and stay on file for who may know."""
        self._turn()
        self.assertFalse(self.case.partner_id | self.case.contact_id)
        self.assertFalse(self.case.commercial_partner_id)
        self.assertEqual(self.case.identity_id.name, "Zhang Privately")
        self.assertEqual(self.case.identity_id.email_from, self.partner.email)
        self._assert_nothing_personal(self.case.with_user(self.handler).read())

    def test_contact_is_who_complains(self):
        """Of a customer with a contact, the contact's data is kept."""
        self.case.contact_id = self.contact
        self._turn()
        self.assertIn("Nurse Hidden", self.case.identity_id.name)

    def test_confidential_category_does_the_same(self):
        """Sorting the case into a confidential category forgets the customer too."""
        category = self._create_category(name="Employees", confidential=True)
        self._turn(category_id=category.id)
        self.assertTrue(self.case.confidential)
        self.assertFalse(self.case.partner_id)
        self.assertEqual(self.case.identity_id.name, "Zhang Privately")

    def test_chatter_does_not_tell_who_it_was(self):
        """The customer's removal is not logged, and older changes are wiped."""
        other = self.env["res.partner"].create({"name": "Zhang Before"})
        case = self._create_case(user_id=self.handler.id, partner_id=other.id)
        self.env.flush_all()
        self.env.cr.precommit.run()
        case.partner_id = self.partner
        self.env.flush_all()
        self.env.cr.precommit.run()
        changes = case.message_ids.sudo().tracking_value_ids
        self.assertIn("Zhang", repr(changes.read()))
        self.case = case
        self._turn()
        changes = case.message_ids.sudo().tracking_value_ids
        self._assert_nothing_personal(changes.read())

    def test_chatter_forgets_in_a_request_that_changed_more(self):
        """A change tracked earlier in the same request tells nothing either."""
        case = self.case.with_user(self.handler)
        case.severity = "major"
        self._turn()
        changes = case.message_ids.sudo().tracking_value_ids
        self.assertIn("severity", changes.field_id.mapped("name"))
        self._assert_nothing_personal(changes.read())

    def test_customer_follows_no_more(self):
        """A customer who followed the open case hears nothing of the confidential."""
        self.case._message_subscribe(self.partner.ids)
        self._turn()
        self.assertNotIn(self.partner, self.case.message_partner_ids)

    def test_partner_refused_on_a_confidential_case(self):
        """Nobody puts a customer on a confidential case, new or old."""
        self._turn()
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.case.partner_id = self.partner
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._create_case(confidential=True)

    def test_turning_refused_moves_nothing(self):
        """Who may not write the case does not make it confidential."""
        with self.assertRaises(AccessError):
            self.case.with_user(self.colleague).confidential = True
        self.assertEqual(self.case.partner_id, self.partner)
        self.assertFalse(self.case.identity_id)
