"""What a page alone has a use for is written and read by the same constants."""

import pytest
from bs4 import BeautifulSoup

from blog.html.page_furniture import SIDENOTE, sidenote, without_page_furniture
from tests.blog.markdown.rendering import build

BODY = [
    (
        "markdown",
        "## [On](#setup)\n\n## Setup\n\nText.[^1] [on](https://e.example/)\n\n[^1]: Beside.",
    ),
    ("code", {"language": "python", "code": "a\nb", "is_numbered": True}),
]
FURNITURE = ["small.sidenote", "a.anchor", "a.title-link", "a.code__raw", "a.line__number"]


@pytest.fixture(scope="module")
def document():
    return build(*BODY)


@pytest.mark.parametrize("selector", FURNITURE)
def test_what_a_body_writes_is_taken_out_of_it(document, selector):
    assert BeautifulSoup(document.html, "html.parser").select(selector)
    rest = without_page_furniture(document.html)
    assert not BeautifulSoup(rest, "html.parser").select(selector)


def test_all_else_stays(document):
    rest = BeautifulSoup(without_page_furniture(document.html), "html.parser")
    assert [each.text.strip() for each in rest.find_all("h2")] == ["On", "Setup"]
    assert "a\nb" in rest.find("pre").text
    assert rest.select_one(".footnote-backref")["href"].startswith("#fnref-")


def test_a_note_beside_the_text_is_found_as_it_was_written():
    assert SIDENOTE.fullmatch(sidenote("1 <i>Note</i>"))[1] == "1 <i>Note</i>"


def test_the_way_back_from_a_note_is_no_link_of_the_text(document):
    assert 'class="footnote-backref"' in document.html
    assert [link.text for link in document.links] == ["On", "on"]
