"""Which addresses are links and which pictures are shown; all others are words."""

import pytest
from bs4 import BeautifulSoup

from blog.html.sanitising import WEB_SCHEMES
from tests.blog.markdown.rendering import build, problems_of, text_of


@pytest.mark.parametrize("scheme", sorted(WEB_SCHEMES))
@pytest.mark.parametrize("spelling", ["[a]({}:x)", "<a href='{}:x'>a</a>"])
def test_harmless_schemes_are_linked(scheme, spelling):
    document = build(
        ("markdown", spelling.format(scheme)), ("rich_text", f'<a href="{scheme}:y">b</a>')
    )
    addresses = [link["href"] for link in BeautifulSoup(document.html, "html.parser")("a")]
    assert addresses == [f"{scheme}:x", f"{scheme}:y"]
    assert problems_of(document) == []


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
     "blob:x", "view-source:x", "intent:x", "foo+bar:baz", "page:x"],
)  # fmt: skip
@pytest.mark.parametrize(
    "spelling", ["[words]({})", "[words][r]\n\n[r]: {}", "<a href='{}'>words</a>"]
)
def test_other_schemes_are_text_with_their_address(address, spelling):
    document = build(("markdown", spelling.format(address)))
    assert f"words ({address})" in text_of(document)
    assert not BeautifulSoup(document.html, "html.parser")("a")
    assert problems_of(document) == [("address", address)]


@pytest.mark.parametrize("address", ["std::vector", "javascript:x", "your:key"])
def test_what_looks_like_an_address_in_angle_brackets_is_shown_as_typed(address):
    document = build(("markdown", f"A <{address}> b."))
    assert text_of(document).strip() == f"A <{address}> b."
    assert problems_of(document) == [("address", address)]


@pytest.mark.parametrize(
    "address",
    ["https://e.org/x.png", "//e.org/x.png", "plots/x.png", "/admin/logout/", "/media/../admin/",
     "/media/%2e%2e/admin/logout/", "/media/..%2fadmin", "/media/x%5c..%5cadmin", "/search/?q=x"],
)  # fmt: skip
@pytest.mark.parametrize(
    "spelling", ["![A curve]({})", "<img src='{}' alt='A curve'>", "![A curve][r]\n\n[r]: {}"]
)
def test_a_picture_from_elsewhere_is_a_link_with_its_alt_text(address, spelling):
    document = build(("markdown", spelling.format(address)))
    html = BeautifulSoup(document.html, "html.parser")
    assert not html("img")
    assert html.a.text == "A curve"
    assert [kind for kind, _detail in problems_of(document)] == ["picture"]


def test_a_badge_stays_one_link():
    source = (
        "[![Build](https://e.org/b.svg)](https://e.org/ci) <a href='/x'><img src='//b' alt='B'></a>"
    )
    html = BeautifulSoup(build(("markdown", source)).html, "html.parser")
    assert [(link["href"], link.text) for link in html("a")] == [
        ("https://e.org/ci", "Build"),
        ("/x", "B"),
    ]


def test_a_figure_from_elsewhere_keeps_its_caption_and_label():
    document = build(("markdown", '![Loss](//e.org/x.png "By epoch"){#fig:x}\n\nSee [@fig:x].'))
    assert "Figure 1 By epoch" in text_of(document)
    assert 'href="#fig-x"' in document.html


@pytest.mark.parametrize("address", ["image:3", "/media/original_images/x.png"])
def test_pictures_of_the_library_are_shown(address):
    document = build(("markdown", f"![a]({address}) <img src='{address}' alt='b'>"))
    assert len(BeautifulSoup(document.html, "html.parser")("img")) == 2
    assert problems_of(document) == []


def test_a_label_of_a_picture_keeps_tags_and_formulas_as_text():
    html = build(("markdown", "![List<T> of $x$](image:3)")).html
    assert 'alt="List&lt;T&gt; of x"' in html
