# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which files a stranger may leave with a complaint. Plain Python, no ORM.

What is let in is what proves something: pictures, sound, film, documents. What a
browser or an office program would run is kept out, by name and by content.
"""

from pathlib import PurePosixPath

from odoo.tools.mimetypes import guess_mimetype

#: In one go, together below the 128 MB that Odoo takes in one request.
MAX_FILES = 6
MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024

PICTURES = ("jpg", "jpeg", "png", "gif", "webp", "bmp", "heic", "heif", "tif", "tiff")
SOUNDS = ("mp3", "m4a", "wav", "amr", "aac", "ogg")
FILMS = ("mp4", "mov", "avi", "webm", "3gp", "mkv")
DOCUMENTS = ("pdf", "doc", "docx", "xls", "xlsx", "odt", "ods", "txt", "csv")
ALLOWED = frozenset(PICTURES + SOUNDS + FILMS + DOCUMENTS)

#: Endings whose content can be told: a file that claims one must be one.
_SURE = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "pdf": "application/pdf",
}
#: What a browser or a machine would run, as parts of content types.
_ACTIVE = ("html", "svg", "xml", "script", "executable", "dosexec", "msdownload", "php")
_ACTIVE_STARTS = (b"MZ", b"\x7fELF", b"#!", b"<!", b"<?", b"<html", b"<svg", b"<script")
_OFFICE = ("docx", "xlsx", "odt", "ods")


def get_suffix(name):
    """Return the ending of a file's name, in lower case and without the dot."""
    return PurePosixPath((name or "").strip().replace("\\", "/")).suffix[1:].lower()


def get_problem(name, content):
    """Say why a file is not taken.

    :param str name: the name the file came with
    :param bytes content: the whole file, or the first ``MAX_BYTES + 1`` bytes of it
    :return: None when it is taken, else "kind", "size", "empty" or "content"
    :rtype: str or None
    """
    suffix = get_suffix(name)
    if suffix not in ALLOWED:
        return "kind"
    if not content:
        return "empty"
    if len(content) > MAX_BYTES:
        return "size"
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(tuple(mark.lower() for mark in _ACTIVE_STARTS)):
        return "content"
    mimetype = guess_mimetype(content, default="")
    if suffix not in _OFFICE and any(word in mimetype for word in _ACTIVE):
        return "content"
    if suffix in _SURE and mimetype != _SURE[suffix]:
        return "content"
    return None


def get_kind(names):
    """Return the kind of evidence that files of these names are, together."""
    suffixes = {get_suffix(name) for name in names}
    for kind, known in (("photo", PICTURES), ("audio", SOUNDS), ("video", FILMS)):
        if suffixes <= set(known):
            return kind
    return "other"
