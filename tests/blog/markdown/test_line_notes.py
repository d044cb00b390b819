"""Notes on lines of code: Quarto's form, read, shown, heard, written and taken along."""

import pytest
from bs4 import BeautifulSoup

from blog.checks.body import findings_of
from blog.rendering.build import build_markdown
from blog.rendering.standalone import standalone_html
from tests.blog.markdown.rendering import body_of, build

SOURCE = "```python\na = 1  # <1>\nb = 2\nc = a  # <1> <2>\n```\n\n1. First, `a`.\n2. Second.\n"


def problems(document) -> list[tuple[str, str]]:
    return [(each.kind, each.detail) for each in document.problems]


def check_links(soup):
    for link in soup.select(".code__mark, .annotations__number"):
        target = soup.find(id=link["href"][1:])
        assert target is not None
        assert link["aria-label"]


def test_marks_and_notes_lead_to_each_other():
    document = build(("markdown", SOURCE))
    soup = BeautifulSoup(document.html, "html.parser")
    assert soup.code.get_text() == "a = 1\nb = 2\nc = a"
    assert [each["data-note"] for each in soup.select(".code__mark")] == ["1", "1", "2"]
    assert [each.get_text(" ", strip=True) for each in soup.select(".annotations > li")] == [
        "1 First, a .", "2 Second."
    ]  # fmt: skip
    check_links(soup)
    assert document.problems == ()
    assert document.listings[0].text == "a = 1\nb = 2\nc = a\n"
    assert "<1>" not in document.section.code
    assert document.text == "First, a. Second."


@pytest.mark.parametrize(
    "mark",
    ["# <1>", "// <1>", "-- <1>", "% <1>", "; <1>", "/* <1> */", "<!-- <1> -->", "(* <1> *)"],
)
def test_any_languages_comment_marks_a_line(mark):
    document = build(("markdown", f"```\na {mark}\n```\n\n1. Note\n"))
    assert document.listings[0].text == "a\n"


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("```py\na # <1>\n```\n\nText.\n\n1. One", ["<1>"]),
        ("```py\na # <1>\nb # <3>\n```\n\n1. One\n2. Two", ["<2>", "<3>"]),
        ("```py\na # <2>\n```\n\n3. Three", ["<2>"]),
    ],
)
def test_marks_and_notes_that_do_not_meet_are_told_and_stay(source, wrong):
    document = build(("markdown", source))
    assert [each for each in problems(document) if each[0] == "line_note"] == [
        ("line_note", each) for each in wrong
    ]
    text = BeautifulSoup(document.html, "html.parser").get_text()
    assert [each for each in wrong if f"# {each}" in source and f"# {each}" not in text] == []


@pytest.mark.parametrize(
    "source",
    [
        "```py\nx = a<1>(b)\n```\n\n1. One",
        "```xml\n<1>\n```\n\n1. One",
        "```py\nx\n```\n\n1. One",
        "    a # <1>\n\n1. One",
    ],
)
def test_a_list_below_other_code_stays_a_list(source):
    document = build(("markdown", source))
    assert "annotations" not in document.html
    assert document.problems == ()


def test_a_block_of_code_has_notes_and_writes_them_as_markdown_that_reads_the_same():
    value = {
        "language": "python", "code": "a = 1  # <1>\nb = 2  # <2>",
        "notes": ["<p>First <b>bold</b>.</p><p>More.</p>", "<p>Second.</p>"],
    }  # fmt: skip
    document = build(("code", value))
    check_links(BeautifulSoup(document.html, "html.parser"))
    markdown = build_markdown(body_of(("code", value)))
    assert markdown.endswith("```\n\n1. First **bold**.\n\n   More.\n2. Second.")
    again = build(("markdown", markdown))
    assert again.problems == document.problems == ()
    assert again.text == document.text == "First bold. More. Second."
    assert again.listings[0].text.strip() == document.listings[0].text.strip()


def test_feeds_say_the_numbers_in_words():
    soup = BeautifulSoup(standalone_html(build(("markdown", SOURCE)).html), "html.parser")
    assert soup.find("pre").get_text() == "a = 1 (1)\nb = 2\nc = a (1) (2)"
    assert not soup.select("ol a")
    assert [each.get_text(strip=True) for each in soup.select("ol > li")][1] == "Second."


def test_a_mark_is_no_fault_of_the_code():
    source = '```json\n{"a": 1} // <1>\n```\n\n1. One'
    assert findings_of(body_of(("markdown", source))) == []


def test_hostile_lines_of_code_take_no_time():
    build(("markdown", "```\n" + (" " * 4_000 + "<1> " * 500 + "\n") * 8 + "```\n\n1. x"))
