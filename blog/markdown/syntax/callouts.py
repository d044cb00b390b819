"""Reads callouts as other programs write them: `::: note`, `!!! warning "Title"`.

Pandoc, Quarto, Docusaurus and MyST fence them with colons, within each other too; Python-Markdown
and MkDocs indent their text. They become the callouts that GitHub's alerts are. The tokens are
`callout_open`, with the reading as `meta["callout"]`, and `callout_close`.
"""

import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from blog.markdown.syntax.attributes import (
    Attributes,
    match_attributes,
    read_attributes,
)

# The five kinds of GitHub's alerts, and what others call them.
KINDS = {
    "note": {"note", "info", "abstract", "summary", "tldr", "seealso", "todo", "example", "quote",
             "cite", "question", "help", "faq", "details", "secondary"},
    "tip": {"tip", "hint", "success", "check", "done"},
    "important": {"important"},
    "warning": {"warning", "attention"},
    "caution": {"caution", "danger", "error", "failure", "fail", "missing", "bug"},
}  # fmt: skip
_KNOWN = {name: kind for kind, names in KINDS.items() for name in names}
GALLERY = "gallery"

_OPENING = re.compile(r"(?P<colons>:{3,})[ \t]*(?P<rest>[^:\s].*)")
_CLOSING = re.compile(r"(:{3,})[ \t]*")
_CODE = re.compile(r"(`{3,}|~{3,})")
_DIRECTIVE = re.compile(r"\{([\w-]+)\}(.*)")
# Possessive, or a line of spaces would be parted in every way there is.
_NAMED = re.compile(
    r"([\w-]++)[ \t]*+(?:\[(?P<bracket>.*)\]|(?P<words>[^{]*+))[ \t]*+(?P<list>\{[^{}]*+\})?"
)
# Python-Markdown's `admonition` and MkDocs' collapsible blocks.
_INDENTED = re.compile(
    r'(?:!!!|\?\?\?\+?)[ ]?(?P<names>[\w-]+(?:[ ]+[\w-]+)*)(?:[ ]+"(?P<title>.*)")?[ ]*'
)
_INDENT = 4
# Thousands of fences that nothing closes would each look for their end in all that follows.
MAX_LINES_READ = 200_000
_READ = "callout_lines_read"


@dataclass(frozen=True)
class Callout:
    """A callout's kind, the name and the title it was given, and its attributes."""

    name: str
    title: str | None
    attributes: Attributes

    @property
    def kind(self) -> str:
        return _KNOWN.get(self.name, "note")

    @property
    def is_known(self) -> bool:
        return self.name in _KNOWN or self.name in ("", GALLERY)


def callout_plugin(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    ends = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "callout_fence", _read_fenced, ends)
    md.block.ruler.before("fence", "callout_indented", _read_indented, ends)


def _read_fenced(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    opening = None if state.is_code_block(first) else _OPENING.fullmatch(_line(state, first))
    callout = opening and _read_opening(opening["rest"].rstrip().rstrip(":").rstrip())
    if not callout:
        return False
    end = _closing_line(state, first, last)
    if end is None:
        return False  # what nothing closes would take the rest of the post
    if not silent:
        _push_callout(state, callout, (first, end), end + 1)
    return True


def _read_opening(rest: str) -> Callout | None:
    """Read what follows the colons; None where it is no name, directive or list."""
    none = read_attributes("")
    match = match_attributes(rest)
    if match and match.end() == len(rest):
        attributes = read_attributes(match[0])
        titles = [value for key, value in attributes.pairs if key in ("title", "name")]
        name = _callout_name(attributes.classes[0][1:] if attributes.classes else "")
        return Callout(name, titles[0] if titles else None, attributes)
    if directive := _DIRECTIVE.fullmatch(rest):
        return Callout(_callout_name(directive[1]), directive[2].strip() or None, none)
    named = _NAMED.fullmatch(rest)
    if named is None:
        return None
    title = (named["bracket"] or named["words"] or "").strip().strip("\"'")
    typed = match_attributes(named["list"] or "")
    attributes = read_attributes(typed[0]) if typed else none
    titles = [value for key, value in attributes.pairs if key == "title"]
    return Callout(_callout_name(named[1]), title or (titles[0] if titles else None), attributes)


def _callout_name(typed: str) -> str:
    return typed.lower().removeprefix("callout-").removeprefix("admonition-")


def _closing_line(state: StateBlock, first: int, last: int) -> int | None:
    """Return the line that closes a fence of colons; those within it, and code, are passed."""
    depth, code = 1, ""
    for number in range(first + 1, last):
        line = _line(state, number)
        state.env[_READ] = state.env.get(_READ, 0) + 1
        if state.env[_READ] > MAX_LINES_READ:
            return None
        if line and state.sCount[number] < state.blkIndent:
            return None
        fence = _CODE.match(line)
        if code:
            code = "" if line.strip().startswith(code) and not line.strip(code[0] + " ") else code
        elif fence:
            code = fence[1]
        elif _CLOSING.fullmatch(line):
            depth -= 1
        elif (opening := _OPENING.fullmatch(line)) and _read_opening(opening["rest"]):
            depth += 1
        if depth == 0:
            return number
    return None


def _read_indented(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    match = None if state.is_code_block(first) else _INDENTED.fullmatch(_line(state, first))
    if match is None:
        return False
    end = _indented_end(state, first, last)
    if end == first + 1:
        return False  # without a text it is one
    if not silent:
        names = match["names"].lower().split()
        callout = Callout(names[0], match["title"], read_attributes(""))
        indent, state.blkIndent = state.blkIndent, state.blkIndent + _INDENT
        _push_callout(state, callout, (first, end), end)
        state.blkIndent = indent
    return True


def _indented_end(state: StateBlock, first: int, last: int) -> int:
    """Return the line after the last one that is indented far enough."""
    end = first + 1
    for number in range(first + 1, last):
        if not _line(state, number):
            continue
        if state.sCount[number] < state.blkIndent + _INDENT:
            break
        end = number + 1
    return end


def _push_callout(state: StateBlock, callout: Callout, lines: tuple[int, int], after: int) -> None:
    """Add a callout's tokens, its text read as blocks between them."""
    first, end = lines
    opening = state.push("callout_open", "div", 1)
    opening.meta, opening.map, opening.block = {"callout": callout}, [first, after], True
    if callout.title:
        _push_title(state, callout.title, first)
    parent, last_line = state.parentType, state.lineMax
    state.parentType, state.lineMax = "blockquote", end
    state.md.block.tokenize(state, first + 1, end)
    state.parentType, state.lineMax = parent, last_line
    state.push("callout_close", "div", -1).block = True
    state.line = after


def _push_title(state: StateBlock, title: str, line: int) -> None:
    state.push("callout_title_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.children, inline.map = title, [], [line, line + 1]
    state.push("callout_title_close", "p", -1)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def callout_of(token: Token) -> Callout | None:
    """Return the callout that a token opens; None for any other token."""
    meta: dict[str, Any] = token.meta
    return meta["callout"] if token.type == "callout_open" else None
