"""Makes text fit a column: by code points, as databases count, and never within a sign."""

from search.analysis.letters import is_mark
from search.analysis.text import clean

ELLIPSIS = "…"
_JOINER = "\u200d"
# Of what belongs to one sign so many code points are looked back over.
MAX_SIGN = 64


def fitted(text: str, length: int) -> str:
    """Return text that a column of `length` holds, cut between signs where it is longer.

    A sign is what a reader sees as one: a letter with its marks, an emoji of several parts.
    Neither NUL nor lone surrogates are left, which PostgreSQL refuses.
    """
    text = clean(text)
    return text if len(text) <= length else text[: _cut_between_signs(text, length)].rstrip()


def shortened(text: str, length: int) -> str:
    """Return text that a column of `length` holds, cut between words and ending in “…”."""
    text = clean(text)
    if len(text) <= length:
        return text
    room = length - len(ELLIPSIS)
    space = max(text.rfind(sign, 0, room + 1) for sign in " \n\t")
    # Many scripts have no spaces, and an address may be all of a text.
    end = space if space >= room // 2 else _cut_between_signs(text, room)
    return text[:end].rstrip() + ELLIPSIS


def _cut_between_signs(text: str, end: int) -> int:
    """Return the last place up to `end` that parts no sign; `end` for one that is endless."""
    for place in range(end, max(end - MAX_SIGN, 0), -1):
        if not _is_within_sign(text, place):
            return place
    return end


def _is_within_sign(text: str, place: int) -> bool:
    """Tell whether the characters before and at a place are of one sign; see Unicode's UAX 29."""
    before, sign = text[place - 1], text[place]
    if is_mark(sign) or _JOINER in (before, sign) or (before, sign) == ("\r", "\n"):
        return True
    if "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f":
        return True  # a colour of skin, the name of a flag
    if _is_flag(sign):
        start = place
        while start and _is_flag(text[start - 1]):
            start -= 1
        return (place - start) % 2 == 1
    # Hangul by its letters, as decomposed text has it.
    return "\u1160" <= sign <= "\u11ff"


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"
