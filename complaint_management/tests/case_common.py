# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests.common import new_test_user

from .common import LETTER, ComplaintCommon

#: The steps that lead from a new case to each state, on the shortest way.
MAIN_ROAD = (
    ("registered", "register"),
    ("accepted", "accept"),
    ("investigating", "investigate"),
    ("solution", "propose"),
    ("offered", "offer"),
    ("executing", "execute"),
    ("follow_up", "follow_up"),
    ("closed", "close"),
)
SIDE_ROADS = {
    "need_info": ("registered", "request_info"),
    "not_accepted": ("registered", "reject"),
    "withdrawn": ("registered", "withdraw"),
    "merged": ("registered", "merge"),
}


class ComplaintCaseCommon(ComplaintCommon):
    """Cases on every stretch of their way, and the people who work on them.

    This class provides:

    * `handler`, who is named in `case` as its handler, `leader` and `team`; `colleague`
      has the same rights as the handler but is named nowhere;
    * `partner`, `product` and `lot`, what `case` is about;
    * :meth:`_create_case_at`, a case that took all steps to a state, and
      :meth:`_prepare_step`, which fills in what the guards of a step ask for;
    * :meth:`_capture_events`, which time limits were told of what;
    * :meth:`assertBarred`, that an action is closed to those without a part in a case.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.user_named
        cls.colleague = cls._create_user("colleague")
        cls.leader = cls._create_user("leader")
        cls.team = cls._create_team(
            leader_id=cls.leader.id, member_ids=[cls.handler.id]
        )
        cls.partner = cls._create_partner(name="People's Hospital")
        cls.product = cls._create_product(name="Sodium Chloride 500 ml")
        cls.lot = cls._create_lot(cls.product, name="2602A")
        cls.case = cls._create_case()

    @classmethod
    def _create_user(cls, login, role="user", **values):
        """Create a user of a role of :attr:`role_users`."""
        groups = cls._get_role_groups()[role]
        return new_test_user(cls.env, login=f"case_{login}", groups=groups, **values)

    @classmethod
    def _create_employee(cls, user=None, **values):
        """Create an employee, who may be a user."""
        return cls.env["hr.employee"].create(
            {
                "name": user.name if user else "Test Employee",
                "user_id": user.id if user else False,
            }
            | values
        )

    @classmethod
    def _create_case(cls, **values):
        """Create a case of the customer, with one line, for handler and team."""
        defaults = {
            "partner_id": cls.partner.id,
            "team_id": cls.team.id,
            "user_id": cls.handler.id,
            "line_ids": [cls._line(product_id=cls.product.id)],
        }
        return super()._create_case(**defaults | values)

    @classmethod
    def _line(cls, **values):
        """Return the command that adds a line of ten pieces to a record."""
        return (0, 0, {"quantity": 10} | values)

    @classmethod
    def _create_order(cls, partner=None, product=None, confirm=False):
        """Create an order of ten pieces; confirmed, it has a delivery."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.partner).id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": (product or cls.product).id,
                            "product_uom_qty": 10,
                            "price_unit": 12.0,
                        },
                    )
                ],
            }
        )
        if confirm:
            order.action_confirm()
        return order

    # === WAYS === #

    @classmethod
    def _create_case_at(cls, state, **values):
        """Create a case and take it to a state, step by step."""
        case = cls._create_case(**values)
        start, side_step = SIDE_ROADS.get(state, (state, None))
        for reached, step in MAIN_ROAD:
            if case.state != start:
                cls._take_step(case, step)
                assert case.state == reached
        if side_step:
            cls._take_step(case, side_step)
        return case

    @classmethod
    def _take_step(cls, case, step):
        """Fill in what a step needs and take it, by the button that does so."""
        cls._prepare_step(case, step)
        if step == "merge":
            return case.action_merge(cls._create_case().id)
        name = "close" if step == "close_unfounded" else step
        return getattr(case, f"action_{name}")()

    @classmethod
    def _prepare_step(cls, case, step):
        """Fill in what the guards of a step ask for, wherever the case stands."""
        prepare = getattr(cls, f"_prepare_{step}", None)
        if prepare:
            prepare(case)

    @classmethod
    def _prepare_reject(cls, case):
        case.decision_reason_id = cls._create_reason(name=f"Not ours {case.id}")
        case.decision_note = "Please turn to the seller."

    @classmethod
    def _prepare_refer(cls, case):
        cls._prepare_reject(case)
        case.forwarded_to = "Consumer association"

    @classmethod
    def _prepare_propose(cls, case):
        told = ("offered", "accepted")
        if case.settlement_id.state in told:
            cls._answer(case, "refused")
        cls._finish_investigation(case)

    @classmethod
    def _prepare_offer(cls, case):
        cls._approve(cls._create_settlement(case))

    @classmethod
    def _prepare_execute(cls, case):
        cls._answer(case, "accepted")

    @classmethod
    def _prepare_follow_up(cls, case):
        for line in case.settlement_id.line_ids.filtered(lambda line: not line.done_at):
            line.evidence_id = cls._create_evidence(case)
            line.action_done_manually()

    @classmethod
    def _prepare_close(cls, case):
        case.cause_category = "transport"
        cls._create_followup(case)

    @classmethod
    def _prepare_close_unfounded(cls, case):
        cls._finish_investigation(case, conclusion="not_confirmed")
        case.write({"unfounded": True, "unfounded_reason": "No leak was found."})

    @classmethod
    def _prepare_close_at_first_contact(cls, case):
        case.first_contact_solution = "Explained how to open the ring."
        case.first_contact_consent = True

    @classmethod
    def _prepare_withdraw(cls, case):
        case.withdrawn_reason_id = cls._create_reason(
            name=f"Settled {case.id}", kind="withdrawn"
        )

    @classmethod
    def _prepare_merge(cls, case):
        if case.settlement_id.state == "offered":
            cls._answer(case, "refused")

    @classmethod
    def _prepare_reopen(cls, case):
        case.reopen_reason = "It leaks again."

    # === PARTS === #

    @classmethod
    def _create_evidence(cls, case, **values):
        """Register a photo as evidence."""
        return cls.env["complaint.evidence"].create(
            {"case_id": case.id, "name": "Photo of the bag", "kind": "photo"} | values
        )

    @classmethod
    def _create_followup(cls, case, **values):
        """Record a call that was made now."""
        return cls.env["complaint.followup"].create({"case_id": case.id} | values)

    @classmethod
    def _create_investigation(cls, case, **values):
        """Start a preliminary investigation."""
        return cls.env["complaint.investigation"].create({"case_id": case.id} | values)

    @classmethod
    def _finish_investigation(cls, case, **values):
        """Finish the running investigation, or a new one, with a finding."""
        running = case.investigation_ids.filtered(lambda i: i.state == "running")
        running = running or cls._create_investigation(case)
        finding = {
            "finding": "Seen on site.",
            "conclusion": "confirmed",
            "responsible_party": "carrier",
        }
        running.write(finding | values)
        running.action_finish()
        return running

    @classmethod
    def _create_settlement(cls, case, **values):
        """Draft a settlement of one line, an explanation."""
        line = (0, 0, {"kind": "explanation"})
        return cls.env["complaint.settlement"].create(
            LETTER | {"case_id": case.id, "line_ids": [line]} | values
        )

    @classmethod
    def _approve(cls, settlement):
        """Take a settlement that needs it for approved, whoever would have to."""
        if settlement._settlement_approval_required():
            settlement._with_step_token().write(
                {"state": "approved", "snapshot": settlement._prepare_snapshot()}
            )
        return settlement

    @classmethod
    def _answer(cls, case, answer):
        """Record what the complainant says to the settlement that was told."""
        case.settlement_id.answer_kind = "written"
        getattr(case.settlement_id, f"action_{answer}")()

    # === CHECKS === #

    @contextmanager
    def _capture_events(self):
        """Collect what the time limits are told, as (code, ids of the cases)."""
        told = []
        Case = self.registry["complaint.case"]
        original = Case._complaint_event

        def _complaint_event(cases, code, at=None, subject=None):
            told.append((code, cases.ids))
            return original(cases, code, at, subject)

        with patch.object(Case, "_complaint_event", _complaint_event):
            yield told

    def assertBarred(self, record, action, *args, users=None, **kwargs):
        """Check that users without a part in a case can't take an action on it."""
        for user in users or self._get_outsiders():
            with self.subTest(action=action, user=user.login):
                with self.assertRaises(AccessError):
                    getattr(record.with_user(user), action)(*args, **kwargs)

    def _get_outsiders(self):
        """Return users who are named nowhere, from the lowest role upward."""
        return (
            self.user_portal,
            self.user_internal,
            self.colleague,
            self.user_other_company,
        )
