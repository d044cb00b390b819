"""Sets words in our own fonts: which glyphs there are, how wide a text runs, where it breaks."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from unicodedata import bidirectional, category, east_asian_width, normalize

from django.contrib.staticfiles.finders import find
from PIL import ImageFont, features

FONT = Path(__file__).parent / "fonts" / "epoch-serif-display.woff2"
# Of the pages; have the Greek letters, arrows and signs of formulas.
MATH_FONTS = ("fonts/stix-two-math.woff2", "fonts/stix-two-math-ext.woff2")
# For scripts that our own lack, by the names that systems give them; Pillow looks where fonts are.
SYSTEM_FONTS = (
    "NotoSerifCJK-Bold.ttc", "NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc",
    "NotoNaskhArabic-Bold.ttf", "NotoSerifHebrew-Bold.ttf", "NotoSerifDevanagari-Bold.ttf",
    "NotoSansArabic-Bold.ttf", "NotoSansHebrew-Bold.ttf", "NotoSansDevanagari-Bold.ttf",
    "NotoSansThai-Bold.ttf", "NotoSansBengali-Bold.ttf", "NotoSansTamil-Bold.ttf",
    "NotoSansTelugu-Bold.ttf", "Lohit-Devanagari.ttf", "DejaVuSans-Bold.ttf",
    "DroidSansFallbackFull.ttf", "FreeSerifBold.ttf",
)  # fmt: skip
ELLIPSIS = "…"
# Signs that have no picture of their own, and those of which emoji are put together.
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs"}
_EMOJI = {"So", "Sk"}
_JOINERS = {"\ufe0e", "\ufe0f", "\u20e3"}
_STRONG = {"L", "R", "AL"}
OWN_FONTS = 1 + len(MATH_FONTS)


class MissingFontError(Exception):
    """A font can't be read: it is gone, or this Pillow was built without WOFF2."""


@dataclass(frozen=True)
class Type:
    """Our serif at one size in pixels, with the math fonts for what it lacks."""

    size: int

    @property
    def faces(self) -> tuple[ImageFont.FreeTypeFont, ...]:
        """The fonts, in the order they are asked for a glyph."""
        return _load_fonts(self.size)

    def runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """Yield the text in pieces, each with the font that has all its glyphs.

        One of the system's sets the whole, where it can: its letters join, and change places.
        """
        if (whole := _whole_font(text)) is not None:
            yield self.faces[whole], text
            return
        for index, letters in groupby(text, lambda letter: _font_of(letter) or 0):
            yield self.faces[index], "".join(letters)

    def width(self, text: str) -> float:
        """Return the pixels that a text takes in one line."""
        return sum(face.getlength(run) for face, run in self.runs(text))

    def cut(self, text: str, width: float) -> str:
        """Return a text as it is, or its beginning and an ellipsis where it runs too wide."""
        if self.width(text) <= width:
            return text
        while text and self.width(text + ELLIPSIS) > width:
            # By words, and by letters where there is but one.
            text = text.rpartition(" ")[0] or text[:-1]
        return text.rstrip(" ,.;:–—-") + ELLIPSIS

    def lines(self, text: str, width: float) -> list[str]:
        """Return a text broken into lines between words, or within one that runs too wide."""
        lines = [""]
        for word in text.split():
            for piece in self._broken_word(word, width):
                joined = f"{lines[-1]} {piece}".strip()
                if self.width(joined) <= width:
                    lines[-1] = joined
                else:
                    lines.append(piece)
        return [line for line in lines if line]

    def balanced(self, text: str, width: float) -> list[str]:
        """Return a text in as few lines as `lines` takes, all about equally long."""
        best = self.lines(text, width)
        narrow, wide = width / 2, width
        while wide - narrow > 4:
            middle = (narrow + wide) / 2
            lines = self.lines(text, middle)
            if len(lines) > len(best) or self._breaks_words(text, lines):
                narrow = middle
            else:
                best, wide = lines, middle
        return best

    def _broken_word(self, word: str, width: float) -> Iterator[str]:
        while self.width(word) > width:
            counts = range(1, len(word) + 1)
            count = max(1, bisect_right(counts, width, key=lambda n: self.width(word[:n])))
            yield word[:count]
            word = word[count:]
        yield word

    def _breaks_words(self, text: str, lines: Sequence[str]) -> bool:
        return " ".join(lines) != " ".join(text.split())


