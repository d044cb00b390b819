"""Paints a card: paper, ink, the falling loss curve, and the words where a legend would stand."""

from io import BytesIO
from math import exp

from PIL import Image, ImageDraw

from blog.colours.accent import LIGHT, accent_in
from blog.models.social_card import SIZE
from blog.social_cards.card import Card
from blog.social_cards.lettering import Type, breaks_anywhere, is_rtl

# The site's colours in its light scheme.
PAPER, INK, QUIET, ACCENT = "#fbf9f4", "#1c1a17", "#5b564d", "#b3361b"

# Where the words stand, in pixels.
LEFT, RIGHT = 216, 1128
NAME_LINE, FACTS_LINE = 96, 580
TITLE_TOP, TITLE_BOTTOM = 132, 420
TITLE_SIZES = (116, 104, 92, 84, 76, 68, 62, 56, 50, 46)
LEADING = 1.14
SMALL = Type(36)
TAG_WIDTH = 320

# The emblem, from beyond the upper edge down and out to the right: most of a loss is soon gone,
# the rest takes long. Pixels; shares of the height, and how far each reaches.
START, FLOOR, STROKE = 30, 508, 9
DECAYS = ((0.82, 48), (0.18, 230))
# Drawn so many times as large, since Pillow's lines have no soft edges.
FINE = 3


def paint(card: Card) -> bytes:
    """Return a card as a PNG of 1,200 by 630 pixels."""
    image = Image.new("RGB", SIZE, PAPER)
    curve = accent_in(LIGHT, card.accent).colour if card.accent else ACCENT
    image.paste(curve, mask=_curve_mask())
    pen = ImageDraw.Draw(image)
    if card.title:
        _write_text(pen, SMALL, card.site_name, (LEFT, NAME_LINE), INK)
        _write_title(pen, card.title)
    else:
        _write_title(pen, card.site_name)
    _write_facts(pen, card)
    output = BytesIO()
    image.quantize(64, method=Image.Quantize.MEDIANCUT).save(output, "png", optimize=True)
    return output.getvalue()


def _write_title(pen: ImageDraw.ImageDraw, title: str) -> None:
    size, lines = fit_title(title)
    height = round(size * LEADING)
    # Stands on the middle of its space, a little above.
    top = TITLE_TOP + (TITLE_BOTTOM - TITLE_TOP - len(lines) * height) * 2 // 5
    for number, line in enumerate(lines):
        start = RIGHT - Type(size).width(line) if is_rtl(title) else LEFT
        _write_text(pen, Type(size), line, (start, top + round(size * 0.9) + number * height), INK)


def fit_title(title: str) -> tuple[int, list[str]]:
    """Return the largest size in which a title fits, and its lines; else it is cut.

    A word is broken only where it fits in no size.
    """
    space = TITLE_BOTTOM - TITLE_TOP
    for may_break in (True,) if breaks_anywhere(title) else (False, True):
        for size in TITLE_SIZES:
            count = int(space // (size * LEADING))
            lines = Type(size).lines(title, RIGHT - LEFT)
            if len(lines) <= count and (may_break or " ".join(lines) == title):
                return size, Type(size).balanced(title, RIGHT - LEFT)
    last = " ".join(lines[count - 1 :])
    return size, [*lines[: count - 1], Type(size).cut(last, RIGHT - LEFT)]


def _write_facts(pen: ImageDraw.ImageDraw, card: Card) -> None:
    tag = SMALL.cut(card.tag, TAG_WIDTH)
    space = RIGHT - LEFT - (SMALL.width(tag) + 48 if tag else 0)
    _write_text(pen, SMALL, SMALL.cut(card.authors, space), (LEFT, FACTS_LINE), INK)
    _write_text(pen, SMALL, tag, (RIGHT - SMALL.width(tag), FACTS_LINE), QUIET)


def _write_text(
    pen: ImageDraw.ImageDraw, kind: Type, text: str, start: tuple[float, float], colour: str
) -> None:
    x, baseline = start
    for face, run in kind.runs(text):
        pen.text((x, baseline), run, font=face, fill=colour, anchor="ls")
        x += face.getlength(run)


def _curve_mask() -> Image.Image:
    mask = Image.new("L", [side * FINE for side in SIZE], 0)
    points = [(x * FINE, _loss_at(x) * FINE) for x in range(0, SIZE[0] + STROKE, 2)]
    ImageDraw.Draw(mask).line(points, fill=255, width=STROKE * FINE, joint="curve")
    return mask.resize(SIZE, Image.Resampling.LANCZOS)


def _loss_at(x: float) -> float:
    return FLOOR * (1 - sum(share * exp((START - x) / reach) for share, reach in DECAYS))
