"""Keeps of raw HTML, links and pictures in Markdown what may stay, and reports the rest."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from blog.document.manuscript import Manuscript
from blog.html.raw_html import Run, settle
from blog.html.sanitising import TAGS, may_link

_BlockRule = Callable[[StateBlock, int, int, bool], bool]

_PRE_END = re.compile(r"</pre>", re.IGNORECASE)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
# What may stand between the tags of a drawing or a formula.
_PLAIN = {"text", "html_inline", "softbreak"}


def typed_html_plugin(md: MarkdownIt) -> None:
    """Let only what may stay open a block of HTML; all else is a text like any other.

    Links of any scheme are read, so that those which may not be followed can be reported.
    """
    rules = {rule.name: rule for rule in md.block.ruler.__rules__}
    rule = rules["html_block"]
    md.block.ruler.at("html_block", _opened_by_allowed_tags(rule.fn), {"alt": rule.alt})


def _opened_by_allowed_tags(rule: _BlockRule) -> _BlockRule:
    def read(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        start = state.bMarks[first] + state.tShift[first]
        if not state.src.startswith("<", start):
            return False
        if state.src.startswith("<!--", start):
            opens = state.src.find("-->", start) >= 0
        else:
            tag = _TAG.match(state.src, start)
            opens = tag is not None and tag[1].lower() in TAGS
            # Anything up to its end is its own, blank lines too.
            if opens and tag[0].lower() == "<pre":
                opens = _PRE_END.search(state.src, start) is not None
        return opens and rule(state, first, last, silent)

    return read


def settle_html(tokens: list[Token], manuscript: Manuscript) -> None:
    """Change tokens in place: raw HTML to what may stay of it, links that may not be followed."""
    places, runs = [], []
    for token in tokens:
        if token.type == "html_block":
            places.append([token])
            runs.append(Run([token.content]))
        elif token.children:
            _settle_links(token, manuscript)
            inline, run = _inline_run(token.children)
            if inline:
                places.append(inline)
                runs.append(run)
    settled = settle(runs)
    for run, pieces in zip(places, settled.runs, strict=True):
        for token, html in zip(run, pieces, strict=True):
            token.content = html
    for kind, detail in settled.problems:
        manuscript.problem(kind, detail)


def _inline_run(children: list[Token]) -> tuple[list[Token], Run]:
    """Return the tags of a line of prose, and how they stand."""
    inline, links, borders, depth = [], set(), set(), 0
    for child in children:
        depth += (child.type == "link_open") - (child.type == "link_close")
        if child.type == "html_inline":
            if depth:
                links.add(len(inline))
            inline.append(child)
        elif child.type not in _PLAIN and inline:
            borders.add(len(inline) - 1)
    pieces = [token.content for token in inline]
    run = Run(pieces, is_inline=True, links=frozenset(links), borders=frozenset(borders))
    return inline, run


def _settle_links(inline: Token, manuscript: Manuscript) -> None:
    """Make text of links that may not be followed, and of what stands in an image's label."""
    children: list[Token] = []
    refused: list[Token | None] = []
    for child in inline.children or ():
        if child.type == "image":
            _settle_label(child)
        if child.type == "link_open":
            address = str(child.attrs.get("href", ""))
            refused.append(None if may_link(address) else child)
            if refused[-1] is not None:
                manuscript.problem("address", _shortened(address))
                child = _text_token("<" if child.markup == "autolink" else "")
        elif child.type == "link_close" and refused and (opening := refused.pop()):
            is_bare = opening.markup == "autolink"
            child = _text_token(">" if is_bare else f" ({_shortened(str(opening.attrs['href']))})")
        children.append(child)
    inline.children = children


def _settle_label(image: Token) -> None:
    """An image's label is an attribute, where nothing but text can stand."""
    for token in image.children or ():
        match token.type:
            case "reference":
                token.content = f"[@{token.content}]"
            case "citation":
                token.content = token.markup
            case "html_inline" | "math_inline":
                pass
            case _:
                continue
        token.type = "text"


def _text_token(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _shortened(address: str) -> str:
    return address if len(address) <= 200 else f"{address[:200]}…"