def legible(text: str) -> str:
    """Return a text without emoji and unseen signs; empty where our fonts lack a glyph of it."""
    letters = (letter for letter in normalize("NFC", text) if not _is_dropped(letter))
    text = " ".join("".join(map(_base_letter, letters)).split())
    return text if all(map(has_glyph, text)) and _can_be_set(text) else ""


def is_rtl(text: str) -> bool:
    """Tell whether a text begins with a letter that is written from right to left."""
    return next((kind != "L" for kind in map(bidirectional, text) if kind in _STRONG), False)


def breaks_anywhere(text: str) -> bool:
    """Tell whether a text is in a script whose lines break between any letters."""
    return any("\u3040" <= letter <= "\u9fff" for letter in text)


def _can_be_set(text: str) -> bool:
    """Tell whether the letters of a text can be joined and ordered as its script asks for."""
    if not any(map(_is_shaped, text)):
        return True
    return features.check("raqm") and features.check("fribidi") and _whole_font(text) is not None


def _is_shaped(letter: str) -> bool:
    """Tell whether a letter is of a script that joins, orders or stacks: Hebrew to Khmer."""
    return "\u0590" <= letter <= "\u17ff" and not "\u10a0" <= letter <= "\u16ff"


def _is_ours(letter: str) -> bool:
    number = 0 if letter.isspace() else _font_of(letter)
    return number is not None and number < OWN_FONTS


def _whole_font(text: str) -> int | None:
    """Return the number of the system's font that sets a whole text; None where ours do."""
    if all(map(_is_ours, text)):
        return None
    faces = range(OWN_FONTS, len(_load_fonts(40)))
    return next((index for index in faces if all(_has(index, letter) for letter in text)), None)


def has_glyph(letter: str) -> bool:
    """Tell whether one of our fonts has a letter."""
    return letter.isspace() or _font_of(letter) is not None


def _base_letter(letter: str) -> str:
    """Return a letter, or what it is a variant of: ⁿ without a glyph of its own is an n."""
    is_wide = east_asian_width(letter) in "FW" and has_glyph(letter)
    return letter if is_wide or _is_ours(letter) else normalize("NFKC", letter)


def _is_dropped(letter: str) -> bool:
    kind = category(letter)
    if letter.isspace():
        return False
    return kind in _UNSEEN or letter in _JOINERS or (kind in _EMOJI and not _is_ours(letter))


@lru_cache(maxsize=4096)
def _font_of(letter: str) -> int | None:
    """Return the number of the first font that has a letter; a missing one has no outline."""
    return next((index for index in range(len(_load_fonts(40))) if _has(index, letter)), None)


@lru_cache(maxsize=8192)
def _has(index: int, letter: str) -> bool:
    """Tell whether a font has a letter; a missing one has no outline, or that of all such."""
    if letter == " ":
        return True
    mask = _load_fonts(40)[index].getmask(letter)
    return mask.getbbox() is not None and (index < OWN_FONTS or bytes(mask) != _missing(index))


@lru_cache(maxsize=16)
def _missing(index: int) -> bytes:
    return bytes(_load_fonts(40)[index].getmask("\U000fffff"))


@lru_cache(maxsize=16)
def _load_fonts(size: int) -> tuple[ImageFont.FreeTypeFont, ...]:
    try:
        paths = (str(FONT), *map(find, MATH_FONTS), *_system_fonts())
        return tuple(ImageFont.truetype(path, size) for path in paths)
    except (OSError, TypeError, AttributeError) as error:
        raise MissingFontError(f"No font for social cards: {error}") from error


@lru_cache(maxsize=1)
def _system_fonts() -> tuple[str, ...]:
    """Return the paths of the system's fonts that are there."""
    found = []
    for name in SYSTEM_FONTS:
        try:
            found.append(str(ImageFont.truetype(name, 40).path))
        except OSError:
            continue
    return tuple(found)
