# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Complaint Quality",
    "version": "19.0.1.0.0",
    "category": "Services/Complaints",
    "summary": "Find the cause of a complaint and keep it from coming back",
    "author": "Complaint Management Contributors",
    "license": "LGPL-3",
    "development_status": "Alpha",
    "depends": [
        "complaint_management",
        "purchase_stock",
    ],
    "data": [
        "security/complaint_quality_groups.xml",
        "security/complaint_corrective_action_security.xml",
        "security/complaint_corrective_action_complete_security.xml",
        "security/complaint_corrective_action_tell_security.xml",
        "security/ir.model.access.csv",
        "data/complaint_defect_data.xml",
        "data/complaint_known_issue_data.xml",
        "data/ir_cron_data.xml",
        "data/mail_activity_type_data.xml",
        "data/mail_template_data.xml",
        "wizard/complaint_case_tell_views.xml",
        "wizard/complaint_corrective_action_complete_views.xml",
        "wizard/complaint_corrective_action_tell_views.xml",
        "views/complaint_exposure_views.xml",
        "views/complaint_corrective_action_views.xml",
        "views/complaint_known_issue_views.xml",
        "views/complaint_case_views.xml",
        "views/complaint_case_line_views.xml",
        "views/complaint_defect_views.xml",
        "views/stock_lot_views.xml",
        "views/complaint_quality_menus.xml",
    ],
    "demo": [
        "demo/res_users_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "complaint_quality/static/src/**/*",
        ],
        "web.assets_tests": [
            "complaint_quality/static/tests/tours/**/*",
        ],
    },
    "images": ["static/description/banner.png"],
}
