"""Takes attribute lists in Markdown off what they stand at; anywhere else they stay text.

The tokens are `attributes`, with the list as `meta["attributes"]`. They stand behind a link, an
image, code, emphasis or `[words]`, or at the end of a heading, a paragraph or a caption.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from blog.markdown.syntax.attributes import (
    Attributes,
    match_attributes,
    read_attributes,
)

_ELEMENTS = {
    "image",
    "link_close",
    "code_inline",
    "em_close",
    "strong_close",
    "s_close",
    "span_close",
}


def attributes_plugin(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.inline.ruler.before("link", "attribute_span", _read_span)
    md.inline.ruler.before("link", "attributes", _read_list)
    md.core.ruler.after("inline", "attributes", _free_misplaced)
    md.add_render_rule("attributes", lambda *_arguments: "")


def attributes_of(token: Token) -> Attributes | None:
    """Return the list that a token is; None for any other token."""
    return token.meta["attributes"] if token.type == "attributes" else None


def _read_list(state: StateInline, silent: bool) -> bool:
    match = match_attributes(state.src, state.pos) if state.src[state.pos] == "{" else None
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        _push_list(state, match[0])
    state.pos = match.end()
    return True


def _read_span(state: StateInline, silent: bool) -> bool:
    """Read `[words]{.class}`, which becomes its words."""
    if state.src[state.pos] != "[" or state.src.find("]{", state.pos, state.posMax) < 0:
        return False
    start, last = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, start)
    match = match_attributes(state.src, end + 1) if end > start + 1 else None
    if match is None or match.end() > last:
        state.pos = start
        return False
    if not silent:
        state.pos, state.posMax = start + 1, end
        state.push("span_open", "span", 1)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        _push_list(state, match[0])
    state.pos, state.posMax = match.end(), last
    return True


def _push_list(state: StateInline, typed: str) -> None:
    token = state.push("attributes", "", 0)
    token.content = typed
    token.meta = {"attributes": read_attributes(typed)}


def _free_misplaced(state: StateCore) -> None:
    """Turn lists that stand at nothing back into text."""
    footnotes = state.env.get("footnotes", {}).get("list", {}).values()
    for footnote in footnotes:
        if "tokens" in footnote:
            footnote["tokens"][:] = _without_misplaced(footnote["tokens"])
    for block, inline in zip([None, *state.tokens], state.tokens, strict=False):
        if inline.children:
            is_heading = block is not None and block.type == "heading_open"
            inline.children = _without_misplaced(inline.children, is_heading=is_heading)


def _without_misplaced(
    children: list[Token], *, is_heading: bool = False, is_alt: bool = False
) -> list[Token]:
    for place, child in enumerate(children):
        if child.type == "image" and child.children:
            child.children = _without_misplaced(child.children, is_alt=True)
        elif child.type == "attributes" and (is_alt or not _is_placed(children, place, is_heading)):
            children[place] = _as_text(child)
    return _joined_texts(children)


def _is_placed(children: list[Token], place: int, is_heading: bool) -> bool:
    end = place
    # Of two stars that close, markdown-it leaves an empty text.
    while end and children[end - 1].type == "text" and not children[end - 1].content:
        end -= 1
    before = children[end - 1] if end else None
    if before is None:
        return False
    if before.type in _ELEMENTS or before.type == "attributes":
        return True
    is_last = place == len(children) - 1
    if before.type == "softbreak":
        return is_last
    # Set apart at the end: a heading's, a caption's, a paragraph's. `{a=1}` may be a set.
    is_apart = before.type in ("html_inline", "math_inline") or before.content[-1:] in " \t"
    is_list = is_heading or children[place].content[1] in "#.:"
    return is_last and is_list and (is_apart or is_heading or before.type != "text")


def _as_text(token: Token) -> Token:
    return Token("text", "", 0, content=token.content, level=token.level)


def _joined_texts(children: list[Token]) -> list[Token]:
    """Return inline tokens with neighbouring texts as one."""
    joined: list[Token] = []
    for child in children:
        if child.type == "text" and joined and joined[-1].type == "text":
            joined[-1].content += child.content
        else:
            joined.append(child)
    return joined
