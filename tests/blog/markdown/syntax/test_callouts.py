"""Callouts of other programs: boxes with their titles, never text or sections."""

import time

import pytest
from bs4 import BeautifulSoup

from blog.markdown.limits import is_oversized
from tests.blog.markdown.rendering import build, render_markdown


@pytest.mark.parametrize(
    ("source", "kind", "title"),
    [
        ("::: note\nB\n:::", "note", "Note"),
        (":::tip[My *t*]\nB\n:::", "tip", "My t"),
        (":::info My title\nB\n:::", "note", "My title"),
        ("::: danger\nB\n:::", "caution", "Danger"),
        (":::{note} MyST\nB\n:::", "note", "MyST"),
        ("::: {.callout-warning}\n## Own\n\nB\n:::", "warning", "Own"),
        ('::: {.callout-tip title="Q" collapse="true"}\nB\n:::', "tip", "Q"),
        (":::: note\nB\n::::", "note", "Note"),
        ("::: details Sum\nB\n:::", "note", "Sum"),
        ("::: 注意\nB\n:::", "note", "注意"),
        ('!!! warning "Hot *x*"\n    B', "warning", "Hot x"),
        ("!!! note\n\n    B", "note", "Note"),
        ('!!! note ""\n    B', "note", None),
        ('??? bug "It"\n    B', "caution", "It"),
        ("???+ tip\n    B", "tip", "Tip"),
        ('!!! danger highlight "T"\n    B', "caution", "T"),
        ("- a\n\n  ::: tip\n  B\n  :::", "tip", "Tip"),
        ("> ::: tip\n> B\n> :::", "tip", "Tip"),
    ],
)
def test_a_callout_has_its_kind_and_title(source, kind, title):
    document = build(("markdown", f"{source}\n\n## After"))
    box = BeautifulSoup(document.html, "html.parser").select_one(f".markdown-alert-{kind}")
    shown = box.select_one(".markdown-alert-title")
    assert (shown.text if shown else None) == title
    assert box.find_all("p")[-1].text == "B"
    assert [each.title for each in document.headings] == ["After"]
    assert not any(sign in document.text for sign in (":::", "!!!", "???", "{"))


def test_callouts_within_each_other():
    html = BeautifulSoup(
        render_markdown("::: note\na\n\n::: tip\nb\n:::\n\n!!! bug\n    c\n\nd\n:::\ne"),
        "html.parser",
    )
    outer = html.select_one(".markdown-alert-note")
    assert outer.select_one(".markdown-alert-tip").p.find_next("p").text == "b"
    assert outer.select_one(".markdown-alert-caution").p.find_next("p").text == "c"
    assert outer.find_all("p", recursive=False)[-1].text == "d"
    assert html.find_all("p")[-1].text == "e"


def test_colons_in_code_close_nothing():
    html = render_markdown("::: note\n```\n:::\n```\nin\n:::\nout")
    assert html.index("in") < html.index("</div>") < html.index("<p>out")


@pytest.mark.parametrize(
    "source", ["::: oddly\nB\n:::", "!!! oddly\n    B", "::: {.oddly}\nB\n:::"]
)
def test_an_unknown_kind_is_a_plain_callout_and_reported(source):
    document = build(("markdown", source))
    assert "markdown-alert-note" in document.html
    assert ("callout", "oddly") in [(each.kind, each.detail) for each in document.problems]


@pytest.mark.parametrize(
    "source", ["::: open\nrest", "!!! no text", "??? what\nelse", ":::", "a ::: b", "!!!wow that"]
)
def test_what_is_no_callout_stays(source):
    document = build(("markdown", source))
    assert document.text == " ".join(source.split())


def test_a_division_with_an_id_is_a_place_and_no_box():
    html = render_markdown("[x](#here)\n\n::: {#here}\nB\n:::")
    assert "markdown-alert" not in html
    assert 'id="here"' in html


@pytest.mark.parametrize("bomb", ["::: a\n" * 6_000, "::: a\n" * 5_000 + ":::\n" * 1_500])
def test_fences_that_nothing_closes_take_no_time(bomb):
    assert not is_oversized(bomb)
    start = time.process_time()
    assert render_markdown(bomb)
    assert time.process_time() - start < 10
