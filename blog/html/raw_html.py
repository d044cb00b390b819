"""Decides tag by tag what raw HTML may stay, before the sanitiser sees any of it.

In what a person typed, all else is shown as it was typed; in what a program wrote (`foreign`) it
is dropped and counted. A tag stays where it is listed, where its element is closed, and where
elements of its kind belong: a cell in a table, a shape in a drawing, a sign in a formula.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.html import escape
from django.utils.text import Truncator

from blog.html.raw_pairs import Run, keep_what_may_stay
from blog.html.raw_tags import Part, read_parts
from blog.html.sanitising import may_link, may_show, may_stay

# What an embed block is for.
PLAYER_TAGS = {"audio", "embed", "iframe", "object", "video"}

_MAX_DETAIL = 200


@dataclass
class Settled:
    """The pieces of each run as they may stand, and the problems found: kind and detail."""

    runs: list[list[str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


class SettledText(NamedTuple):
    """One text as it may stand, and the problems found: kind and detail."""

    html: str
    problems: list[tuple[str, str]]


def settle(
    runs: Sequence[Run], *, foreign: bool = False, ignored: frozenset[str] = frozenset()
) -> Settled:
    """Return raw HTML with nothing in it but what may stay; `ignored` attributes are no problem."""
    read = [_read_run(run, foreign=foreign) for run in runs]
    keep_what_may_stay(runs, read)
    writer = _Writer(foreign=foreign, ignored=ignored)
    for run, pieces in zip(runs, read, strict=True):
        writer.write(run, pieces)
    return Settled(writer.runs, list(writer.problems()))


def settle_text(
    html: str, *, foreign: bool = False, ignored: frozenset[str] = frozenset()
) -> SettledText:
    """Return one text of raw HTML as `settle` does, and its problems."""
    settled = settle([Run([html])], foreign=foreign, ignored=ignored)
    ((text,),) = settled.runs
    return SettledText(text, settled.problems)


def _read_run(run: Run, *, foreign: bool) -> list[list[Part]]:
    raw_text = frozenset({"script", "style"}) if foreign else frozenset()
    return [list(read_parts(piece, raw_text=raw_text)) for piece in run.pieces]


class _Writer:
    """Writes runs as they may stand, and reports what was not let through."""

    def __init__(self, *, foreign: bool, ignored: frozenset[str]) -> None:
        self._foreign = foreign
        self._ignored = ignored
        self._dropped: Counter[str] = Counter()
        self._found: dict[tuple[str, str], None] = {}
        self._typed: set[str] = set()
        self._unlinked: set[Part] = set()
        self._links = 0
        self.runs: list[list[str]] = []

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield the problems found, each kind and detail once."""
        for kind, detail in self._found:
            yield kind, Truncator(detail).chars(_MAX_DETAIL)
        for name, count in self._dropped.items():
            yield "dropped", f"{count} × {name}"

    def write(self, run: Run, pieces: list[list[Part]]) -> None:
        self._links = 0
        self.runs.append(
            [
                "".join(self._part_html(part, in_link=number in run.links) for part in parts)
                for number, parts in enumerate(pieces)
            ]
        )

    def _part_html(self, part: Part, *, in_link: bool) -> str:
        match part.kind:
            case "text":
                return part.text.replace("<", "&lt;")
            case "comment":
                return self._without_comment(part)
        if not part.is_kept or (part.name == "input" and not _is_checkbox(part)):
            return self._as_typed(part)
        if part.kind == "close":
            return self._closing_html(part)
        self._report_attributes(part)
        match part.name:
            case "a":
                return self._link_html(part)
            case "img":
                return self._picture_html(part, in_link=in_link or self._links > 0)
        return part.text

    def _without_comment(self, part: Part) -> str:
        if self._foreign:
            self._dropped["comment"] += 1
        elif part.text[4:-3].strip():
            self._report("comment", " ".join(part.text[4:-3].split()))
        return ""

    def _as_typed(self, part: Part) -> str:
        if self._foreign:
            if part.kind != "close":
                self._dropped[part.name or part.kind] += 1
            return ""
        # The problem is reported with the opening tag.
        if part.kind != "close" or part.name not in self._typed:
            self._report("player" if part.name in PLAYER_TAGS else "element", part.text)
        self._typed.add(part.name)
        return escape(part.text)

    def _closing_html(self, part: Part) -> str:
        if part.name == "a":
            self._links -= 1
        if part.partner in self._unlinked:
            return f" ({escape(_shortened_address(part.partner.values().get('href', '')))})"
        return part.text

    def _link_html(self, part: Part) -> str:
        self._links += 1
        address = part.values().get("href", "")
        if may_link(address):
            return part.text
        self._report("address", _shortened_address(address))
        self._unlinked.add(part)
        return ""

    def _picture_html(self, part: Part, *, in_link: bool) -> str:
        values = part.values()
        address = values.get("src", "")
        if may_show(address):
            return part.text
        self._report("picture", _shortened_address(address))
        return picture_link(address, values.get("alt", ""), in_link=in_link)

    def _report_attributes(self, part: Part) -> None:
        if self._foreign:
            return
        for name, value in part.values().items():
            # Names of places stay, beside the tag: see blog.markdown.syntax.html_ids.
            if name in ("href", "src", "id", "name") or name in self._ignored:
                continue
            if not may_stay(part.name, name, value):
                self._report(
                    "attribute",
                    f'<{part.name} {name}="{value}">' if value else f"<{part.name} {name}>",
                )

    def _report(self, kind: str, detail: str) -> None:
        self._found[kind, detail] = None


def picture_link(address: str, alt: str, *, in_link: bool, title: str = "") -> str:
    """Return a link in place of a picture that isn't shown; its text alone within a link."""
    words = " ".join(
        filter(None, [alt.strip() or _shortened_address(address), title and f"({title})"])
    )
    if in_link or not address or not may_link(address):
        at_address = (
            "" if in_link or not alt.strip() else f" ({escape(_shortened_address(address))})"
        )
        return escape(words) + at_address
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def _shortened_address(address: str) -> str:
    """Return an address as it is named to people: a picture in one is as long as a book."""
    return Truncator(" ".join(address.split())).chars(_MAX_DETAIL)


def _is_checkbox(part: Part) -> bool:
    return part.values().get("type", "").lower() == "checkbox"
