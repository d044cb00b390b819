import re

import pytest
from bs4 import BeautifulSoup

from tests.blog.markdown.rendering import build


def soup(*blocks):
    return BeautifulSoup(build(*blocks).html, "html.parser")


TEXT = "## Setup\n\nText {n}.[^1] More.[^b]\n\n[^1]: Note {n}.\n[^b]: Bee {n}.\n"
REPEATING = [("markdown", TEXT.format(n=number)) for number in range(3)]
RICH = (
    '<p>Rich<span data-footnote="">a </span><a href="https://e.org/"><span data-footnote="">link'
    '</span></a><span data-footnote=""> there</span> on.</p>'
)


def test_three_texts_that_repeat_themselves_make_one_post():
    document = build(*REPEATING)
    html = BeautifulSoup(document.html, "html.parser")
    ids = [tag["id"] for tag in html.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert [section.id for section in document.contents] == ["setup", "setup-2", "setup-3"]
    assert [note.number for note in document.notes] == [1, 2, 3, 4, 5, 6]
    assert [note.text for note in document.notes] == [
        "Note 0.", "Bee 0.", "Note 1.", "Bee 1.", "Note 2.", "Bee 2.",
    ]  # fmt: skip
    assert [link.text for link in html.select(".footnote-ref a")] == list("123456")
    assert len(html.select("ol.footnotes__list > li")) == 6


def test_every_link_within_the_post_leads_somewhere():
    html = soup(
        *REPEATING,
        ("code", {"language": "python", "code": "a\nb", "is_numbered": True}),
        ("math", {"latex": "x", "label": "eq:x"}),
        ("markdown", "[@eq:x] $\\eqref{eq:x}$"),
    )
    links = [link["href"] for link in html.select('a[href^="#"]')]
    assert len(links) > 18
    assert [link for link in links if html.find(id=link[1:]) is None] == []


def test_a_note_cited_twice_has_one_place_and_two_ways_back():
    html = soup(("markdown", "One.[^a] Two.[^a]\n\n[^a]: Only once."))
    (note,) = html.select(".footnotes li")
    assert [link["href"] for link in note.select(".footnote-backref")] == ["#fnref-a", "#fnref-a_2"]
    assert [link.text for link in html.select(".footnote-ref a")] == ["1", "1"]


def test_a_note_may_be_defined_in_another_block():
    document = build(("markdown", "Text.[^far]"), ("markdown", "More.\n\n[^far]: Defined here."))
    assert [note.text for note in document.notes] == ["Defined here."]
    assert document.problems == ()


def test_the_same_note_in_two_blocks_is_one():
    text = "Text.[^a]\n\n[^a]: The same words."
    assert len(build(("markdown", text), ("markdown", text)).notes) == 1


def test_a_note_that_nothing_defines_is_text_and_listed():
    document = build(("markdown", "Text.[^no]"), ("markdown", "[^yes]: Never cited."))
    assert "[^no]" in document.html
    assert document.notes == ()
    assert [(each.kind, each.detail, each.message) for each in document.problems] == [
        ("note", "no", ""),
        ("uncited", "[^yes]", "Never cited."),
    ]


def test_a_short_note_stands_beside_the_text_without_links():
    html = soup(("markdown", "Text.[^a]\n\n[^a]: See [this](https://example.org/) and $x^2$."))
    beside = html.select_one("small.sidenote")
    assert beside["aria-hidden"] == "true"
    assert beside.find("a") is None
    assert beside.find("math")
    assert "See this and" in beside.text


def test_a_long_note_and_one_of_blocks_stand_in_the_list_alone():
    html = soup(("markdown", f"A[^a] B[^b]\n\n[^a]: {'word ' * 200}\n\n[^b]: - one\n    - two"))
    assert html.select("small.sidenote") == []
    assert len(html.select(".footnotes__list > li")) == 2


@pytest.mark.parametrize(
    "note", ["$$a = b$$", "\\[a = b\\]", "\\begin{align}a&=b\\label{eq:c}\\end{align}",
             "```python {#lst:a}\n    x\n    ```"]
)  # fmt: skip
def test_a_note_with_an_equation_or_a_listing_stands_once(note):
    html = soup(("markdown", f"A[^a]\n\n[^a]: {note}"))
    ids = [tag["id"] for tag in html.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert html.select("small.sidenote") == []


def test_notes_within_notes_and_in_a_circle_end():
    html = soup(("markdown", "Text.[^a]\n\n[^a]: See.[^b]\n[^b]: Back.[^a]"))
    assert len(html.select(".footnotes__list > li")) == 2


def test_inline_notes_and_notes_of_rich_text_are_numbered_with_the_others():
    document = build(("markdown", "One.^[Inline *note*.]"), ("rich_text", RICH))
    assert [note.text for note in document.notes] == ["Inline note.", "a link there"]
    assert re.sub(r"\s+", " ", document.section.text).startswith("One. Rich on.")


def test_the_text_of_a_note_belongs_to_the_section_that_cites_it():
    document = build(("markdown", "## A\n\nCited.[^a]\n\n## B\n\nOther.\n\n[^a]: Quicksilver."))
    sections = {section.title: section.text for section in document.section.walk()}
    assert "Quicksilver" in sections["A"]
    assert "Quicksilver" not in sections["B"]


def test_notes_beside_stand_first_in_their_paragraph_as_one():
    html = soup(
        ("markdown", "One.\n\nTwo[^a] and *three*[^b].\n\n- Four[^a]\n\n[^a]: A.\n[^b]: B.")
    )
    one, two, *_rest = html.select(".prose > p")
    assert one.find("small") is None
    assert two.contents[0].name == "small"
    assert two.contents[0]["aria-hidden"] == "true"
    assert str(two.contents[0]).count("<br/>") == 1
    assert two.contents[0].text == "1 A.2 B."
    assert len(html.select("small.sidenote")) == 1


def test_a_note_cited_outside_a_paragraph_stays_with_its_number():
    html = soup(("markdown", "- Four[^a]\n\n[^a]: A."))
    assert html.select_one("li > .footnote-ref + small.sidenote")
