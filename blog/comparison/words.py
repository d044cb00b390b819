"""Parts a text into words and signs, and joins what changed of them into pieces."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blog.comparison.differ import Kind, stretches
from search.analysis.letters import MARKS, UNSPACED

# A letter with its marks where a script has no spaces, a word, a run of blanks, or one sign.
_WORD = re.compile(rf"[{UNSPACED}][{MARKS}]*|(?:(?![{UNSPACED}])[\w{MARKS}])+|[^\S\n]+|\n|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text of one kind."""

    kind: Kind
    text: str

    @property
    def html(self) -> SafeString:
        """The text, marked for eyes and for speech."""
        if self.kind is Kind.SAME:
            return format_html("{}", self.text)
        removed = self.kind is Kind.REMOVED
        name, said = ("del", _("removed:")) if removed else ("ins", _("added:"))
        return format_html(
            '<{0}><span class="w-sr-only">{1} </span>{2}</{0}>', name, said, self.text
        )


def words_of(text: str) -> list[str]:
    """Return a text's words, blanks and signs; joined they are the text."""
    return _WORD.findall(text)


def pieces(old: str, new: str) -> list[Piece]:
    """Return what two texts have in common and what one of them has more, in order."""
    before, after = words_of(old), words_of(new)
    return list(_without_lone_blanks(_pieces(before, after)))


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for stretch in stretches(before, after):
        words, places = (
            (before, stretch.old) if stretch.kind is not Kind.ADDED else (after, stretch.new)
        )
        yield Piece(stretch.kind, "".join(words[places.start : places.stop]))


def _without_lone_blanks(found: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces with a blank between two changes taken into both: `big dog` → `old cat` is
    one change."""
    held: dict[Kind, str] = {Kind.REMOVED: "", Kind.ADDED: ""}
    blank = ""
    for piece in found:
        is_same = piece.kind is Kind.SAME
        if is_same and any(held.values()) and piece.text.isspace() and "\n" not in piece.text:
            blank = piece.text
            continue
        if is_same:
            yield from _held_pieces(held)
            yield Piece(Kind.SAME, blank + piece.text)
            held, blank = {Kind.REMOVED: "", Kind.ADDED: ""}, ""
            continue
        if blank:
            held, blank = {kind: text + blank for kind, text in held.items()}, ""
        held[piece.kind] += piece.text
    yield from _held_pieces(held)
    if blank:
        yield Piece(Kind.SAME, blank)


def _held_pieces(held: dict[Kind, str]) -> Iterator[Piece]:
    yield from (Piece(kind, text) for kind, text in held.items() if text)


def pieces_html(found: Iterable[Piece]) -> SafeString:
    """Return pieces as one text."""
    return format_html_join("", "{}", ([piece.html] for piece in found))


def word_count(texts: Iterable[str]) -> int:
    """Return how many words texts hold; signs and blanks are none."""
    return sum(any(map(str.isalnum, word)) for text in texts for word in words_of(text))
