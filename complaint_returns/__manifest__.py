# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Complaint Returns",
    "version": "19.0.1.0.0",
    "category": "Services/Complaints",
    "summary": "Bring complained goods back, inspect them and decide on them",
    "author": "Complaint Management Contributors",
    "license": "LGPL-3",
    "development_status": "Alpha",
    "depends": [
        "complaint_management",
        "repair",
    ],
    "data": [
        "security/complaint_returns_groups.xml",
    ],
    "demo": [
        "demo/res_users_demo.xml",
    ],
    "images": ["static/description/banner.png"],
}
