"""Reads where in a source a citation points: `p. 4`, `pp. 33-35`, `Kap. 2`, `§ 5`."""

import re
from typing import NamedTuple

# What CSL calls a place, and how it is typed, in English and German.
_WORDS = {
    "appendix": r"app\.|appendix|Anh\.|Anhang",
    "chapter": r"chaps?\.|ch\.|chapters?|Kap\.|Kapitel",
    "column": r"cols?\.|columns?|Sp\.|Spalten?",
    "equation": r"eqs?\.|equations?|Gl\.|Gleichung(?:en)?",
    "figure": r"figs?\.|figures?|Abb\.|Abbildung(?:en)?",
    "line": r"ll?\.|lines?|Z\.|Zeilen?",
    "note": r"nn?\.|notes?|Anm\.",
    "page": r"pp?\.|pages?|S\.|Seiten?",
    "paragraph": r"paras?\.|paragraphs?|¶¶?|Abs\.|Absatz",
    "part": r"pts?\.|parts?|Teile?",
    "section": r"secs?\.|sections?|§§?|Abschn\.|Abschnitte?",
    "table": r"tabs?\.|tables?|Tabellen?",
    "verse": r"vv?\.|verses?|V\.|Verse?",
    "volume": r"vols?\.|volumes?|Bde?\.|Band|Bände",
}
_WORD = "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items())
_NUMBER = r"(?:[A-Za-z]?\d+(?:[.:]\d+){0,5}[a-z]?|[ivxlcIVXLC]{1,9})(?!\w)"
_NUMBERS = rf"{_NUMBER}(?:\s?[-–]{{1,2}}\s?{_NUMBER}|,\s?{_NUMBER}){{0,20}}"
_LOCATOR = re.compile(rf"\s*,?\s*(?:(?:{_WORD})\s*({_NUMBERS})|(\d[\d\s,–-]{{0,60}})(?!\w))")


class Locator(NamedTuple):
    """A place in a source: CSL's name of its kind and its numbers; empty for none."""

    label: str = ""
    numbers: str = ""


NOWHERE = Locator()


def split_locator(text: str) -> tuple[Locator, str]:
    """Return the place that what follows a key begins with, and the rest of it.

    Numbers alone are pages, as Pandoc has it.
    """
    match = _LOCATOR.match(text)
    if match is None:
        return NOWHERE, text
    label = next((name for name in _WORDS if match[name]), "page")
    numbers = match[match.lastindex or 0]
    trimmed = numbers.rstrip(" ,–-")
    end = match.end() - (len(numbers) - len(trimmed))
    return Locator(label, re.sub(r"\s?(?:--|[-–])\s?", "-", trimmed)), text[end:]
