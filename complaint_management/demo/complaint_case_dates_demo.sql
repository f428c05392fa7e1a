-- Copyright 2026 Complaint Management Contributors
-- License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
--
-- The buttons write the moment they are pressed. The story began weeks ago: here each
-- step is moved to where it belongs between receipt and now. Data, not code: no method
-- of the addon can do this. A later update finds it done and changes nothing.
DO $$
BEGIN
    CREATE TEMPORARY TABLE story ON COMMIT DROP AS
    SELECT c.id, c.received_at
      FROM complaint_case c
      JOIN ir_model_data d ON d.res_id = c.id AND d.model = 'complaint.case'
     WHERE d.module = 'complaint_management' AND d.name LIKE '%\_demo'
       AND c.create_date > c.received_at + interval '30 minutes';
    IF NOT EXISTS (SELECT 1 FROM story) THEN
        DROP TABLE story;
        RETURN;
    END IF;

    -- Orders were placed, delivered and invoiced before anybody complained.
    UPDATE sale_order o SET date_order = o.date_order - interval '50 days'
      FROM ir_model_data d
     WHERE d.model = 'sale.order' AND d.res_id = o.id
       AND d.module = 'complaint_management' AND d.name LIKE '%\_demo';
    UPDATE stock_picking p
       SET date_done = p.date_done - interval '48 days',
           scheduled_date = p.scheduled_date - interval '48 days'
      FROM sale_order o, ir_model_data d
     WHERE p.sale_id = o.id AND d.model = 'sale.order' AND d.res_id = o.id
       AND d.module = 'complaint_management' AND d.name LIKE '%\_demo';

    -- The steps: the first at receipt, the others at even distances, at most 30 hours.
    UPDATE complaint_case_transition t SET at = moved.at
      FROM (SELECT t.id,
                   s.received_at + (row_number() OVER (PARTITION BY s.id ORDER BY t.id)
                       - 1) * least(interval '30 hours',
                       (now() AT TIME ZONE 'UTC' - s.received_at)
                       / (count(*) OVER (PARTITION BY s.id) + 1)) AS at
              FROM complaint_case_transition t JOIN story s ON s.id = t.case_id) moved
     WHERE moved.id = t.id;
    UPDATE complaint_case c
       SET create_date = c.received_at,
           closed_at = CASE WHEN c.closed_at IS NULL THEN NULL ELSE last.at END
      FROM (SELECT case_id, max(at) AS at FROM complaint_case_transition GROUP BY 1) last
     WHERE last.case_id = c.id AND c.id IN (SELECT id FROM story);

    UPDATE complaint_investigation i SET done_at = t.at - interval '1 hour'
      FROM complaint_case_transition t
     WHERE t.case_id = i.case_id AND t.step IN ('propose', 'close_unfounded')
       AND i.done_at IS NOT NULL AND i.case_id IN (SELECT id FROM story);
    UPDATE complaint_settlement b
       SET offered_at = (SELECT max(t.at) FROM complaint_case_transition t
                          WHERE t.case_id = b.case_id AND t.step = 'offer'),
           answered_at = (SELECT max(t.at) - interval '1 hour'
                            FROM complaint_case_transition t
                           WHERE t.case_id = b.case_id AND t.step = 'execute'),
           done_at = (SELECT max(t.at) FROM complaint_case_transition t
                       WHERE t.case_id = b.case_id AND t.step = 'follow_up')
     WHERE b.case_id IN (SELECT id FROM story);
    -- Asked for and approved on the day on which it was told.
    UPDATE complaint_settlement b SET requested_at = b.offered_at - interval '4 hours'
     WHERE b.requested_at IS NOT NULL AND b.offered_at IS NOT NULL
       AND b.case_id IN (SELECT id FROM story);
    UPDATE complaint_approval a
       SET asked_at = b.requested_at, pass_on_at = NULL,
           decided_at = b.requested_at + interval '3 hours'
      FROM complaint_settlement b
     WHERE b.id = a.settlement_id AND b.offered_at IS NOT NULL
       AND a.case_id IN (SELECT id FROM story);
    UPDATE complaint_settlement_line l
       SET done_at = b.done_at - interval '2 hours'
      FROM complaint_settlement b
     WHERE b.id = l.settlement_id AND l.done_at IS NOT NULL
       AND b.case_id IN (SELECT id FROM story);
    UPDATE complaint_evidence e SET received_at = b.done_at - interval '3 hours'
      FROM complaint_settlement b
     WHERE b.case_id = e.case_id AND b.done_at IS NOT NULL
       AND b.case_id IN (SELECT id FROM story);
    UPDATE complaint_followup f SET done_at = c.closed_at - interval '1 hour'
      FROM complaint_case c
     WHERE c.id = f.case_id AND c.closed_at IS NOT NULL
       AND c.id IN (SELECT id FROM story);

    -- The complainants were told half an hour after the step, or just now.
    UPDATE complaint_notice n
       SET at = least(told.at + interval '30 minutes', now() AT TIME ZONE 'UTC')
      FROM (SELECT n.id, max(t.at) AS at
              FROM complaint_notice n
              JOIN complaint_case_transition t ON t.case_id = n.case_id
             WHERE t.step = ANY (CASE n.code
                       WHEN 'registered' THEN ARRAY['register']
                       WHEN 'info_requested' THEN ARRAY['request_info']
                       WHEN 'accepted' THEN ARRAY['accept']
                       WHEN 'not_accepted' THEN ARRAY['reject', 'refer']
                       WHEN 'offered' THEN ARRAY['offer']
                       ELSE ARRAY['close', 'close_unfounded', 'close_at_first_contact']
                   END)
             GROUP BY n.id) told
     WHERE told.id = n.id AND n.code != 'reported_back'
       AND n.case_id IN (SELECT id FROM story);
    UPDATE complaint_case c SET reported_back_at = t.at + interval '1 day'
      FROM complaint_case_transition t
     WHERE t.case_id = c.id AND t.step = 'accept' AND c.reported_back_at IS NOT NULL
       AND c.id IN (SELECT id FROM story);
    UPDATE complaint_notice n SET at = c.reported_back_at + interval '30 minutes'
      FROM complaint_case c
     WHERE c.id = n.case_id AND n.code = 'reported_back'
       AND n.case_id IN (SELECT id FROM story);

    -- The hand-overs: sent after the last step; what is out was due a day ago, except
    -- where the case itself is younger.
    UPDATE complaint_handover h
       SET sent_at = last.at + interval '30 minutes',
           received_at = CASE WHEN h.received_at IS NULL THEN NULL
                         ELSE last.at + interval '2 hours' END,
           answered_at = CASE WHEN h.answered_at IS NULL THEN NULL
                         ELSE last.at + interval '9 hours' END,
           due_at = CASE WHEN h.due_at > now() AT TIME ZONE 'UTC' + interval '2 hours'
                         AND h.answered_at IS NULL THEN h.due_at
                    ELSE last.at + interval '12 hours' END
      FROM (SELECT case_id, max(at) AS at FROM complaint_case_transition GROUP BY 1) last
     WHERE last.case_id = h.case_id AND h.case_id IN (SELECT id FROM story);
    UPDATE complaint_case c SET held_since = h.sent_at
      FROM complaint_handover h
     WHERE h.id = c.handover_id AND c.id IN (SELECT id FROM story);

    -- What the chatter says happened with the steps.
    UPDATE mail_message m SET date = moved.at
      FROM (SELECT m.id, t.at
              FROM (SELECT m.id, m.res_id,
                           row_number() OVER (PARTITION BY m.res_id ORDER BY m.id) AS n
                      FROM mail_message m
                     WHERE m.model = 'complaint.case'
                       AND m.res_id IN (SELECT id FROM story)) m
              JOIN (SELECT t.case_id, t.at,
                           row_number() OVER (PARTITION BY t.case_id ORDER BY t.id) AS n,
                           count(*) OVER (PARTITION BY t.case_id) AS steps
                      FROM complaint_case_transition t) t
                ON t.case_id = m.res_id AND t.n = least(m.n, t.steps)) moved
     WHERE moved.id = m.id;
    DROP TABLE story;
END
$$;
