# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The pictures of the readmes, taken from the running demo.

./sandbox demo --fresh &
./sandbox pictures [ADDRESS [FILE ...]]
"""

import io
import json
import pathlib
import sys
import time
from typing import NamedTuple

from PIL import Image
from screenshots import Browser, log_in

DESK = (1366, 768)
TELEPHONE = (390, 844)
LANGUAGE = """fetch('/web/dataset/call_kw/res.users/write', {method: 'POST',
  headers: {'Content-Type': 'application/json'},
  body: JSON.stringify({jsonrpc: '2.0', params: {model: 'res.users', method: 'write',
    args: [[%s], {lang: %s}], kwargs: {}}})
}).then(answer => answer.json()).then(answer => !answer.error)"""


class Picture(NamedTuple):
    """One picture: the file, who looks at what, and with how large a screen.

    :param path: `{id}` in it stands for the record of `xmlid`
    :param typed: name of a field, text, and whether it is chosen from a list
    """

    file: str
    login: str
    path: str
    xmlid: str | None = None
    lang: str = "en_US"
    size: tuple = DESK
    typed: tuple = ()


PICTURES = (
    Picture(
        "register.png",
        "handler",
        "/odoo/register-complaint",
        typed=(
            ("partner_id", "第三人民医院", True),
            ("contact_ward", "3", False),
            ("category_id", "Material", True),
            ("product_id", "GLU-5-250", True),
            ("lot_id", "2611A", True),
            ("quantity", "12", False),
            ("phenomenon", "Drops at the port", False),
            ("description", "Twelve bags leak at the port.", False),
            ("demand", "Replacement", False),
        ),
    ),
    Picture("list.png", "handler", "/odoo/complaints"),
    Picture("board.png", "handler", "/odoo/complaints?view_type=kanban"),
    Picture(
        "case.png",
        "handler",
        "/odoo/complaints/{id}",
        "complaint_case_leaking_bag_demo",
    ),
    Picture(
        "case_zh.png",
        "handler",
        "/odoo/complaints/{id}",
        "complaint_case_leaking_bag_demo",
        "zh_CN",
    ),
    Picture("approvals.png", "gm", "/odoo/complaint-approvals"),
    Picture(
        "portal.png",
        "hospital",
        "/my/complaints/{id}",
        "complaint_case_crushed_cartons_demo",
        size=TELEPHONE,
    ),
)


def fill(browser, name, text, chosen):
    """Type into a field of the open form; goods get a row of their own."""
    if name == "product_id":
        browser.evaluate(
            "document.querySelector('.o_field_x2many_list_row_add a').click()"
        )
        time.sleep(1)
    field = f".o_form_view [name='{name}'] :is(input, textarea)"
    browser.evaluate(f"document.querySelector({json.dumps(field)}).focus()")
    browser.evaluate(f"document.querySelector({json.dumps(field)}).select()")
    browser.call("Input.insertText", text=text)
    time.sleep(2)
    if chosen:
        browser.evaluate(
            "document.querySelector('.o-autocomplete--dropdown-item a').click()"
        )
        time.sleep(2)


def take(picture, base, ids, folder):
    """Take one picture and leave the user's language as it was."""
    browser = Browser()
    uid = ids[f"res_users_{picture.login}_demo"]
    try:
        browser.resize(picture.size)
        log_in(browser, base, picture.login)
        browser.evaluate(LANGUAGE % (uid, json.dumps(picture.lang)))
        browser.open(base + picture.path.format(id=ids.get(picture.xmlid)), settle=4)
        for typed in picture.typed:
            fill(browser, *typed)
        image = Image.open(io.BytesIO(browser.picture())).convert("RGB")
        # 256 colours are enough for a screen, and a third of the size.
        image.quantize(256).save(folder / picture.file, optimize=True)
        browser.evaluate(LANGUAGE % (uid, json.dumps("en_US")))
    finally:
        browser.close()


def main(base, ids, folder, *files):
    """Take all pictures, or only some files, and say how large they are."""
    for picture in PICTURES:
        if files and picture.file not in files:
            continue
        take(picture, base, ids, folder)
        path = folder / picture.file
        print(f"{path}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]), pathlib.Path(sys.argv[3]), *sys.argv[4:])
