"""Says which Graphviz sources are drawn: short ones, that read no file."""

import hashlib
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

MAX_SOURCE = 20_000
# What has Graphviz open a file, or a browser load one.
READING = {"image", "imagepath", "shapefile", "fontpath", "stylesheet", "_background"}
# Graphviz's grammar calls these strings, comments (dropped) and names.
_TOKEN = re.compile(
    r'"(?P<string>(?:[^"\\]|\\.)*)"|/\*.*?\*/|//[^\n]*|^\#[^\n]*|(?P<name>\w+)|(?P<sign>\S)',
    re.DOTALL | re.MULTILINE,
)
_IN_HTML = re.compile(r"[<>]")


class UndrawableError(Exception):
    """A source that is not drawn; its message tells an editor why."""


def refuse_source(source: str) -> None:
    """Raise `UndrawableError` for a source too long, or that names a file to read."""
    if len(source) > MAX_SOURCE:
        raise UndrawableError(_("it has more than %s characters.") % f"{MAX_SOURCE:,}")
    small = source.lower()
    names = READING.intersection(_attributes(source))
    names.update(each for each in ("epsf", "<img", "<!--") if each in small)
    if names:
        raise UndrawableError(_("“%s” would read a file.") % min(names))


def _attributes(source: str) -> Iterator[str]:
    """Yield the names that a source sets, in small letters; parts of a string are joined."""
    name, is_joined, place = "", False, 0
    while found := _TOKEN.search(source, place):
        place = found.end()
        text = found["name"] or found["string"]
        if text is not None:
            part = re.sub(r"\\\r?\n", "", text).lower()
            name = name + part if is_joined else part
        elif found["sign"] == "=":
            yield name
        elif found["sign"] == "<":
            place = _end_of_html(source, place)
        # Of comments nothing is left, not even that they part what they stand between.
        if text is not None or found["sign"]:
            is_joined = found["sign"] == "+"


def _end_of_html(source: str, place: int) -> int:
    """Return where a text between angle brackets ends that begins before a place."""
    depth = 1
    for found in _IN_HTML.finditer(source, place):
        depth += 1 if found[0] == "<" else -1
        if not depth:
            return found.end()
    return len(source)


def digest_of(source: str) -> str:
    """Return what tells a source from others, whatever its line ends."""
    lines = source.replace("\r\n", "\n").strip()
    return hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()[:16]
