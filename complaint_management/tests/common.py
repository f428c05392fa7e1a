# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.tests.common import HttpCase, new_test_user

from odoo.addons.base.tests.common import BaseCommon

#: What a result letter has to say; the finding comes from the investigation.
LETTER = {
    "letter_finding": "Cartons were wet.",
    "reasons": "It was damaged on the way.",
    "basis": "Terms of sale, section 4.",
    "improvement": "The carrier was instructed.",
}


class ComplaintCommon(BaseCommon):
    """Common ground of all complaint tests.

    This class provides:

    * `role_users`: one user per role, by the short name of the role. The roles are
      `public`, `portal` and `internal` (no complaint group at all), the ladder `user`,
      `user_all`, `manager` and `administrator`, and beside it `identity` and
      `assessment`. Each user has the group of the role and nothing else;
    * the same users as `user_<role>` for those that tests name often;
    * `company_other` with `user_other_company`, an administrator of complaints who
      works only there and may export;
    * factories `_create_<record>(**values)`: sensible defaults, overridden by `values`.

    Records are made by the superuser; a test chooses who acts by `with_user`.
    Satellites add their roles by extending :meth:`_get_role_groups`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role_users = {
            role: new_test_user(cls.env, login=f"complaint_{role}", groups=groups)
            for role, groups in cls._get_role_groups().items()
        }
        cls.role_users["public"] = cls.env.ref("base.public_user")
        cls.user_portal = cls.role_users["portal"]
        cls.user_internal = cls.role_users["internal"]
        cls.user_named = cls.role_users["user"]
        cls.user_all = cls.role_users["user_all"]
        cls.user_manager = cls.role_users["manager"]
        cls.user_administrator = cls.role_users["administrator"]

        cls.company_other = cls._create_company(name="Other Complaint Company")
        cls.user_other_company = new_test_user(
            cls.env,
            login="complaint_other_company",
            groups="complaint_management.complaint_management_group_administrator,"
            "base.group_allow_export",
            company_id=cls.company_other.id,
        )

    @classmethod
    def _get_role_groups(cls):
        """Return the groups of each role, as :func:`new_test_user` takes them.

        To be extended by satellites; :attr:`role_users` has a user for each role.

        :return: external ids of groups, separated by commas, by role
        :rtype: dict[str, str]
        """
        prefix = "complaint_management.complaint_management_group"
        return {
            "portal": "base.group_portal",
            "internal": "base.group_user",
            "user": f"{prefix}_user",
            "user_all": f"{prefix}_user_all",
            "manager": f"{prefix}_manager",
            "administrator": f"{prefix}_administrator",
            "identity": f"{prefix}_identity",
            "assessment": f"{prefix}_assessment",
        }

    @classmethod
    def _create_category(cls, **values):
        """Create a category on top of the tree, shared by all companies."""
        return cls.env["complaint.category"].create({"name": "Test Category"} | values)

    @classmethod
    def _create_case(cls, **values):
        """Create a complaint of a customer of its own, about nothing in particular."""
        if "partner_id" not in values:
            values["partner_id"] = cls._create_partner().id
        return cls.env["complaint.case"].create(
            {"description": "The bag leaks at the port."} | values
        )

    @classmethod
    def _create_channel(cls, **values):
        """Create a channel without a code."""
        return cls.env["complaint.channel"].create({"name": "Test Channel"} | values)

    @classmethod
    def _create_defect(cls, **values):
        """Create a defect on top of the tree, shared by all companies."""
        return cls.env["complaint.defect"].create({"name": "Test Defect"} | values)

    @classmethod
    def _create_lot(cls, product, **values):
        """Create a lot of a product."""
        return cls.env["stock.lot"].create(
            {"name": "LOT-1", "product_id": product.id} | values
        )

    @classmethod
    def _create_mark(cls, **values):
        """Create a mark that is raised to the top, shared by all companies."""
        return cls.env["complaint.mark"].create({"name": "Test Mark"} | values)

    @classmethod
    def _create_partner(cls, **values):
        """Create a business customer."""
        return cls.env["res.partner"].create(
            {"name": "Test Hospital", "is_company": True} | values
        )

    @classmethod
    def _create_product(cls, **values):
        """Create a product that is stored and followed by lot."""
        return cls.env["product.product"].create(
            {"name": "Test Infusion", "is_storable": True, "tracking": "lot"} | values
        )

    @classmethod
    def _create_reason(cls, **values):
        """Create a reason not to accept a complaint, shared by all companies."""
        return cls.env["complaint.reason"].create(
            {"name": "Test Reason", "kind": "not_accepted"} | values
        )

    @classmethod
    def _create_tag(cls, **values):
        """Create a tag shared by all companies, unless `values` say otherwise."""
        return cls.env["complaint.tag"].create({"name": "Test Tag"} | values)

    @classmethod
    def _create_team(cls, **values):
        """Create a team without anybody in it, which assigns by hand."""
        return cls.env["complaint.team"].create({"name": "Test Team"} | values)

    def assertState(self, cases, state):
        """Check that each of the cases stands at a state."""
        self.assertEqual(cases.mapped("state"), [state] * len(cases))


class ComplaintHttpCommon(ComplaintCommon, HttpCase):
    """What :class:`ComplaintCommon` provides, with a server to talk to."""

    def _call_kw(self, model, method, *args, **kwargs):
        """Call a model method as the web client does, as the authenticated user."""
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def start_tour(self, url_path, tour_name, **kwargs):
        """Give a tour the time that a machine takes which does much else."""
        kwargs.setdefault("timeout", 240)
        return super().start_tour(url_path, tour_name, **kwargs)

    def _login(self, user):
        """Open a session of a user made by :func:`new_test_user`."""
        self.authenticate(user.login, user.login)
