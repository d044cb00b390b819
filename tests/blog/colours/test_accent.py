"""Any colour becomes an accent that can be read, and stays what it is where it could be."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.colours.accent import (
    DARK,
    INK_CONTRAST,
    LIGHT,
    MORE_CONTRAST,
    PAPER_CONTRAST,
    accent_in,
    accent_rules,
    adapted,
)
from blog.colours.oklch import Oklch, contrast, from_hex, luminance, to_hex

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TOKENS = re.findall(
    r"--(paper|ink|accent): light-dark\(oklch\((.*?)\), oklch\((.*?)\)\);",
    Path("config/static/css/site.css").read_text(),
)


@given(COLOURS)
def test_a_colour_is_read_back_as_it_was(colour):
    assert to_hex(from_hex(colour)) == colour


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)


def test_paper_and_ink_are_those_of_the_style_sheet():
    of_the_sheet = {
        name: [to_hex(Oklch(*map(float, each.split()))) for each in both]
        # The first of each; who wants more contrast has another accent.
        for name, *both in reversed(TOKENS)
    }
    assert of_the_sheet["paper"] == [LIGHT.paper, DARK.paper]
    assert of_the_sheet["ink"] == [LIGHT.ink, DARK.ink]
    for colour, scheme in zip(of_the_sheet["accent"], (LIGHT, DARK), strict=True):
        assert accent_in(scheme, colour).colour == colour


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@given(COLOURS)
def test_any_colour_can_be_read(scheme, colour):
    accent = accent_in(scheme, colour)
    assert contrast(accent.colour, scheme.paper) >= PAPER_CONTRAST
    assert contrast(accent.colour, scheme.ink) >= INK_CONTRAST
    assert contrast(accent.strong, scheme.paper) >= MORE_CONTRAST
    assert contrast(accent.tint, scheme.ink) >= 4.5


def test_what_can_be_read_stays():
    light, dark = adapted("#B5321C")
    assert (light.colour, light.is_changed) == ("#b5321c", False)
    assert dark.is_changed
    assert dark.contrast >= PAPER_CONTRAST


def test_rules_hold_nothing_but_colours():
    rules = accent_rules("#1f6feb")
    assert re.sub("#[0-9a-f]{6}", "", rules).count("light-dark(,)") == 3
    assert rules.count("{") == rules.count("}")
