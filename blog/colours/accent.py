"""Makes a site's accent of one colour: as it is where it can be read, else lighter or darker."""

from dataclasses import dataclass, replace
from functools import lru_cache

from blog.colours.oklch import Oklch, contrast, from_hex, to_hex

# Of links on paper; 4.5 is the least (WCAG 2.2, 1.4.3), which the tinted grounds take a part of.
PAPER_CONTRAST, MORE_CONTRAST = 5.0, 7.5
# Links in a text of this ink are underlined; curve, marks and buttons are told apart by it alone.
INK_CONTRAST = 1.5
_STEP = 0.005


@dataclass(frozen=True)
class Scheme:
    """The colours that an accent stands beside, as `site.css` has them, and those of its tint."""

    paper: str
    ink: str
    is_dark: bool
    tint_lightness: float
    tint_chroma: float


LIGHT = Scheme("#fbf9f4", "#1d1b17", False, 0.93, 0.045)
DARK = Scheme("#1a1613", "#e2ddd4", True, 0.38, 0.07)


@dataclass(frozen=True)
class Accent:
    """An accent in one scheme: for links, for who wants more contrast, and behind text."""

    colour: str
    strong: str
    tint: str


def accent_in(scheme: Scheme, colour: str) -> Accent:
    """Return the accent that `#rrggbb` makes in a scheme, of the same hue."""
    wanted = from_hex(colour)
    tint = replace(
        wanted,
        lightness=scheme.tint_lightness,
        chroma=min(wanted.chroma, scheme.tint_chroma),
    )
    return Accent(
        _readable(wanted, scheme, PAPER_CONTRAST),
        _readable(wanted, scheme, MORE_CONTRAST),
        to_hex(tint),
    )


@lru_cache(maxsize=16)
def accent_rules(colour: str) -> str:
    """Return the style rules that make `#rrggbb` the accent, to stand behind those of the site."""
    light, dark = accent_in(LIGHT, colour), accent_in(DARK, colour)
    return (
        f"@layer tokens{{:root{{--accent:light-dark({light.colour},{dark.colour});"
        f"--accent-tint:light-dark({light.tint},{dark.tint})}}}}"
        "@layer utilities{@media(prefers-contrast:more){:root{"
        f"--accent:light-dark({light.strong},{dark.strong})}}}}}}\n"
    )


@dataclass(frozen=True)
class Shade:
    """What became of a colour in a scheme: how far it stands out from paper, rounded."""

    is_dark: bool
    colour: str
    is_changed: bool
    contrast: float


def adapted(colour: str) -> list[Shade]:
    """Return the shades of `#rrggbb` on light and on dark paper."""
    found = [(scheme, accent_in(scheme, colour).colour) for scheme in (LIGHT, DARK)]
    return [
        Shade(
            scheme.is_dark, shade, shade != colour.lower(), round(contrast(shade, scheme.paper), 1)
        )
        for scheme, shade in found
    ]


def _readable(wanted: Oklch, scheme: Scheme, least: float) -> str:
    """Return the nearest colour of the same hue that stands out from paper, and from ink.

    First it is taken away from the ink, then from the paper, which counts more.
    """
    away_from_paper = _STEP if scheme.is_dark else -_STEP
    found = _moved(wanted, scheme.ink, INK_CONTRAST, -away_from_paper)
    return to_hex(_moved(found, scheme.paper, least, away_from_paper))


def _moved(colour: Oklch, beside: str, least: float, step: float) -> Oklch:
    """Return a colour made lighter or darker until its contrast is enough, at most to an end."""
    while contrast(to_hex(colour), beside) < least and 0 <= colour.lightness + step <= 1:
        colour = replace(colour, lightness=colour.lightness + step)
    return colour
