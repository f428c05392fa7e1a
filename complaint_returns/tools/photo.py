# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

"""Painting over what may not be read on a photo; plain Python."""

import io
import math

from PIL import Image, ImageDraw

from odoo.tools.image import IMAGE_MAX_RESOLUTION

#: Nobody draws more; a client might send them.
MAX_AREAS = 100
#: Fractions that a browser rounded.
_EDGE = 1.001
_ORIENTATION = 0x0112
#: How a picture is turned upright, by what its camera wrote.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_areas(areas):
    """Return areas as tuples, checked.

    :param areas: left, top, width and height of each, as fractions of the picture
    :rtype: list of tuples of four floats
    :raise ValueError: when one is none, empty, or outside of the picture
    """
    if not isinstance(areas, list | tuple) or len(areas) > MAX_AREAS:
        raise ValueError("no list of areas")
    checked = []
    for area in areas:
        if not isinstance(area, list | tuple) or len(area) != 4:
            raise ValueError("an area has four numbers")
        for number in area:
            known = isinstance(number, int | float) and not isinstance(number, bool)
            if not known or not math.isfinite(number) or number < 0:
                raise ValueError("no fraction")
        left, top, width, height = area
        if not (width and height) or max(left + width, top + height) > _EDGE:
            raise ValueError("empty, or outside of the picture")
        checked.append((left, top, width, height))
    return checked


def cover(content, areas):
    """Return the picture with areas painted black, and the kind of file it is.

    It is painted upright, as browsers show it. Pixels alone remain: no place, device,
    preview, second frame or hidden layer.

    :param bytes content: the file
    :param list areas: as :func:`read_areas` returns them
    :rtype: tuple of bytes and "JPEG" or "PNG"
    :raise ValueError: when it is no picture, or too large
    """
    try:
        with Image.open(io.BytesIO(content)) as source:
            if source.width * source.height > IMAGE_MAX_RESOLUTION:
                raise ValueError("too large")
            kind = "PNG" if source.format in ("PNG", "GIF") else "JPEG"
            upright = _turn_upright(source).convert("RGBA")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("no picture") from error
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    draw = ImageDraw.Draw(clean)
    for area in areas:
        draw.rectangle(_get_box(area, *clean.size), fill="black")
    target = io.BytesIO()
    clean.save(target, kind, quality=90)
    return target.getvalue(), kind


def _turn_upright(source):
    """Return the picture as browsers show it: they obey EXIF alone.

    XMP and text chunks, which the library obeys as well, would turn it elsewhere.
    """
    source.load()
    exif = Image.Exif()
    exif.load(source.info.get("exif") or b"")
    turn = _TURNS.get(exif.get(_ORIENTATION))
    return source if turn is None else source.transpose(turn)


def _get_box(area, width, height):
    """Return the pixels of an area, those it touches included."""
    left, top, part, rise = area
    first = min(math.floor(left * width), width - 1)
    line = min(math.floor(top * height), height - 1)
    last = min(math.ceil((left + part) * width), width) - 1
    bottom = min(math.ceil((top + rise) * height), height) - 1
    return first, line, max(first, last), max(line, bottom)
