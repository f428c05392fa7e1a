# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The SQL that writes generated cases, one statement per table.

All of them read the temporary table `draft`, which draws what each case is like from
the positions in the temporary tables `sample_…` (see :data:`SAMPLES`). A draw `r` is
even between 0 and 1; its third power makes few customers complain a lot.
"""

#: temporary tables of what cases are about, with the columns after `pos`
SAMPLES = {
    "sample_team": "team_id int, principal_id int, handlers int",
    "sample_handler": "team int, user_id int, principal_id int",
    "sample_clerk": "user_id int, principal_id int",
    "sample_customer": "partner_id int, contact_id int, label text, order_id int",
    "sample_product": "product_id int, uom_id int",
    "sample_lot": "product int, lot_id int",
    "sample_barred": "employee_id int, user_id int",
}


def _one_of(values, draw="random()"):
    """Return the SQL that picks one of an array, evenly."""
    return f"({values})[1 + floor({draw} * cardinality({values}))]"


# A window of eight years; the open cases are every second one of the latest, unless all
# are open. Nine out of ten of them have a deadline, from three weeks ago to six weeks
# ahead.
DRAFT = f"""
CREATE TEMP TABLE draft ON COMMIT DROP AS
WITH drawn AS MATERIALIZED (
    SELECT n,
           date_trunc('second',
               %(now)s - interval '8 years' * (1 - n::float / %(cases)s)
           ) AS received_at,
           n > %(cases)s - %(open)s / %(open_share)s AND random() < %(open_share)s
               AS is_open,
           CASE WHEN random() < %(big_share)s THEN 0
                ELSE 1 + floor(random() * (%(teams)s - 1))::int END AS team,
           random() AS r_type, random() AS r_state, random() AS r_handler,
           random() AS r_holder, random() AS r_deadline, random() AS r_customer,
           floor(power(random(), 2) * %(products)s)::int AS product,
           floor(random() * %(clerks)s)::int AS clerk,
           random() < 0.05 AS is_unassigned,
           random() < 0.15 AS is_handed_over,
           random() < 0.5 AS has_contact,
           random() < 0.003 AS has_order,
           random() < 0.02 AS has_external_ref,
           CASE WHEN random() < 0.01 THEN floor(random() * %(barred)s)::int END
               AS barred,
           CASE WHEN random() < 0.05 THEN
               {_one_of("%(marks)s")} END AS mark_id,
           CASE WHEN random() < 0.2 THEN
               {_one_of("%(tags)s")} END AS tag_id,
           {_one_of("%(categories)s")}
               AS category_id,
           {_one_of("%(channels)s")} AS channel_id,
           {_one_of("ARRAY['minor', 'general', 'general', 'major']")} AS severity,
           random() < 0.15 AS is_urgent
      FROM generate_series(1, %(cases)s) AS n
), typed AS (
    SELECT *,
           CASE WHEN r_type < 0.01 THEN 'employee' WHEN r_type < 0.30 THEN 'consumer'
                WHEN r_type < 0.32 THEN 'anonymous' ELSE 'business' END AS type,
           CASE WHEN is_open
                THEN {_one_of("%(open_states)s", "r_state")}
                WHEN r_state < 0.9 THEN 'closed' WHEN r_state < 0.95 THEN 'withdrawn'
                ELSE 'not_accepted' END AS state,
           'C/' || extract(year FROM received_at) || '/' AS register,
           row_number() OVER (PARTITION BY extract(year FROM received_at) ORDER BY n)
               AS number
      FROM drawn
)
SELECT %(last_id)s + n AS id, n,
       register || lpad(number::text, greatest(5, length(number::text)), '0') AS name,
       received_at, is_open, type, state, type = 'employee' AS confidential,
       CASE WHEN type = 'employee' THEN %(confidential_category)s ELSE category_id END
           AS category_id,
       channel_id, severity, is_urgent, mark_id, tag_id,
       CASE severity WHEN 'minor' THEN 0 WHEN 'general' THEN 1 ELSE 2 END
           + is_urgent::int + (mark_id IS NOT NULL)::int AS level,
       customer.partner_id, customer.label,
       CASE WHEN has_contact THEN customer.contact_id END AS contact_id,
       CASE WHEN has_order THEN customer.order_id END AS order_id,
       CASE WHEN has_external_ref THEN 'EXT-' || n END AS external_ref,
       team.team_id, team.principal_id AS team_principal,
       clerk.user_id AS clerk_id, clerk.principal_id AS clerk_principal,
       handler.user_id AS handler_id, handler.principal_id AS handler_principal,
       holder.user_id AS holder_id, holder.principal_id AS holder_principal,
       CASE WHEN is_open AND r_deadline < 0.9 THEN
           date_trunc('second', %(now)s + interval '70 days' * (r_deadline - 0.3))
           END AS next_deadline,
       least(received_at + interval '1 day', %(now)s) AS held_since,
       least(received_at + interval '60 days' * r_deadline, %(now)s) AS closed_at,
       product, barred.employee_id AS barred_employee, barred.user_id AS barred_user
  FROM typed
  JOIN sample_team AS team ON team.pos = typed.team
  JOIN sample_clerk AS clerk ON clerk.pos = typed.clerk
  -- the first of a team has about three times the cases of the last
  LEFT JOIN sample_handler AS handler
         ON handler.team = team.pos AND NOT (is_open AND is_unassigned)
        AND handler.pos = floor(team.handlers * (1.5 - sqrt(2.25 - 2 * r_handler)))::int
  JOIN sample_team AS next_team ON next_team.pos = (typed.team + 1) %% %(teams)s
  LEFT JOIN sample_handler AS holder
         ON is_open AND is_handed_over AND holder.team = next_team.pos
        AND holder.pos = floor(next_team.handlers * r_holder)::int
  LEFT JOIN sample_customer AS customer
         ON type = 'business'
        AND customer.pos = floor(power(r_customer, 3) * %(customers)s)::int
  LEFT JOIN sample_barred AS barred ON barred.pos = typed.barred
