"""Reads MkDocs' tabs and blocks, `=== "Linux"` and `/// note | Title`, as our own Markdown.

A text keeps its lines. Tabs are shown below each other, each with its title before it.
"""

import re
from dataclasses import replace

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.replacements import is_kind
from blog.importing.dialects.scan import Scan, scan
from blog.importing.entry import Subject

TABS = "tab, shown below the one before"
UNKNOWN_BLOCK = "block of an extension that means nothing here, left as typed"
# Tabs within tabs; each pass opens one more.
MAX_DEPTH = 10

_INDENT = 4
_TAB = re.compile(r'(?P<indent>[ \t>]*+)===[!+]?[ ]+"(?P<title>[^"]+)"[ \t]*')
_BLOCK = re.compile(
    r"(?P<indent>[ \t>]*+)(?P<mark>/{3,})[ ]*(?P<name>[a-z][\w-]{0,40})[ ]*(?:\|(?P<title>.*))?"
)
_BLOCK_END = re.compile(r"[ \t>]*+(?P<mark>/{3,})[ \t]*")


def translate_mkdocs(draft: Draft) -> Draft:
    """Return a draft with blocks as callouts, and the text of tabs among the rest."""
    if "///" in draft.text:
        draft = replace(draft, text=_without_blocks(draft))
    for _depth in range(MAX_DEPTH):
        text = _without_tabs(draft) if '=== "' in draft.text else draft.text
        if text == draft.text:
            break
        draft = replace(draft, text=text)
    return draft


def _without_blocks(draft: Draft) -> str:
    lines = draft.text.split("\n")
    opened: list[tuple[int, re.Match[str]]] = []
    for number in _prose_lines(lines, scan(draft.text), "///"):
        if end := _BLOCK_END.fullmatch(lines[number]):
            while opened and opened[-1][1]["mark"] != end["mark"]:
                opened.pop()
            if opened:
                _replace_block(draft, lines, *opened.pop(), number)
        elif match := _BLOCK.fullmatch(lines[number]):
            opened.append((number, match))
    return "\n".join(lines)


def _replace_block(
    draft: Draft, lines: list[str], first: int, match: re.Match[str], last: int
) -> None:
    indent, name, title = match["indent"], match["name"], (match["title"] or "").strip()
    if name == "tab":
        lines[first], lines[last] = f"{indent}**{title}**", indent.rstrip()
        draft.tell(TABS, title, first, subject=Subject.LEFT_OUT)
    elif is_kind(name) or name == "admonition":
        kind = "note" if name == "admonition" else name
        lines[first], lines[last] = f"{indent}:::{{{kind}}} {title}".rstrip(), f"{indent}:::"
    else:
        draft.tell(UNKNOWN_BLOCK, lines[first].strip(), first)


def _without_tabs(draft: Draft) -> str:
    lines, new, end = draft.text.split("\n"), dict[int, str](), 0
    for number in _prose_lines(lines, scan(draft.text), "==="):
        match = _TAB.fullmatch(lines[number])
        if match is None or number < end:
            continue
        border = len(match["indent"].expandtabs()) + _INDENT
        end = _indented_end(lines, number, border)
        if end > number + 1:
            new[number] = f"{match['indent']}**{match['title']}**"
            for inner in range(number + 1, end):
                new[inner] = _without_indent(lines[inner], border)
            draft.tell(TABS, match["title"], number, subject=Subject.LEFT_OUT)
    return "\n".join(new.get(number, line) for number, line in enumerate(lines))


def _indented_end(lines: list[str], first: int, border: int) -> int:
    """Return the line after the last one that is indented so far."""
    end = first + 1
    for number in range(first + 1, len(lines)):
        line = lines[number].expandtabs(_INDENT)
        if not line.strip():
            continue
        if len(line) - len(line.lstrip(" ")) < border:
            break
        end = number + 1
    return end


def _without_indent(line: str, border: int) -> str:
    line = line.expandtabs(_INDENT) if line[:1] in "\t " else line
    return line[: border - _INDENT] + line[border:]


def _prose_lines(lines: list[str], found: Scan, sign: str) -> list[int]:
    """Return the lines that begin with a sign, outside of code."""
    numbers, start = [], 0
    for number, line in enumerate(lines):
        words = line.lstrip(" \t>")
        if words.startswith(sign) and not found.is_code(start + len(line) - len(words)):
            numbers.append(number)
        start += len(line) + 1
    return numbers
