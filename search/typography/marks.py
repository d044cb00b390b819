"""Lists the quotation marks of languages, after the delimiters of Unicode's CLDR."""

from typing import NamedTuple

APOSTROPHE, EN_DASH, ELLIPSIS = "’", "–", "…"


class Marks(NamedTuple):
    """What stands for double marks and for single ones, opening and closing."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_HIGH = Marks("“", "”", "‘", "’")
_LOW = Marks("„", "“", "‚", "‘")
_LOW_AND_HIGH = Marks("„", "”", "‚", "’")
_LOW_AND_ANGLED = Marks("„", "”", "«", "»")
_CLOSING_ONLY = Marks("”", "”", "’", "’")
_ANGLED = Marks("«", "»", "“", "”")
_ANGLED_AND_LOW = Marks("«", "»", "„", "“")
_ANGLED_AND_SINGLE = Marks("«", "»", "‘", "’")
_SWISS = Marks("«", "»", "‹", "›")
# Within them stands a narrow space at which no line breaks.
_FRENCH = Marks("«\u202f", "\u202f»", "“", "”")

_LANGUAGES = {
    _HIGH: "af cy da en eu fil ga gl hi id lv ms mt nl pt sw tr vi",
    _LOW: "bg cs de is lt sk sl",
    _LOW_AND_HIGH: "hr pl",
    _LOW_AND_ANGLED: "hu ro",
    _CLOSING_ONLY: "fi sv",
    _ANGLED: "ca el es it pt-pt",
    _ANGLED_AND_LOW: "be ru uk",
    _ANGLED_AND_SINGLE: "nb nn no",
    _SWISS: "de-ch de-li fr-ch it-ch",
    _FRENCH: "fr",
}
_MARKS = {code: marks for marks, codes in _LANGUAGES.items() for code in codes.split()}


def marks_of(language: str) -> Marks | None:
    """Return the marks of a language, by its code; None where a text is left as it was typed.

    So are scripts with marks of their own, and languages that nobody looked up.
    """
    code = language.lower().replace("_", "-")
    return _MARKS.get(code) or _MARKS.get(code.partition("-")[0])
