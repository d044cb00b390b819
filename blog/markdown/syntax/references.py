"""Reads labels: `{#fig:curve}` names a heading, figure or table, `[@fig:curve]` refers to it.

What is no label cites a source: `[see @key, p. 4]`, `@key`.

Captions are an image's title, and a paragraph `: Caption` beneath a table.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from blog.bibliography.syntax import read_citation
from blog.citations.keys import is_key
from blog.document.labels import LABEL
from blog.document.manuscript import Manuscript
from blog.html.sanitising import INVERTED
from blog.markdown.syntax.attribute_lists import attributes_of
from blog.markdown.syntax.attributes import INVERTING, PATTERN, Attributes, read_attributes

_REFERENCE = re.compile(
    rf"\[@(?P<label>{LABEL})\]|\\(?:eqref|ref)\{{(?P<latex>[^{{}}\s]{{1,64}})\}}"
)
_ATTRIBUTES_AT_END = re.compile(rf"({PATTERN})\s*\Z")
_CAPTION = re.compile(r":\s+|Table:\s+")


def reference_plugin(md: MarkdownIt) -> None:
    """Add the rule for `[@label]`, LaTeX's `\\eqref{label}` and citations.

    The tokens are `reference`, whose content is the label, and `citation`.
    """
    md.inline.ruler.before("escape", "label_reference", _read_reference)


def _read_reference(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "[\\@":
        return False
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None or (match["label"] and is_key(match["label"])):
        return _read_citation(state, silent)
    if match["label"] and _is_link(state, match[0]):
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content, token.markup = match["label"] or match["latex"], match[0]
    state.pos = match.end()
    return True


def _read_citation(state: StateInline, silent: bool) -> bool:
    citation = read_citation(state.src, state.pos, state.posMax)
    # In a link's text it would be a link within a link.
    if citation is None or state.linkLevel or _is_link(state, citation.typed):
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.markup, token.meta = citation.typed, {"citation": citation}
    state.pos += len(citation.typed)
    return True


def _is_link(state: StateInline, typed: str) -> bool:
    """Tell whether `[@name]` is Markdown's own: `[@name](address)`, or with a definition."""
    if not typed.startswith("["):
        return False
    end = state.pos + len(typed)
    after = state.src[end : end + 1]
    references = state.env.get("references", {})
    if after == "(" or normalizeReference(typed[1:-1]) in references:
        return True
    close = state.src.find("]", end, state.posMax) if after == "[" else -1
    return close >= 0 and normalizeReference(state.src[end + 1 : close]) in references


def place_targets(tokens: list[Token], manuscript: Manuscript) -> list[Token]:
    """Return block tokens with headings, figures and table captions as targets."""
    placed: list[Token] = []
    rest = iter(_heading_and_paragraph_groups(tokens))
    for group in rest:
        kind = group[0].type
        if kind == "heading_open":
            _place_heading(group[1], manuscript)
        elif kind == "paragraph_open" and _is_figure(group[1]):
            group = [_figure_token(group[1], manuscript)]
        elif kind == "paragraph_open" and placed and placed[-1].type == "table_close":
            group = _without_caption(group, placed, manuscript)
        placed += group
    for token in placed:
        if token.children:
            token.children = without_attributes(token.children, manuscript)
    return placed


def read_caption(text: str) -> tuple[str, Attributes]:
    """Return a caption `Loss by epoch {#tbl:loss}` as its text and its attributes."""
    match = _ATTRIBUTES_AT_END.search(text)
    attributes = read_attributes(match[1] if match else "")
    return (text[: match.start()].rstrip(), attributes) if match else (text, attributes)


def _heading_and_paragraph_groups(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield headings and paragraphs as three tokens, every other token alone."""
    position = 0
    while position < len(tokens):
        size = 3 if tokens[position].type in ("heading_open", "paragraph_open") else 1
        yield tokens[position : position + size]
        position += size


def _take_label(inline: Token, manuscript: Manuscript) -> str:
    """Take the attributes off the end of an inline token; return their label or nothing."""
    children = inline.children or []
    attributes = attributes_of(children[-1]) if children else None
    if attributes is None or not attributes.label:
        return ""
    children.pop()
    if children and children[-1].type == "text":
        children[-1].content = children[-1].content.rstrip()
    _give_effect(attributes, children[-1] if children else None, manuscript)
    return attributes.label


def _give_effect(attributes: Attributes, before: Token | None, manuscript: Manuscript) -> None:
    """Give attributes their effect on the token before them; list the rest as problems."""
    if before is None or before.type != "image":
        list_unread(attributes, manuscript)
        return
    if attributes.is_inverted:
        before.attrs["class"] = INVERTED
    list_unread(attributes, manuscript, *INVERTING)


def list_unread(attributes: Attributes, manuscript: Manuscript, *read: str) -> None:
    """List attributes that have no effect, all but those named here, as problems."""
    for each in attributes.unread(*read):
        manuscript.problem("attribute", each)


def without_attributes(children: list[Token], manuscript: Manuscript) -> list[Token]:
    """Return inline tokens without attributes; an id among them becomes a place."""
    kept: list[Token] = []
    for child in children:
        attributes = attributes_of(child)
        if attributes is None:
            kept.append(child)
            continue
        _give_effect(attributes, kept[-1] if kept else None, manuscript)
        if attributes.id:
            kept.append(Token("placeholder", "", 0, content=manuscript.place(attributes.id)))
    return kept


def _place_heading(inline: Token, manuscript: Manuscript) -> None:
    if label := _take_label(inline, manuscript):
        placeholder = manuscript.target("section", label=label).number
        inline.children.append(Token("placeholder", "", 0, content=placeholder))


def _is_figure(inline: Token) -> bool:
    """Tell whether a paragraph is one image with a title or a label."""
    image, *rest = inline.children or [Token("text", "", 0)]
    attributes = attributes_of(rest[0]) if len(rest) == 1 else None
    is_alone = not rest or attributes is not None
    has_name = "title" in image.attrs or bool(attributes and attributes.label)
    return image.type == "image" and is_alone and has_name


def _figure_token(inline: Token, manuscript: Manuscript) -> Token:
    image = inline.children[0]
    label = _take_label(inline, manuscript)
    caption = str(image.attrs.pop("title", ""))
    target = manuscript.target("figure", label=label, caption=caption)
    meta = {"number": target.anchored_number}
    # What is left of the list has its effect, if any, at the image.
    children = without_attributes(inline.children, manuscript)
    return Token("figure", "", 0, children=children, content=caption, meta=meta)


def _without_caption(
    group: list[Token], placed: list[Token], manuscript: Manuscript
) -> list[Token]:
    """Move a paragraph `: Caption` into the table before it; return what is left of it."""
    first = group[1].children[0] if group[1].children else None
    match = _CAPTION.match(first.content) if first and first.type == "text" else None
    if match is None:
        return group
    first.content = first.content[match.end() :]
    label = _take_label(group[1], manuscript)
    caption = Token("table_caption", "", 0, children=group[1].children)
    caption.meta["number"] = manuscript.target("table", label=label).anchored_number
    opening = max(place for place, token in enumerate(placed) if token.type == "table_open")
    placed.insert(opening + 1, caption)
    return []
