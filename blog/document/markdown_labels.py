"""Labels in Markdown: `{#fig:curve}` names a heading, figure or table, `[@fig:curve]` refers to it.

Captions are an image's title, and a paragraph `: Caption` beneath a table.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from blog.document.labels import LABEL
from blog.document.manuscript import Manuscript

_REFERENCE = re.compile(rf"\[@({LABEL})\]")
_LABEL = re.compile(rf"\s*\{{\#({LABEL})\}}\s*\Z")
_CAPTION = re.compile(r":\s+|Table:\s+")


def reference_plugin(md: MarkdownIt) -> None:
    """Add the rule for `[@label]`; its tokens are `reference` with the label as content."""
    md.inline.ruler.before("link", "label_reference", _read_reference)


def _read_reference(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    # `[@name](address)` is a link like any other.
    if not match or state.src[match.end() : match.end() + 1] == "(":
        return False
    if not silent:
        state.push("reference", "", 0).content = match[1]
    state.pos = match.end()
    return True


def place_targets(tokens: list[Token], manuscript: Manuscript) -> list[Token]:
    """Return block tokens with headings, figures and table captions as marked targets."""
    placed: list[Token] = []
    rest = iter(_grouped(tokens))
    for group in rest:
        kind = group[0].type
        if kind == "heading_open":
            _place_heading(group[1], manuscript)
        elif kind == "paragraph_open" and _is_figure(group[1]):
            group = [_figure(group[1], manuscript)]
        elif kind == "paragraph_open" and placed and placed[-1].type == "table_close":
            group = _captioned(group, placed, manuscript)
        placed += group
    return placed


def read_caption(text: str) -> tuple[str, str]:
    """Return a caption `Loss by epoch {#tbl:loss}` as its text and its label."""
    match = _LABEL.search(text)
    return (text[: match.start()], match[1]) if match else (text, "")


def _grouped(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield headings and paragraphs as three tokens, every other token alone."""
    position = 0
    while position < len(tokens):
        size = 3 if tokens[position].type in ("heading_open", "paragraph_open") else 1
        yield tokens[position : position + size]
        position += size


def _taken_label(inline: Token) -> str:
    """Take `{#label}` off the end of an inline token; return the label or nothing."""
    last = inline.children[-1] if inline.children else None
    match = _LABEL.search(last.content) if last and last.type == "text" else None
    if match is None:
        return ""
    last.content = last.content[: match.start()]
    return match[1]


def _place_heading(inline: Token, manuscript: Manuscript) -> None:
    if label := _taken_label(inline):
        mark = manuscript.target("section", label=label).number
        inline.children.append(Token("mark", "", 0, content=mark))


def _is_figure(inline: Token) -> bool:
    """Tell whether a paragraph is one image with a title or a label."""
    image, *rest = inline.children or [Token("text", "", 0)]
    is_labelled = len(rest) == 1 and rest[0].type == "text" and _LABEL.fullmatch(rest[0].content)
    return image.type == "image" and (bool(is_labelled) or (not rest and "title" in image.attrs))


def _figure(inline: Token, manuscript: Manuscript) -> Token:
    image = inline.children[0]
    label = _taken_label(inline)
    caption = str(image.attrs.pop("title", ""))
    target = manuscript.target("figure", label=label, caption=caption)
    return Token(
        "figure", "", 0, children=[image], content=caption, meta={"number": target.anchored_number}
    )


def _captioned(group: list[Token], placed: list[Token], manuscript: Manuscript) -> list[Token]:
    """Move a paragraph `: Caption` into the table before it; else return it as it is."""
    first = group[1].children[0] if group[1].children else None
    match = _CAPTION.match(first.content) if first and first.type == "text" else None
    if match is None:
        return group
    first.content = first.content[match.end() :]
    label = _taken_label(group[1])
    caption = Token("table_caption", "", 0, children=group[1].children)
    caption.meta["number"] = manuscript.target("table", label=label).anchored_number
    opening = max(place for place, token in enumerate(placed) if token.type == "table_open")
    placed.insert(opening + 1, caption)
    return []
