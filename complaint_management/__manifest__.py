# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Complaint Management",
    "version": "19.0.1.0.0",
    "category": "Services/Complaints",
    "summary": "Handle complaints from the first call to the follow-up",
    "author": "Complaint Management Contributors",
    "license": "LGPL-3",
    "development_status": "Alpha",
    "depends": [
        "sale_stock",
        "product_expiry",
        "hr",
        "portal",
        "rating",
        "spreadsheet_dashboard",
    ],
    "data": [
        "security/complaint_management_groups.xml",
        "security/complaint_tag_security.xml",
        "security/ir.model.access.csv",
        "views/complaint_tag_views.xml",
        "views/complaint_management_menus.xml",
    ],
    "demo": [
        "demo/res_partner_demo.xml",
        "demo/res_users_demo.xml",
        "demo/complaint_tag_demo.xml",
    ],
    "assets": {
        "web.assets_tests": [
            "complaint_management/static/tests/tours/**/*",
        ],
    },
    "images": ["static/description/banner.png"],
    "application": True,
}
