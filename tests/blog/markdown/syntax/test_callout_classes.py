"""The kinds of callouts are the same for Markdown, the block and the sanitiser."""

import pytest
from bs4 import BeautifulSoup

from blog.blocks import callout
from blog.html.sanitising import CALLOUT_KINDS, CALLOUT_TITLE, callout_classes, sanitise
from blog.markdown.syntax import callouts
from tests.blog.markdown.rendering import build


def test_all_know_the_same_kinds():
    assert tuple(callouts.KINDS) == tuple(dict(callout.KINDS)) == CALLOUT_KINDS


@pytest.mark.parametrize("kind", CALLOUT_KINDS)
@pytest.mark.parametrize("way", ["markdown", "callout"])
def test_a_callout_has_its_classes_and_keeps_them(kind, way):
    value = f"::: {kind}\nText.\n:::" if way == "markdown" else {"kind": kind, "body": "<p>T</p>"}
    html = BeautifulSoup(build((way, value)).html, "html.parser")
    box = html.select_one(f".{'.'.join(callout_classes(kind).split())}")
    assert box.select_one(f"p.{CALLOUT_TITLE}").text
    assert callout_classes(kind) in sanitise(str(box))
