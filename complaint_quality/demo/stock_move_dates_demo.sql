-- Copyright 2026 Complaint Management Contributors
-- License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
--
-- Deliveries are done the moment they are validated. The story delivered the lots weeks
-- before anybody complained: here each is moved to where it belongs. Data, not code: no
-- method of the addon can do this. A later update finds it done and changes nothing.

-- What was entered with its lots belongs to its document.
UPDATE stock_move_line line SET picking_id = move.picking_id
  FROM stock_move move, stock_picking p
 WHERE move.id = line.move_id AND p.id = move.picking_id AND line.picking_id IS NULL
   AND p.origin IN ('NI-2617', 'NI-DEPOT');

UPDATE stock_picking p
   SET date_done = p.date_done - moved.ago, scheduled_date = p.scheduled_date - moved.ago
  FROM (SELECT p.id,
               CASE WHEN p.origin = 'NI-2617' THEN interval '6 days'
                    WHEN p.origin = 'NI-DEPOT' THEN interval '1 day'
                    ELSE (30 + right(p.origin, 1)::int) * interval '1 day' END AS ago
          FROM stock_picking p
          LEFT JOIN sale_order o ON o.id = p.sale_id
          LEFT JOIN ir_model_data d ON d.model = 'sale.order' AND d.res_id = o.id
                                   AND d.module = 'complaint_quality'
         WHERE p.state = 'done' AND p.date_done > p.create_date - interval '1 hour'
           AND (p.origin IN ('NI-2617', 'NI-DEPOT') OR d.name LIKE '%\_glucose\_demo')
       ) moved
 WHERE moved.id = p.id;

-- What moved says the day of its document.
UPDATE stock_move_line line SET date = p.date_done
  FROM stock_picking p, ir_model_data d
 WHERE p.id = line.picking_id AND line.state = 'done'
   AND d.module = 'complaint_management' AND d.name = 'res_company_northern_demo'
   AND p.company_id = d.res_id AND line.date > p.date_done + interval '1 hour';
UPDATE stock_move move SET date = p.date_done
  FROM stock_picking p, ir_model_data d
 WHERE p.id = move.picking_id AND move.state = 'done'
   AND d.module = 'complaint_management' AND d.name = 'res_company_northern_demo'
   AND p.company_id = d.res_id AND move.date > p.date_done + interval '1 hour';
