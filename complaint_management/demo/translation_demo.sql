-- Copyright 2026 Complaint Management Contributors
-- License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
--
-- The Chinese names of what the story sells and is made of. Written here, as Odoo takes
-- a translation only where its language is switched on: whoever adds Chinese later finds
-- them, and nobody gets a language unasked. A translation that is there stays.

UPDATE product_template r SET name = r.name || jsonb_build_object('zh_CN', zh.name)
  FROM (VALUES
        ('product_product_glucose_demo', '5%葡萄糖注射液 250 ml 软袋'),
        ('product_product_saline_demo', '0.9%氯化钠注射液 500 ml 软袋'),
        ('product_product_milk_demo', '常温纯牛奶 250 ml×16'),
        ('product_product_seal_demo', '灌装泵密封组件')
       ) AS zh (xmlid, name)
  JOIN ir_model_data d ON d.name = zh.xmlid AND d.module = 'complaint_management'
                      AND d.model = 'product.product'
  JOIN product_product p ON p.id = d.res_id
 WHERE r.id = p.product_tmpl_id AND NOT r.name ? 'zh_CN';

UPDATE hr_department r SET name = r.name || jsonb_build_object('zh_CN', zh.name)
  FROM (VALUES
        ('hr_department_sales_demo', '销售部'),
        ('hr_department_service_demo', '客户服务部'),
        ('hr_department_human_resources_demo', '人力资源部'),
        ('hr_department_management_demo', '管理层')
       ) AS zh (xmlid, name)
  JOIN ir_model_data d ON d.name = zh.xmlid AND d.module = 'complaint_management'
                      AND d.model = 'hr.department'
 WHERE r.id = d.res_id AND NOT r.name ? 'zh_CN';

UPDATE complaint_tag r SET name = r.name || jsonb_build_object('zh_CN', zh.name)
  FROM (VALUES
        ('complaint_tag_winter_transport_demo', '冬季运输'),
        ('complaint_tag_new_packaging_demo', '新包装'),
        ('complaint_tag_key_customer_demo', '重点客户')
       ) AS zh (xmlid, name)
  JOIN ir_model_data d ON d.name = zh.xmlid AND d.module = 'complaint_management'
                      AND d.model = 'complaint.tag'
 WHERE r.id = d.res_id AND NOT r.name ? 'zh_CN';

UPDATE complaint_team r SET name = r.name || jsonb_build_object('zh_CN', zh.name)
  FROM (VALUES
        ('complaint_team_north_demo', '北区投诉组'),
        ('complaint_team_price_demo', '价格与合同组'),
        ('complaint_team_confidential_demo', '保密事项组')
       ) AS zh (xmlid, name)
  JOIN ir_model_data d ON d.name = zh.xmlid AND d.module = 'complaint_management'
                      AND d.model = 'complaint.team'
 WHERE r.id = d.res_id AND NOT r.name ? 'zh_CN';
