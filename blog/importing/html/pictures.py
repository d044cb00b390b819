"""Writes pictures of HTML as Markdown."""

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes, urlsplit

from bs4 import Tag

from blog.importing.entry import Subject
from blog.importing.html.addresses import with_title, written_address
from blog.importing.html.stand_ins import is_empty_picture
from blog.importing.html.text import escaped_text
from blog.importing.html.tree.page import Page, classes, value

# Where scripts that load pictures late keep the address.
_LATE = ("data-orig-file", "data-src", "data-lazy-src", "data-original", "data-image-src")
_DATA = re.compile(r"data:image/(?P<kind>[\w.+-]+)(?P<options>[^,]{0,100}),(?P<data>.*)", re.DOTALL)
_PICTURE_FILE = re.compile(r"\.(?:avif|bmp|gif|jpe?g|png|svg|tiff?|webp)\Z", re.IGNORECASE)
# How WordPress names the sizes of an upload.
_SIZED = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled)?(\.\w{3,4})\Z")
_EMOJI = {"emoji", "wp-smiley", "emojione"}
# An address that is no picture's: a script puts one in its place, or the browser made it.
_NO_ADDRESSES = ("about:", "blob:")


def picture_markdown(image: Tag, page: Page, caption: str = "") -> str:
    """Return a picture as Markdown with its caption; emoji as they are."""
    if _EMOJI.intersection(classes(image)):
        return escaped_text(value(image, "alt"))
    address = "" if _is_pixel(image) else picture_address(image, page)
    alt = escaped_text(value(image, "alt")).replace("]", "&#93;")
    if not address:
        what, subject = _why_none(image)
        page.remark(what, value(image, "src") or value(image, "alt"), at=image, subject=subject)
        return alt
    page.pictures.append(address)
    caption = caption or _telling_title(image)
    return f"![{alt}]({with_title(written_address(address), caption)})"


def _why_none(image: Tag) -> tuple[str, Subject]:
    """Return what a picture without a usable address is, and what a remark on it is about."""
    if _is_pixel(image):
        return "picture that only counts readers", Subject.LEFT_OUT
    if is_empty_picture(_data_of(value(image, "src"))):
        return "empty picture, left out", Subject.LEFT_OUT
    return "picture without address", Subject.PICTURE


def picture_address(image: Tag, page: Page) -> str:
    """Return a picture's address, the largest one, or the name of one that is in the text."""
    found = [value(image, name) for name in (*_LATE, "src")]
    found += _candidates(value(image, "srcset") or value(image, "data-srcset"))
    if isinstance(image.parent, Tag) and image.parent.name == "picture":
        for source in image.parent.find_all("source"):
            found += _candidates(value(source, "srcset") or value(source, "data-srcset"))
    addresses = [each for each in found if each and not each.startswith(_NO_ADDRESSES)]
    for address in addresses:
        if not address.startswith("data:"):
            return address
    return next((name for name in (_embedded(each, page) for each in addresses) if name), "")


def linked_original(image: Tag, link: Tag) -> str:
    """Return a link's address where it leads to the same picture in full size, else nothing."""
    address = value(link, "href")
    if not _PICTURE_FILE.search(urlsplit_path(address)):
        return ""
    shown = urlsplit_path(value(image, "src")).rpartition("/")[2]
    target = urlsplit_path(address).rpartition("/")[2]
    return address if _SIZED.sub(r"\1", shown) == _SIZED.sub(r"\1", target) else ""


def urlsplit_path(address: str) -> str:
    """Return an address's path, empty for one that is broken."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _candidates(srcset: str) -> list[str]:
    """Return the addresses of a set, the widest first."""
    found = [each.split() for each in re.split(r",\s+|,(?=https?:|/)", srcset) if each.strip()]
    return [each[0] for each in sorted(found, key=_width, reverse=True)]


def _width(candidate: list[str]) -> float:
    size = candidate[1][:-1] if len(candidate) > 1 else ""
    return float(size) if re.fullmatch(r"\d{1,6}(?:\.\d{1,4})?", size) else 0.0


def _embedded(address: str, page: Page) -> str:
    """Keep a picture that stands in the text as data; return the name that it gets."""
    match, data = _DATA.match(address), _data_of(address)
    if match is None or not data or is_empty_picture(data):
        return ""
    kind = {"jpeg": "jpg", "svg+xml": "svg"}.get(match["kind"].lower(), match["kind"].lower())
    digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()[:12]
    name = f"embedded-{digest}.{re.sub(r'[^a-z0-9]', '', kind)}"
    page.embedded[name] = data
    return name


def _data_of(address: str) -> bytes:
    """Return the bytes that a data address holds; none for any other, and for a broken one."""
    match = _DATA.match(address)
    if match is None:
        return b""
    data = unquote_to_bytes(match["data"])
    if "base64" not in match["options"]:
        return data
    try:
        return base64.b64decode(re.sub(rb"\s", b"", data) + b"==")
    except (binascii.Error, ValueError):
        return b""


def _is_pixel(image: Tag) -> bool:
    """Tell whether an image only counts readers."""
    return {value(image, "width"), value(image, "height")} <= {"0", "1"}


def _telling_title(image: Tag) -> str:
    """Return an image's title unless it is its alt text again, or the name of its file."""
    title = value(image, "title")
    return "" if title == value(image, "alt") or " " not in title else title
