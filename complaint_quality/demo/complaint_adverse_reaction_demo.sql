-- Copyright 2026 Complaint Management Contributors
-- License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
--
-- The sheet of the infusion reaction, whose complaint is closed and whose file is locked
-- by now. Data, not code: no method of the addon can do this. It is written once.

INSERT INTO complaint_adverse_reaction (
    case_id, line_id, product_id, lot_id, customer_id, patient_condition,
    symptom_chills, temperature, onset_at, onset_minutes, outcome,
    drug_name, drug_key, drops_per_minute, other_patients, other_patient_count,
    storage, season, clearing_note, lot_cleared_at, lot_cleared_by_id,
    create_uid, write_uid, create_date, write_date)
SELECT kase.id, line.id, line.product_id, line.lot_id, kase.commercial_partner_id,
       '停液并对症处理，2 小时后体温恢复正常。Recovered two hours after the infusion was '
       || 'stopped.',
       true, 39.5, kase.received_at - interval '3 hours', 20, 'recovered',
       line.drug_name, lower(replace(line.drug_name, ' ', '')), 40, 'none', 0,
       '常温，药柜 Room temperature, cabinet', 'autumn',
       '留样无菌、热原检查均合格；生产与检验记录正常；同批同室 6 名患者无反应。'
       || 'Retained sample passes sterility and pyrogens.',
       kase.closed_at - interval '30 minutes', quality.res_id,
       quality.res_id, quality.res_id,
       kase.received_at, kase.closed_at - interval '30 minutes'
  FROM ir_model_data d
  JOIN complaint_case kase ON kase.id = d.res_id
  JOIN complaint_case_line line ON line.case_id = kase.id
  JOIN ir_model_data quality ON quality.module = 'complaint_quality'
                            AND quality.name = 'res_users_quality_manager_demo'
 WHERE d.module = 'complaint_management' AND d.name = 'complaint_case_reaction_demo'
ON CONFLICT DO NOTHING;
