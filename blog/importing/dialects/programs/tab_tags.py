"""Reads the tabs of Hugo's themes and of Docusaurus, where each is one listing, as tabs of ours.

A text keeps its lines. Other tabs of Hugo stay for its shortcodes' readers; Docusaurus' are shown
below each other, each with its title before it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from textwrap import dedent

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.programs.mkdocs import TABS
from blog.importing.dialects.programs.tags import MAX_TAG, Arguments
from blog.importing.dialects.replacements import fence_as_tab
from blog.importing.dialects.scan import scan
from blog.importing.dialects.translate import NO_EFFECT
from blog.importing.entry import Subject


@dataclass(frozen=True)
class _Syntax:
    """What the lines of a group and of its tabs look like, each tag alone in its line."""

    group: re.Pattern[str]
    tab: re.Pattern[str]
    tab_end: re.Pattern[str]
    group_end: re.Pattern[str]


@dataclass
class _Tab:
    """A tab: the lines of its two tags, its title, and the language where its text is code."""

    first: int
    title: str
    language: str
    left: list[str]
    last: int = 0


@dataclass
class _Group:
    """Neighbouring tabs; not whole where anything else stands between them."""

    first: int
    indent: str
    titles: list[str]
    language: str
    left: list[str]
    tabs: list[_Tab] = field(default_factory=list)
    is_open: bool = False
    is_whole: bool = True


def _shortcode(names: str, close: str = "") -> re.Pattern[str]:
    rest = f"(?P<rest>[^<>%]{{0,{MAX_TAG}}})"
    return re.compile(rf"(?P<indent>[ \t]*)\{{\{{[<%]\s*{close}(?:{names})\b{rest}[>%]\}}\}}[ \t]*")


_HUGO = _Syntax(
    _shortcode("tabs|tabpane"),
    _shortcode("tab"),
    _shortcode("tab", "/"),
    _shortcode("tabs|tabpane", "/"),
)
_MDX = _Syntax(
    *(re.compile(rf"(?P<indent>[ \t]*)<{pattern}>[ \t]*") for pattern in (
        rf"Tabs\b(?P<rest>[^<>]{{0,{MAX_TAG}}})",
        rf"TabItem\b(?P<rest>[^<>]{{0,{MAX_TAG}}})",
        "/TabItem",
        "/Tabs",
    ))
)  # fmt: skip
_IMPORT = re.compile(r"import (?:Tabs|TabItem) from ['\"]@theme/(?:Tabs|TabItem)['\"];?[ \t]*")


def join_hugo_tabs(draft: Draft) -> Draft:
    """Return a draft whose groups of listings are fences of one group."""
    return _translated(draft, _HUGO, _as_listings) if "tab" in draft.text else draft


def translate_docusaurus_tabs(draft: Draft) -> Draft:
    """Return a draft without tags of tabs, and without what imports them."""
    if "<TabItem" not in draft.text:
        return draft
    draft = replace(draft, text=_without_imports(draft.text))

    def written(lines: list[str], group: _Group) -> bool:
        return _as_listings(lines, group) or _as_titles(draft, lines, group)

    return _translated(draft, _MDX, written)


def _without_imports(text: str) -> str:
    """Return a text without the lines that import the tags; in code they are shown."""
    found, start, lines = scan(text), 0, text.split("\n")
    for number, line in enumerate(lines):
        if _IMPORT.fullmatch(line) and not found.is_code(start):
            lines[number] = ""
        start += len(line) + 1
    return "\n".join(lines)


def _translated(draft: Draft, syntax: _Syntax, write: Callable[[list[str], _Group], bool]) -> Draft:
    lines = draft.text.split("\n")
    for last, group in list(_groups(draft.text, lines, syntax)):
        if not write(lines, group):
            continue
        lines[group.first] = lines[last] = ""
        named = {tab.title for tab in group.tabs}
        for option in [*group.left, *(each for each in group.titles if each not in named)]:
            draft.tell(NO_EFFECT, f"tabs {option}", group.first, subject=Subject.LEFT_OUT)
        for tab in group.tabs:
            for option in tab.left:
                draft.tell(NO_EFFECT, f"tab {option}", tab.first, subject=Subject.LEFT_OUT)
    return replace(draft, text="\n".join(lines))


def _groups(text: str, lines: list[str], syntax: _Syntax) -> Iterator[tuple[int, _Group]]:
    """Yield whole groups, each with the number of its last line."""
    found, start, group = scan(text), 0, None
    for number, line in enumerate(lines):
        is_code, start = (
            found.is_code(start + len(line) - len(line.lstrip())),
            start + len(line) + 1,
        )
        if is_code and (group is None or group.is_open):
            continue
        if opening := syntax.group.fullmatch(line):
            group = _group_of(number, opening["indent"], Arguments.read(opening["rest"]))
        elif group is not None and syntax.group_end.fullmatch(line):
            if group.tabs and group.is_whole and not group.is_open:
                yield number, group
            group = None
        elif group is not None:
            _take(group, number, line, syntax)


def _group_of(number: int, indent: str, arguments: Arguments) -> _Group:
    titles = [each.strip() for each in arguments.take("items").split(",") if each.strip()]
    language = arguments.take("lang")
    return _Group(number, indent, titles, language, arguments.left())


def _take(group: _Group, number: int, line: str, syntax: _Syntax) -> None:
    """Note what a line says of a group; within a tab, only what ends it is of interest."""
    opening = syntax.tab.fullmatch(line)
    if group.is_open and syntax.tab_end.fullmatch(line):
        group.tabs[-1].last = number
        group.is_open = False
    elif opening and not group.is_open:
        group.tabs.append(_tab_of(group, number, Arguments.read(opening["rest"])))
        group.is_open = True
    elif opening or (line.strip() and not group.is_open):
        group.is_whole = False


def _tab_of(group: _Group, number: int, arguments: Arguments) -> _Tab:
    """Return a tab by its own words, or by those that its group has for all."""
    place = len(group.tabs)
    title = arguments.take("label", "name", "header", "title", "tabname", "value", 0)
    title = title or (group.titles[place] if place < len(group.titles) else "")
    language = arguments.take("lang") or group.language
    # The key behind a label, and which tab is open, nobody sees.
    arguments.take("value")
    left = [each for each in arguments.left() if each != "default"]
    return _Tab(number, title, language, left)


def _as_listings(lines: list[str], group: _Group) -> bool:
    """Write the tabs as listings of one group; False where one of them is more, or less."""
    name, texts = f"tabs-{group.first + 1}", []
    for tab in group.tabs:
        text = _dedented(lines[tab.first + 1 : tab.last])
        if tab.language:
            text = _fenced(text, tab.language)
        fence = fence_as_tab(text, tab.title, name) if tab.title else None
        if fence is None:
            return False
        texts.append(fence if tab.language else ["", *fence, ""])
    if len(texts) < 2:
        return False
    for tab, text in zip(group.tabs, texts, strict=True):
        lines[tab.first : tab.last + 1] = _indented(text, group.indent)
    return True


def _as_titles(draft: Draft, lines: list[str], group: _Group) -> bool:
    for tab in group.tabs:
        text = _dedented(lines[tab.first + 1 : tab.last])
        text = [f"**{tab.title}**" if tab.title else "", *text, ""]
        lines[tab.first : tab.last + 1] = _indented(text, group.indent)
        draft.tell(TABS, tab.title, tab.first, subject=Subject.LEFT_OUT)
    return True


def _dedented(lines: list[str]) -> list[str]:
    return dedent("\n".join(lines)).split("\n") if lines else []


def _indented(lines: list[str], indent: str) -> list[str]:
    """Return a tab's lines at the place of its group, which may stand in an item of a list."""
    return [f"{indent}{line}" if line.strip() else line for line in lines]


def _fenced(lines: list[str], language: str) -> list[str]:
    """Return code between the lines of its tags as a fence that stands on those."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    mark = "`" * max(3, longest + 1)
    return [f"{mark}{language}", *lines, mark]
