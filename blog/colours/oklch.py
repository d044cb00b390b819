"""Converts colours between sRGB, as `#rrggbb`, and OKLCH (Björn Ottosson, "Oklab", 2020)."""

import math
import re
from dataclasses import dataclass

HEX = re.compile(r"#[0-9a-fA-F]{6}")
# How far a channel may lie outside of what screens show, by rounding.
_SLACK = 1e-4


@dataclass(frozen=True)
class Oklch:
    """A colour: its lightness from 0 to 1, its chroma, and its hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def from_hex(text: str) -> Oklch:
    """Return the colour that `#rrggbb` names."""
    red, green, blue = (_linear(int(text[place : place + 2], 16) / 255) for place in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def to_hex(colour: Oklch) -> str:
    """Return a colour as `#rrggbb`; with less chroma where no screen shows it."""
    chroma = colour.chroma
    while True:
        channels = _linear_channels(Oklch(colour.lightness, chroma, colour.hue))
        if chroma <= 0 or all(-_SLACK <= each <= 1 + _SLACK for each in channels):
            return "#" + "".join(f"{round(255 * _curved(each)):02x}" for each in channels)
        chroma = max(chroma - 0.002, 0)


def luminance(text: str) -> float:
    """Return the relative luminance (WCAG 2.2) of `#rrggbb`."""
    red, green, blue = (_linear(int(text[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (WCAG 2.2) of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _linear_channels(colour: Oklch) -> tuple[float, float, float]:
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _curved(channel: float) -> float:
    bounded = min(max(channel, 0.0), 1.0)
    return 12.92 * bounded if bounded <= 0.0031308 else 1.055 * bounded ** (1 / 2.4) - 0.055
