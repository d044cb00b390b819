"""Sets words in our own fonts: which glyphs there are, how wide a text runs, where it breaks."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from unicodedata import category, normalize

from django.contrib.staticfiles.finders import find
from PIL import ImageFont

FONT = Path(__file__).parent / "fonts" / "epoch-serif-display.woff2"
# Of the pages; have the Greek letters, arrows and signs of formulas.
MATH_FONTS = ("fonts/stix-two-math.woff2", "fonts/stix-two-math-ext.woff2")
ELLIPSIS = "…"
# Signs that have no picture of their own, and those of which emoji are put together.
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs"}
_EMOJI = {"So", "Sk"}
_JOINERS = {"\ufe0e", "\ufe0f", "\u20e3"}


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
        """Yield the text in pieces, each with the font that has all its glyphs."""
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
    return text if all(map(has_glyph, text)) else ""


def has_glyph(letter: str) -> bool:
    """Tell whether one of our fonts has a letter."""
    return letter.isspace() or _font_of(letter) is not None


def _base_letter(letter: str) -> str:
    """Return a letter, or what it is a variant of: ⁿ without a glyph of its own is an n."""
    return letter if has_glyph(letter) else normalize("NFKC", letter)


def _is_dropped(letter: str) -> bool:
    kind = category(letter)
    if letter.isspace():
        return False
    return kind in _UNSEEN or letter in _JOINERS or (kind in _EMOJI and not has_glyph(letter))


@lru_cache(maxsize=4096)
def _font_of(letter: str) -> int | None:
    """Return the number of the first font that has a letter; a missing one has no outline."""
    for index, face in enumerate(_load_fonts(40)):
        if letter == " " or face.getmask(letter).getbbox():
            return index
    return None


@lru_cache(maxsize=16)
def _load_fonts(size: int) -> tuple[ImageFont.FreeTypeFont, ...]:
    try:
        paths = (str(FONT), *map(find, MATH_FONTS))
        return tuple(ImageFont.truetype(path, size) for path in paths)
    except (OSError, TypeError, AttributeError) as error:
        raise MissingFontError(f"No font for social cards: {error}") from error
