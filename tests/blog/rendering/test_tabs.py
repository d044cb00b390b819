"""Listings that follow each other and say that they belong together."""

import pytest
from bs4 import BeautifulSoup

from blog.rendering.build import build_markdown
from blog.rendering.standalone import standalone_html
from tests.blog.markdown.rendering import body_of, build


def fence(name="a", tabs="x"):
    return f'```python title="{name}"' + (f' tabs="{tabs}"' if tabs else "") + "\nx\n```\n\n"


def code(name="a", tabs="x", **values):
    return ("code", {"language": "python", "code": "x", "file_name": name, "tabs": tabs, **values})


def groups(*blocks) -> list[list[str]]:
    soup = BeautifulSoup(build(*blocks).html, "html.parser")
    return [[each.p.text for each in box.find_all("figure")] for box in soup.select(".tabs")]


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ([("markdown", fence("a") + fence("b"))], [["a", "b"]]),
        ([("markdown", f"Text\n\n{fence('a')}{fence('b')}{fence('c', 'y')}{fence('d', 'y')}")],
         [["a", "b"], ["c", "d"]]),
        ([code("a"), code("b", output="1"), code("c", label="lst:c")], [["a", "b", "c"]]),
        ([("markdown", "> " + (fence("a") + fence("b")).rstrip().replace("\n", "\n> "))],
         [["a", "b"]]),
    ],
)  # fmt: skip
def test_neighbours_with_the_same_word_are_one(blocks, found):
    assert groups(*blocks) == found
    assert build(*blocks).problems == ()


@pytest.mark.parametrize(
    "blocks",
    [
        [("markdown", fence("a", "") + fence("b", ""))],
        [code("a", ""), code("b", "")],
    ],
)
def test_listings_that_say_nothing_stay_as_they_are(blocks):
    assert groups(*blocks) == []
    assert build(*blocks).problems == ()


@pytest.mark.parametrize(
    "blocks",
    [
        [("markdown", f"{fence('a')}Text\n\n{fence('b')}")],
        [code("a"), ("markdown", "Text"), code("b")],
        [code("a", "x"), code("b", "y")],
    ],
)
def test_a_tab_without_a_neighbour_is_told(blocks):
    assert groups(*blocks) == []
    assert {each.kind for each in build(*blocks).problems} == {"lone_tab"}


@pytest.mark.parametrize(
    "value",
    [{"width": "wide"}, {"width": "column"}, {"is_open": True}, {"tabs": 'a "b" \\ c'}, {}],
)
def test_how_a_block_is_shown_returns_from_its_markdown(value):
    raw = ("code", {"language": "python", "code": "x\n" * 40, "caption": "C", **value})
    document = build(raw)
    again = build(("markdown", build_markdown(body_of(raw))))

    def shape(html):
        soup = BeautifulSoup(html, "html.parser")
        return soup.figure["class"], len(soup.select(".code__rest")), soup.code.text.strip()

    assert shape(again.html) == shape(document.html)
    assert [each.detail for each in again.problems] == [each.detail for each in document.problems]


@pytest.mark.parametrize(
    ("lines", "info", "hidden"),
    [
        (30, "", 0), (31, "", 11), (64, "", 44), (64, "fold=false", 0), (64, "code-fold=false", 0),
        (64, "{40}", 24), (64, "{60}", 0), (64, "showLineNumbers", 44), (64, "{9000}", 44),
    ],
)  # fmt: skip
def test_a_long_listing_folds_below_what_is_meant_to_be_seen(lines, info, hidden):
    code = "\n".join(f"x{number} = 1" for number in range(1, lines + 1))
    document = build(("markdown", f"```python {info}\n{code}\n```"))
    soup = BeautifulSoup(document.html, "html.parser")
    rest = soup.select_one(".code__rest")
    assert (len(rest.text.split("\n")) if rest else 0) == hidden
    assert bool(soup.select_one(".code__fold input")) == bool(hidden)
    assert soup.code.text.strip() == code
    assert document.listings[0].text.strip() == code
    feed = BeautifulSoup(standalone_html(document.html), "html.parser")
    assert feed.find("pre").text.strip() == code
    assert not feed.select("[hidden], label, input")


def test_feeds_show_tabs_below_each_other():
    feed = BeautifulSoup(standalone_html(build(code("a"), code("b")).html), "html.parser")
    assert [each.text for each in feed.find_all("strong")] == ["a", "b"]
    assert not feed.find("div")


def test_a_body_of_before_there_were_notes_and_tabs_renders():
    old = {"language": "python", "code": "x", "file_name": "", "lines": "", "is_numbered": False,
           "output": "", "caption": "", "label": ""}  # fmt: skip
    html = build(("code", old)).html
    assert 'class="code"' in html
    assert "annotations" not in html
