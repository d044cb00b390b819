"""Reads MkDocs' tabs and blocks, `=== "Linux"` and `/// note | Title`, as our own Markdown.

A text keeps its lines. Tabs of one listing each become tabs of ours; others are shown below each
other, each with its title before it. Notes on lines of code, `# (1)!`, are written as Quarto's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.replacements import fence_as_tab, is_kind
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
_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})[^`]*\Z")
_FIRST_ITEM = re.compile(r"[ \t>]*+1\.[ \t]")
_LINE_NOTE = re.compile(r"((?:#|//|--|%|;|/\*|<!--)[ ]?)\((\d{1,2})\)!?(?=[ ]?(?:\*/|-->)?[ ]?$)")
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
    return replace(draft, text=_with_line_notes(draft.text)) if "(1)" in draft.text else draft


def _with_line_notes(text: str) -> str:
    """Return a text whose code names its notes, the items of a list directly below, as `# <1>`."""
    lines, opening = text.split("\n"), None
    for number, line in enumerate(lines):
        words = line.strip(" \t>")
        if opening is None:
            fence = _FENCE.match(words)
            opening = (number, fence["mark"]) if fence else None
        elif words.startswith(opening[1]) and not words.strip(opening[1][0]):
            below = next((each for each in lines[number + 1 : number + 3] if each.strip(" >")), "")
            if _FIRST_ITEM.match(below):
                for inner in range(opening[0] + 1, number):
                    lines[inner] = _LINE_NOTE.sub(r"\1<\2>", lines[inner])
            opening = None
    return "\n".join(lines)


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


@dataclass(frozen=True)
class _Tab:
    """A tab: the line of its title, the line after its last one, and its text without indent."""

    first: int
    end: int
    indent: str
    title: str
    text: list[str]


def _without_tabs(draft: Draft) -> str:
    lines = draft.text.split("\n")
    new = dict(enumerate(lines))
    for group in _neighbours(list(_tabs(draft, lines)), lines):
        name = f"tabs-{group[0].first + 1}"
        fences = [fence_as_tab(tab.text, tab.title, name) for tab in group]
        are_listings = len(group) > 1 and all(fences)
        for tab, fence in zip(group, fences, strict=True):
            new[tab.first] = tab.indent.rstrip() if are_listings else f"{tab.indent}**{tab.title}**"
            text = fence if fence and are_listings else tab.text
            new.update(enumerate(text, start=tab.first + 1))
            if not are_listings:
                draft.tell(TABS, tab.title, tab.first, subject=Subject.LEFT_OUT)
    return "\n".join(new.values())


def _tabs(draft: Draft, lines: list[str]) -> Iterator[_Tab]:
    """Yield the outermost tabs that have a text."""
    end = 0
    for number in _prose_lines(lines, scan(draft.text), "==="):
        match = _TAB.fullmatch(lines[number])
        if match is None or number < end:
            continue
        border = len(match["indent"].expandtabs()) + _INDENT
        end = _indented_end(lines, number, border)
        if end > number + 1:
            text = [_without_indent(line, border) for line in lines[number + 1 : end]]
            yield _Tab(number, end, match["indent"], match["title"], text)


def _neighbours(tabs: list[_Tab], lines: list[str]) -> list[list[_Tab]]:
    """Return tabs in groups that only blank lines stand between."""
    groups: list[list[_Tab]] = []
    for tab in tabs:
        before = groups[-1][-1] if groups else None
        is_next = before is not None and before.indent == tab.indent
        if is_next and not "".join(lines[before.end : tab.first]).strip(" \t>"):
            groups[-1].append(tab)
        else:
            groups.append([tab])
    return groups


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
