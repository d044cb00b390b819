"""Finds headings by the ids that other programs give them, for links written for those."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

# Letters, marks, digits and connectors stay, as `\p{Word}` has them.
_WORD_CATEGORIES = ("L", "M", "Nd", "Nl", "Pc")
_PREFIX = "user-content-"


def other_spellings(headings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ids by what GitHub, Hugo, kramdown and Pandoc would call the same headings.

    `headings` are pairs of text and id, in reading order. A second heading of one name ends in
    `-1` there.
    """
    found: dict[str, str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for title, anchor in headings:
        for spell in _SPELLINGS:
            name = spell(title.lower())
            count = counts[spell.__name__, name]
            counts[spell.__name__, name] += 1
            found.setdefault(f"{name}-{count}" if count else name, anchor)
    found.pop("", None)
    return found


def spelled(fragment: str, names: dict[str, str]) -> str | None:
    """Return the id of the name that a fragment spells; None where it spells none."""
    for each in (fragment, fragment.removeprefix(_PREFIX)):
        for name in (each, each.lower(), unicodedata.normalize("NFC", each.lower())):
            if name in names:
                return names[name]
    return None


def _as_github(title: str) -> str:
    return _letters_and(title, "- ").replace(" ", "-")


def _as_hugo_in_ascii(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return _as_github(plain)


def _as_blackfriday(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title).strip("-")


def _as_pandoc(title: str) -> str:
    return re.sub(r"\A[\W\d_]+", "", _letters_and(title, "-. ")).replace(" ", "-")


_SPELLINGS: tuple[Callable[[str], str], ...] = (
    _as_github,
    _as_hugo_in_ascii,
    _as_blackfriday,
    _as_pandoc,
)


def _letters_and(title: str, also: str) -> str:
    """Return a title's letters, marks, digits and connectors, and the signs in `also`."""
    return "".join(
        sign
        for sign in title
        if sign in also or unicodedata.category(sign).startswith(_WORD_CATEGORIES)
    )
