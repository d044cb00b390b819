"""Puts placeholders for addresses into Markdown that leaves its page, and fills them in later.

A link by id is replaced as a whole, since it stays as text where its target is not public; any
other address that leads on from the page (`/about/`, `#part`) by itself. Placeholders are kept
apart by noncharacters, which Unicode leaves to programs and texts are stripped of.
"""

import re
from collections.abc import Callable, Collection, Iterable
from html import escape, unescape
from urllib.parse import urljoin

from markdown_it.token import Token

from blog.html.site_ids import KIND, PK, site_id
from blog.markdown.limits import is_oversized
from blog.markdown.source_edits import Edits, closing
from blog.markdown.tokens import Parsed, Span, parse_source

_START, _END, _REST = "\ufdd0", "\ufdd1", "\ufdd2"
_TAKEN_OUT = _START + _END
_PLACEHOLDER_SIGNS = re.compile(f"[{_START}{_END}{_REST}]")
# What could be an address: without one there is nothing to parse for.
_ADDRESS = re.compile(r"\]\(|\]:|<(?:!--|(?:a|img|source)\b)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BY_ID = re.compile(rf"({KIND}):({PK})(#[^\s<>]*)?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'(?<=\s)(href|src)=(?:"([^"<>]*)"|\'([^\'<>]*)\')', re.IGNORECASE)

_OPENING = re.compile(rf"{_START}(!?\[)((?:{KIND}):{PK}){_END}")
_CLOSING = re.compile(rf"{_START}\]((?:{KIND}):{PK})(#[^{_REST}]*)?{_REST}([^{_END}]*){_END}")
_ALONE = re.compile(rf"{_START}((?:{KIND}):{PK})(#[^{_END}]*)?{_END}")
_ONWARD = re.compile(rf"{_START}([^{_END}]*){_END}")

# From what a text names by id to its address; None where that is not public.
Finder = Callable[[str, int], str | None]


def with_address_placeholders(
    source: str, *, inlined: Collection[str] = (), keeps_comments: bool = False
) -> str:
    """Return Markdown with placeholders for its addresses that are by id or lead on from its page.

    Links whose labels are `inlined` get their address beside them, whatever it is.
    HTML's comments are left out unless asked for: the page does not show them either.
    A source past the renderer's limits, which it shows as a listing, keeps them as they are.
    """
    source = _PLACEHOLDER_SIGNS.sub("", source)
    if not _ADDRESS.search(source) or is_oversized(source):
        return source
    parsed = parse_source(source)
    edits = Edits(parsed)
    unused = _mark_spans(parsed, edits, inlined)
    for definition in parsed.references.values():
        if is_onward(definition["href"]):
            edits.redefine(definition, _placeholder(definition["href"]))
    lines = _with_html_marked(edits.applied(), parsed)
    _take_out_definitions(lines, parsed, unused)
    if "<!--" in source and not keeps_comments:
        lines = _without_comments(lines, parsed)
    return "\n".join(line for line in lines if line != _TAKEN_OUT)


def names_of(text: str) -> set[tuple[str, int]]:
    """Return the kind and id of all that a text with placeholders names by id."""
    return {
        (kind, int(pk))
        for pattern, group in ((_OPENING, 2), (_CLOSING, 1), (_ALONE, 1))
        for match in pattern.finditer(text)
        for kind, pk in [match[group].split(":")]
    }


def place_addresses(text: str, find: Finder) -> str:
    """Return a text with the addresses of what it names by id, or without the link."""

    def found(name: str) -> str | None:
        kind, pk = name.split(":")
        return find(kind, int(pk))

    def close(match: re.Match[str]) -> str:
        address = found(match[1])
        return f"]({_placeholder(address + (match[2] or ''))}{match[3]}" if address else ""

    def alone(match: re.Match[str]) -> str:
        address = found(match[1])
        return _placeholder(address + (match[2] or "")) if address else ""

    text = _OPENING.sub(lambda match: match[1] if found(match[2]) else "", text)
    return _ALONE.sub(alone, _CLOSING.sub(close, text))


def absolute_markdown(text: str, base_url: str) -> str:
    """Return a text with placeholders whose names are placed with every address made full."""

    def absolute(match: re.Match[str]) -> str:
        try:
            return _bare(urljoin(base_url, match[1]))
        except ValueError:  # a broken host
            return _bare(base_url)

    return _ONWARD.sub(absolute, text)


def relative_markdown(text: str) -> str:
    """Return a text with placeholders whose names are placed with every address as it is."""
    return _ONWARD.sub(lambda match: _bare(match[1]), text)


def is_onward(address: str) -> bool:
    """Tell whether an address is by id, or leads on from where it stands."""
    return bool(address) and (bool(_BY_ID.fullmatch(address)) or not _SCHEME.match(address))


def _bare(url: str) -> str:
    """Return an address as it may stand bare in Markdown, which brackets and spaces would end."""
    return re.sub(r"[\s()<>]", lambda sign: f"%{ord(sign[0]):02X}", url)


def _placeholder(address: str) -> str:
    return f"{_START}{address}{_END}"


def _mark_spans(parsed: Parsed, edits: Edits, inlined: Collection[str]) -> set[str]:
    """Mark links and images; return the labels that all were inlined of which used them."""
    used, needed = set(), set()
    for span in parsed.spans:
        label = span.token.meta.get("label", "")
        used.add(label)
        if not _mark_span(span, edits, is_inlined=label in inlined):
            needed.add(label)
    return used - needed


def _take_out_definitions(lines: list[str], parsed: Parsed, labels: set[str]) -> None:
    """Mark the lines of definitions to be taken out; where they stand alone, not in an item."""
    definitions = [
        *parsed.references.items(),
        *((each["label"], each) for each in parsed.duplicates),
    ]
    for label, definition in definitions:
        first, end = definition["map"]
        if label in labels and lines[first].lstrip(" >").startswith("["):
            lines[first:end] = [_TAKEN_OUT] * (end - first)
            _take_out_blank_beside(lines, first, end)


def _take_out_blank_beside(lines: list[str], first: int, end: int) -> None:
    """Leave no more blank lines where lines were taken out than there were on one side."""
    after = end < len(lines) and lines[end] == ""
    before = next((at for at in range(first - 1, -1, -1) if lines[at] != _TAKEN_OUT), -1)
    if after and (before < 0 or lines[before] == ""):
        lines[end] = _TAKEN_OUT
    elif end == len(lines) and before >= 0 and lines[before] == "":
        lines[before] = _TAKEN_OUT


def _mark_span(span: Span, edits: Edits, *, is_inlined: bool) -> bool:
    """Put placeholders for a span's address, which stands with it from then on."""
    target = span.target
    if by_id := _BY_ID.fullmatch(target):
        name = site_id(by_id[1], by_id[2])
        opening = f"{_START}{'![' if span.is_image else '['}{name}{_END}"
        rest = f"{_START}]{name}{by_id[3] or ''}{_REST}{closing(span)}{_END}"
        return edits.wrap(span, opening, rest)
    is_placed = is_inlined or is_onward(target)
    return is_placed and edits.readdress(span, _placeholder(target))


def _with_html_marked(lines: list[str], parsed: Parsed) -> list[str]:
    """Return lines with placeholders in the HTML among them."""
    for token in parsed.tokens:
        if token.type == "html_block" and token.map:
            for number in range(token.map[0], min(token.map[1], len(lines))):
                lines[number] = _with_html_placeholders(lines[number])
        elif token.type == "inline" and token.map:
            _mark_tags(lines, token.map, token.children or ())
    return lines


def _without_comments(lines: list[str], parsed: Parsed) -> list[str]:
    """Return lines without the comments among their HTML, in a quote's lines neither."""
    # From the last, for lines become fewer.
    for token in reversed(parsed.tokens):
        for comment in _comments_of(token):
            first, end = token.map
            typed = r"\n[ \t>]*".join(map(re.escape, comment.split("\n")))
            text = re.sub(typed, "", "\n".join(lines[first:end]))
            lines[first:end] = text.split("\n")
    return lines


def _comments_of(token: Token) -> list[str]:
    if not token.map:
        return []
    if token.type == "html_block":
        return _COMMENT.findall(token.content)
    html = (child.content for child in token.children or () if child.type == "html_inline")
    return [each for each in html if each.startswith("<!--")]


def _mark_tags(lines: list[str], place: list[int], children: Iterable[Token]) -> None:
    for child in children:
        replaced = (
            _with_html_placeholders(child.content) if child.type == "html_inline" else child.content
        )
        if replaced != child.content:
            for number in range(place[0], min(place[1], len(lines))):
                lines[number] = lines[number].replace(child.content, replaced)


def _with_html_placeholders(html: str) -> str:
    def placeholder(match: re.Match[str]) -> str:
        address = unescape(match[2] or match[3] or "").strip()
        return f'{match[1]}="{escape(_placeholder(address))}"' if is_onward(address) else match[0]

    return _ATTRIBUTE.sub(placeholder, html)
