"""Takes the pictures out of a notebook's outputs and cells: once for each content."""

import base64
import binascii
import re
from urllib.parse import unquote

from blog.importing.entry import Subject
from blog.importing.notebooks.cells import Cell
from blog.importing.placeholders import picture_placeholder
from blog.importing.targets import Targets

_ATTACHED = re.compile(
    r"(?P<before>\]\(\s*<?|\]:[ \t]*<?|\bsrc=[\"']?)attachment:(?P<name>[^\s()<>\"']+)"
)
_DRAWING = "image/svg+xml"
# A text that names one attachment again and again would fill all memory.
MAX_ATTACHED = 64 * 1024 * 1024


def picture_bytes(kind: str, data: str) -> bytes | None:
    """Return the bytes of an output's picture; None for data that is none."""
    # Old notebooks hold drawings as base64, too.
    if kind == _DRAWING and "<svg" in data[:100_000]:
        return data.encode("utf-8", "replace")
    packed = "".join(data.split())
    try:
        packed += "=" * (-len(packed) % 4)
        return base64.b64decode(packed, validate=True) or None
    except (binascii.Error, ValueError):
        return None


def shown_picture(kind: str, data: str, cell: Cell, alt: str, targets: Targets) -> dict | None:
    """Return the raw value of an image block; None, and a remark, for what is no picture."""
    drawn = picture_bytes(kind, data)
    if drawn is None:
        what = "picture whose data is broken"
        targets.remark(what, kind, Subject.PICTURE)
        return None
    number = targets.files.drawn(f"cell-{cell.number}", drawn, description=alt)
    if number is None:
        return None
    return {
        "image": picture_placeholder(number),
        "alt_text": alt[:255],
        "decorative": not alt,
    }


def with_attachments(cell: Cell) -> str:
    """Return a cell's text with the pictures attached to it as `data:` addresses."""
    if not cell.attachments:
        return cell.source
    room = MAX_ATTACHED

    def address(match: re.Match[str]) -> str:
        nonlocal room
        bundle = cell.attachments.get(match["name"]) or cell.attachments.get(unquote(match["name"]))
        kind = next((each for each in bundle or () if each.startswith("image/")), "")
        if not bundle or not kind:
            return match[0]
        data = "".join(bundle[kind].split())
        if kind == _DRAWING and not re.fullmatch(r"[A-Za-z0-9+/=]+", data):
            data = base64.b64encode(bundle[kind].encode("utf-8", "replace")).decode()
        room -= len(data)
        return f"{match['before']}data:{kind};base64,{data}" if room >= 0 else match[0]

    return _ATTACHED.sub(address, cell.source)