"""

CASES = """
INSERT INTO complaint_case (
    id, name, external_ref, company_id, channel_id, category_id, severity, urgency,
    priority, received_at, event_date, next_deadline, description, demand, state,
    state_before, is_open, closed_at, closed_by_id, cause_category, team_id, user_id,
    holder_id, holder_team_id, held_since, sale_order_id, partner_id,
    commercial_partner_id, contact_id, complainant_type, complainant_label,
    confidential, respondent_kind, complainant_lang, create_uid, create_date,
    write_uid, write_date)
SELECT id, name, external_ref, %(company)s, channel_id, category_id, severity,
       CASE WHEN is_urgent THEN 'urgent' ELSE 'normal' END,
       least(level, 3)::text, received_at, received_at::date - 2, next_deadline,
       'The goods of this delivery are not as they should be. The customer found it '
           'when unpacking, kept what is left and took photos. Delivery note '
           || md5(n::text),
       CASE WHEN n %% 3 = 0 THEN 'Replacement or money back.' END,
       state, CASE state WHEN 'need_info' THEN 'registered' END, is_open,
       CASE WHEN NOT is_open THEN closed_at END,
       CASE WHEN NOT is_open THEN handler_id END,
       CASE state WHEN 'closed' THEN 'material' END,
       team_id, handler_id,
       CASE WHEN is_open THEN coalesce(holder_id, handler_id) END,
       CASE WHEN is_open AND coalesce(holder_id, handler_id) IS NULL THEN team_id END,
       CASE WHEN holder_id IS NOT NULL THEN held_since END,
       order_id, partner_id, partner_id, contact_id, type,
       coalesce(label, initcap(type) || ' · ' || name),
       confidential, CASE WHEN barred_user IS NOT NULL THEN 'employee' END, 'en_US',
       clerk_id, received_at, coalesce(handler_id, clerk_id), received_at
  FROM draft ORDER BY id
"""

# One line each, a fifth of the cases has a second one with another product. A lot is
# complained about for some months after it was made; every fifth case of the last month
# is about the same lot, which has to be recalled.
LINES = f"""
INSERT INTO complaint_case_line (
    case_id, product_id, product_uom_id, quantity, lot_id, lot_text, defect_id,
    phenomenon, has_sample, drug_added, create_uid, create_date, write_uid, write_date)
SELECT drawn.id, product.product_id, product.uom_id, drawn.quantity, lot.lot_id,
       CASE WHEN lot.lot_id IS NULL AND r_lot > 0.8 THEN 'as read ' || drawn.id END,
       {_one_of("%(defects)s", "r_defect")},
       'It leaks at the seam.', r_defect < 0.3, false,
       clerk_id, received_at, clerk_id, received_at
  FROM (SELECT *, CASE WHEN is_recalled THEN 0 WHEN line = 1 THEN first_product
                       ELSE floor(random() * %(products)s)::int END AS product,
               CASE WHEN is_recalled THEN %(lots)s - 1
                    ELSE greatest(0, floor((n - 1) * %(lots)s / %(cases)s)
                                     - floor(random() * 3)) END AS lot
          FROM (SELECT draft.id, n, clerk_id, received_at, product AS first_product,
                       1 + floor(random() * 50) AS quantity, line,
                       random() AS r_lot, random() AS r_defect,
                       n > 0.99 * %(cases)s AND random() < 0.2 AS is_recalled
                  FROM draft CROSS JOIN generate_series(1, 2) AS line
                 WHERE line = 1 OR draft.id %% 5 = 0) AS lines) AS drawn
  JOIN sample_product AS product ON product.pos = drawn.product
  LEFT JOIN sample_lot AS lot
         ON lot.product = drawn.product AND lot.pos = drawn.lot
        AND (r_lot < 0.6 OR is_recalled)
 ORDER BY drawn.id, line
