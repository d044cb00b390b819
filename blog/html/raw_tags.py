"""Reads raw HTML as tags and text, in the strict spelling that CommonMark has for tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

# A name, and perhaps a value; possessive, so that nothing is tried twice.
_ATTRIBUTE = (
    r"(?:\s++[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+(?:[^\"'=<>`\x00-\x20]++|'[^'<]*+'|\"[^\"<]*+\"))?)"
)
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>{_ATTRIBUTE}*+)\s*+/?>", re.ASCII
)
_ONE_ATTRIBUTE = re.compile(
    r"\s([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:([^\"'=<>`\x00-\x20]+)|'([^']*)'|\"([^\"]*)\"))?",
    re.ASCII,
)
# What opens something that is no element, and what ends it.
_OTHERS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!": ">"}
_OTHER = re.compile("|".join(map(re.escape, _OTHERS)))


@dataclass(eq=False)
class Part:
    """A piece of raw HTML: `kind` is text, open, close, comment, or other for what is no element.

    `name` and `attributes` are those of a tag; `partner` is the tag that ends it or that it ends.
    """

    kind: str
    text: str
    name: str = ""
    attributes: str = ""
    place: int = 0
    partner: "Part | None" = None
    is_kept: bool = False

    @property
    def closes_itself(self) -> bool:
        return self.kind == "open" and self.text.endswith("/>")

    def values(self) -> dict[str, str]:
        """Return a tag's attributes by their names in small letters; the first of a name counts."""
        values: dict[str, str] = {}
        for name, *spellings in _ONE_ATTRIBUTE.findall(self.attributes):
            values.setdefault(name.lower(), unescape("".join(spellings)))
        return values


def read_parts(html: str, *, raw_text: frozenset[str] = frozenset()) -> Iterator[Part]:
    """Yield the parts of raw HTML in their order; together they are all of it.

    What an element of `raw_text` holds, as far as it has an end, belongs to its opening tag.
    """
    position = start = 0
    endless: set[str] = set()
    while (position := html.find("<", position)) >= 0:
        part, end = _read_part(html, position, endless)
        if part is None:
            position += 1
            continue
        if part.kind == "open" and part.name in raw_text and not part.closes_itself:
            end = _raw_text_end(part.name, html, end, endless)
            part.text = html[position:end]
        if start < position:
            yield Part("text", html[start:position])
        yield part
        start = position = end
    if start < len(html):
        yield Part("text", html[start:])


def _read_part(html: str, position: int, endless: set[str]) -> tuple[Part | None, int]:
    """Return what begins at an angle bracket, if anything does, and where it ends."""
    if tag := _TAG.match(html, position):
        kind = "close" if tag["end"] else "open"
        return Part(kind, tag[0], tag["name"].lower(), tag["attributes"]), tag.end()
    other = _OTHER.match(html, position)
    if other is None or other[0] in endless:
        return None, position
    ending = _OTHERS[other[0]]
    end = html.find(ending, position + len(other[0]))
    if end < 0:
        endless.add(other[0])  # nor is there one for those that follow
        return None, position
    end += len(ending)
    return Part("comment" if other[0] == "<!--" else "other", html[position:end]), end


def _raw_text_end(name: str, html: str, after: int, endless: set[str]) -> int:
    """Return where an element of raw text ends; after its opening tag if nowhere."""
    if name in endless:
        return after
    # Not in `html.lower()`, where some letters become two.
    start = re.compile(f"</{name}", re.ASCII | re.IGNORECASE).search(html, after)
    end = html.find(">", start.end()) if start else -1
    if end < 0:
        endless.add(name)
        return after
    return end + 1
