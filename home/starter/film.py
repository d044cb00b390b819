"""Draws the film of "Every block on one page": a server that freezes, and the queue before it."""

from functools import cache

from PIL import Image, ImageDraw, ImageFont

from blog.social_cards.lettering import FONT
from home.starter.webm import write_webm

WIDTH, HEIGHT, PER_SECOND, SECONDS = 960, 540, 4, 14
_SIZE = (640, 360)
_FREEZES, _WAKES, _SERVICE, _PAUSE = 4.0, 8.0, 0.09, 0.2
_PAPER, _INK, _QUIET, _LINE = "#fbf9f4", "#1d1b17", "#6b665e", "#d8d4cc"
_WARM, _COOL = "#b2361e", "#225a93"
_SERVER = (640, 224, 790, 316)


@cache
def draw_film() -> bytes:
    """Return the film as WebM."""
    times = [n / PER_SECOND for n in range(SECONDS * PER_SECOND)]
    return write_webm([_draw_frame(time) for time in times], per_second=PER_SECOND)


@cache
def _requests() -> list[tuple[float, float, float]]:
    """Return of each request when it was due, when it was begun and when answered, in seconds."""
    requests, free = [], 0.0
    for number in range(int(SECONDS / _PAUSE) + 1):
        due = number * _PAUSE
        begun = max(due, free)
        begun = _WAKES if _FREEZES <= begun < _WAKES else begun
        free = begun + _SERVICE
        requests.append((due, begun, free))
    return requests


def _draw_frame(time: float) -> Image.Image:
    frame = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(frame)
    is_frozen = _FREEZES <= time < _WAKES
    waits = [time - due for due, begun, _ in _requests() if due <= time < begun]
    draw.text((48, 40), "Five requests a second, one server", _INK, _font(30))
    draw.text((48, 84), f"{time:4.1f} s", _QUIET, _font(24))
    colour, word = (_WARM, "frozen") if is_frozen else (_INK, "server")
    draw.rounded_rectangle(_SERVER, 4, outline=colour, width=3)
    draw.text((715, 270), word, colour, _font(24), anchor="mm")
    draw.line((48, 340, 620, 340), _LINE, 2)
    for place in range(len(waits)):
        draw.circle((614 - 23 * place, 270), 9, _WARM)
    for _, begun, answered in _requests():
        if begun <= time < answered:
            draw.circle((715, 336), 9, _COOL)
        elif answered <= time < answered + 0.9:
            draw.circle((810 + (time - answered) * 130, 270), 9, _COOL)
    longest = max(waits, default=0.0)
    for x, value, is_large, label in (
        (48, str(len(waits)), bool(waits), "waiting"),
        (400, f"{longest:.1f} s", longest > _PAUSE, "the longest wait now"),
    ):
        draw.text((x, 400), value, _WARM if is_large else _QUIET, _font(72))
        draw.text((x + (120 if x == 48 else 180), 430), label, _QUIET, _font(24))
    return frame.resize(_SIZE, Image.Resampling.BOX)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    try:
        return ImageFont.truetype(FONT, size)
    except OSError:
        # A Pillow without WOFF2.
        return ImageFont.load_default(size)