"""

ACCESS = """
INSERT INTO complaint_case_access (
    case_id, principal_id, why, create_uid, create_date, write_uid, write_date)
SELECT draft.id, named.principal_id, named.why,
       clerk_id, received_at, clerk_id, received_at
  FROM draft
 CROSS JOIN LATERAL (VALUES (1, clerk_principal, 'intake'),
                            (2, handler_principal, 'handler'),
                            (3, team_principal, 'team'),
                            (4, holder_principal, 'holder')
       ) AS named(place, principal_id, why)
 WHERE named.principal_id IS NOT NULL
 ORDER BY draft.id, named.place
"""

TRANSITIONS = """
INSERT INTO complaint_case_transition (
    case_id, step, state_to, at, user_id,
    create_uid, create_date, write_uid, write_date)
SELECT id, 'create', 'new', received_at, clerk_id,
       clerk_id, received_at, clerk_id, received_at
  FROM draft ORDER BY id
"""

IDENTITIES = """
INSERT INTO complaint_identity (
    case_id, name, phone, email_from, email_normalized,
    create_uid, create_date, write_uid, write_date)
SELECT id, 'Sample Person ' || n, '555-' || n, mail.address, mail.address,
       clerk_id, received_at, clerk_id, received_at
  FROM draft
 CROSS JOIN LATERAL (SELECT 'person' || n || '@example.com') AS mail(address)
 WHERE type IN ('consumer', 'employee')
 ORDER BY id
"""

HANDOVERS = """
WITH made AS (
INSERT INTO complaint_handover (
    case_id, from_user_id, to_user_id, why, sent_at, due_at, escalate_at, state,
    create_uid, create_date, write_uid, write_date)
SELECT id, from_user_id, holder_id, 'Please have a look.', held_since,
       held_since + interval '3 days',
       CASE WHEN is_open THEN held_since + interval '3 days' END, 'sent',
       from_user_id, held_since, from_user_id, held_since
  FROM (SELECT *, coalesce(handler_id, clerk_id) AS from_user_id FROM draft) AS draft
 WHERE holder_id IS NOT NULL
 ORDER BY id
RETURNING id, case_id)
UPDATE complaint_case SET handover_id = made.id
  FROM made WHERE complaint_case.id = made.case_id AND complaint_case.is_open
"""

ACTIVITIES = """
INSERT INTO mail_activity (
    res_model, res_model_id, res_id, res_name, activity_type_id, user_id, summary,
    date_deadline, automated, active, create_uid, create_date, write_uid, write_date)
SELECT 'complaint.case', %(model)s, id, name, %(tracked)s, handler_id, 'Call back',
       next_deadline::date, true, true, clerk_id, received_at, clerk_id, received_at
  FROM draft
 WHERE is_open AND handler_id IS NOT NULL AND next_deadline IS NOT NULL AND id %% 2 = 0
 ORDER BY id
"""

MARKS = """
INSERT INTO complaint_case_complaint_mark_rel
SELECT id, mark_id FROM draft WHERE mark_id IS NOT NULL
"""

TAGS = """
INSERT INTO complaint_case_complaint_tag_rel
SELECT id, tag_id FROM draft WHERE tag_id IS NOT NULL
"""

RESPONDENTS = """
INSERT INTO complaint_case_respondent_rel
SELECT id, barred_employee FROM draft WHERE barred_employee IS NOT NULL
"""

BARRED_USERS = """
INSERT INTO complaint_case_respondent_user_rel
SELECT id, barred_user FROM draft WHERE barred_user IS NOT NULL
"""

#: by table, in the order in which they are filled
TABLES = {
    "complaint_case": CASES,
    "complaint_case_line": LINES,
    "complaint_case_access": ACCESS,
    "complaint_case_transition": TRANSITIONS,
    "complaint_identity": IDENTITIES,
    "complaint_handover": HANDOVERS,
    "mail_activity": ACTIVITIES,
    "complaint_case_complaint_mark_rel": MARKS,
    "complaint_case_complaint_tag_rel": TAGS,
    "complaint_case_respondent_rel": RESPONDENTS,
    "complaint_case_respondent_user_rel": BARRED_USERS,
}
