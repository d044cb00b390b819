"""Citations over a whole body: their order, their links, what names no source."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.document.document import Problem
from blog.rendering import citations
from blog.rendering.build import build_document, build_markdown
from tests.blog.bibliography.shelf import RECORDS, item, shelf
from tests.blog.markdown.payloads import PAYLOADS
from tests.blog.markdown.rendering import body_of


def build(*blocks, style="author-date", more=(), language="en"):
    return build_document(
        body_of(*blocks), language=language, find_sources=shelf(*more, style=style)
    )


def render(*blocks, **options):
    return BeautifulSoup(build(*blocks, **options).html, "html.parser")


def texts(soup, selector):
    """The texts of elements as readers see them, without cards and notes beside."""
    for extra in soup.select(".citation__card, .sidenote"):
        extra.extract()
    found = (element.get_text(" ", strip=True) for element in soup.select(selector))
    return [text.replace("\xa0", " ") for text in found]


EVERYWHERE = (
    ("markdown", "First [@lecun2015].[^n]\n\n[^n]: In a note [@rfc9110].\n"),
    ("rich_text", "<p>Rich @guo2017 and <code>[@guo2017]</code>.</p>"),
    ("code", {"language": "python", "code": "@gao2020\nx = 1", "caption": "Code [@wagtail]"}),
    ("markdown", "| a |\n|---|\n| [@gao2020] |\n\n: Table [@kaplan2020]\n\n"
                 "```python {caption=\"Fence [@vangogh]\"}\nx\n```\n"),
    ("quote", {"text": "Words", "source": "[@armbrust2009]"}),
    ("markdown", "Again [@lecun2015; @fielding2000]."),
)  # fmt: skip


def test_numbers_follow_the_reading_over_blocks_captions_and_notes():
    soup = render(*EVERYWHERE, style="numbered")
    assert [item["id"] for item in soup.select(".references__list > li")] == [
        "ref-lecun2015", "ref-rfc9110", "ref-guo2017", "ref-wagtail", "ref-kaplan2020",
        "ref-gao2020", "ref-vangogh", "ref-armbrust2009", "ref-fielding2000",
    ]  # fmt: skip
    assert texts(soup, "p > .citation")[:3] == ["[1]", "Guo et al. [3]", "[1]"]
    assert texts(soup, "code")[0] == "[@guo2017]"


@pytest.mark.parametrize(
    "block",
    [("quote", {"text": "Words [@gao2020]", "source": ""}),
     ("callout", {"kind": "note", "title": "After [@gao2020]", "body": "<p>Text.</p>"}),
     ("heading", {"text": "After [@gao2020]", "level": "h2"})],
    ids=lambda block: block[0],
)  # fmt: skip
def test_every_text_of_a_block_cites_as_its_markdown_does(block):
    markdown = build_markdown(body_of(block))
    for each in (block, ("markdown", markdown)):
        assert texts(render(each), ".citation") == ["Gao, 2020"]


def test_links_lead_both_ways():
    soup = render(*EVERYWHERE)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in soup.select(".citation, .references .footnote-backref"):
        assert link["href"].removeprefix("#") in ids
    first = soup.select_one("#ref-lecun2015")
    assert [link["href"] for link in first.select(".footnote-backref")] == [
        "#cite-lecun2015", "#cite-lecun2015-2",
    ]  # fmt: skip
    assert texts(soup, "#ref-lecun2015 .footnote-backref") == ["↩ a", "b"]


def test_the_list_stands_behind_the_notes_or_below_a_heading_of_its_own():
    text = "A [@guo2017].[^n]\n\n[^n]: Note.\n"
    soup = render(("markdown", text))
    sections = [section["class"] for section in soup.find_all("section")]
    assert sections == [["footnotes"], ["references"]]
    assert soup.select_one(".references > h2").get_text() == "References"
    soup = render(("markdown", f"{text}\n## Sources"))
    assert [section["class"] for section in soup.find_all("section")] == [
        ["references"],
        ["footnotes"],
    ]
    assert not soup.select(".references h2")


def test_the_document_knows_its_sources():
    document = build(("markdown", "[@guo2017] [@missing] @nobody"))
    (source,) = document.sources
    assert (source.key, source.title, source.year) == (
        "guo2017", RECORDS["guo2017"]["title"], "2017"
    )  # fmt: skip
    assert source.authors == "Chuan Guo; Geoff Pleiss; Yu Sun; Kilian Q. Weinberger"
    assert [each.key for each in document.cited_keys] == ["guo2017", "missing", "nobody"]
    assert "(Guo et al., 2017)" in document.text
    assert type(document).from_json(document.to_json(), html=document.html) == document


def test_what_cites_nothing_is_stored_as_before_there_were_citations():
    values = build(("markdown", "Mail a@b.org.")).to_json()
    assert not {"sources", "cited_keys"} & values.keys()


def test_keys_in_brackets_that_no_source_has_are_problems():
    document = build(("markdown", "[@missing]\n\n[@guo2017; @gone]\n\n@somebody"))
    block = "00000001-0000-4000-8000-000000000000"
    assert document.problems == (
        Problem("source", "missing", block_id=block),
        Problem("source", "gone", block_id=block),
    )
    soup = BeautifulSoup(document.html, "html.parser")
    assert texts(soup, "p") == ["[@missing]", "( Guo et al., 2017 ; @gone)", "@somebody"]


@pytest.mark.parametrize(
    "text",
    [
        "`[@guo2017]` and `@guo2017`",
        "```\n[@guo2017] @guo2017\n```",
        "    @guo2017",
        "$[@guo2017]$ and $$@guo2017$$",
        "me@guo2017.org and <me@guo2017.org>",
        "https://example.org/@guo2017 and <https://example.org/?a=[@guo2017]>",
        "[@guo2017](https://example.org/) and [see @guo2017](https://example.org/)",
        "[@guo2017]\n\n[@guo2017]: https://example.org/",
        "[text][@guo2017]\n\n[@guo2017]: https://example.org/",
        "\\@guo2017",
        "![@guo2017 and [@guo2017]](image:1)",
        '<a href="https://example.org/">@guo2017</a>',
        "<pre>[@guo2017]</pre>",
        "x[^@guo2017]\n\n[^@guo2017]: note",
    ],
)
def test_what_is_no_citation(text):
    document = build(("markdown", text))
    assert document.sources == document.cited_keys == ()


@pytest.mark.parametrize(
    "text", ["<p><code>@guo2017</code></p>", '<p><a href="https://e.org/">[@guo2017]</a></p>',
             '<p><span data-math="">@guo2017</span></p>', "<p>me@guo2017.org</p>"]
)  # fmt: skip
def test_what_is_no_citation_in_rich_text(text):
    assert build(("rich_text", text)).sources == ()


def test_a_label_comes_before_a_source_of_the_same_name():
    document = build(("markdown", "## Here {#guo2017}\n\nSee [@guo2017] and [@guo2017, p. 4]."))
    html = BeautifulSoup(document.html, "html.parser")
    assert html.select_one(".reference").get_text() == "Here"
    assert len(html.select(".citation")) == 1


def test_a_note_beside_the_text_stands_at_the_first_citation_in_a_paragraph():
    table = "| a |\n|---|\n| [@guo2017] |\n\n: T [@guo2017]\n\n"
    soup = render(("markdown", f"{table}One [@guo2017] and [@guo2017].\n\nTwo [@guo2017]."))
    (note,) = soup.select(".sidenote")
    assert note.get_text() == "Guo et al., 2017 On Calibration of Modern Neural Networks."
    assert "One" in note.parent.get_text()


def test_the_list_is_in_the_language_of_the_page():
    soup = render(("markdown", "[@armbrust2009, p. 2] und @guo2017"), language="de")
    assert soup.select_one(".references")["aria-label"] == "Literatur"
    assert texts(soup, "p")[0] == "( Armbrust & Fox, 2009, S. 2 ) und Guo et al. (2017)"


def test_footnotes_that_cite_each_other_are_read_once():
    chain = "\n".join(f"[^{n}]: x[^{n + 1}] [@guo2017]" for n in range(600))
    document = build(("markdown", f"a[^0]\n\n{chain}\n[^600]: end[^0]"))
    assert len(document.sources) == 1


@pytest.mark.parametrize("text", ["@guo2017 ", "[@guo2017; @guo2017] "])
def test_what_is_cited_beyond_all_measure_stands_as_typed(text, monkeypatch):
    monkeypatch.setattr(citations, "MAX_CITES", 4)
    assert len(render(("markdown", text * 9)).select(".citation")) == 4


def test_keys_beyond_all_measure_are_not_looked_up(monkeypatch):
    monkeypatch.setattr(citations, "MAX_KEYS", 2)
    document = build(("markdown", "@one @two [@guo2017]"))
    assert [each.key for each in document.cited_keys] == ["one", "two"]
    assert "[@guo2017]" in document.html


def test_the_number_of_a_page_stays_beside_its_word():
    assert "p.\xa04" in build(("markdown", "[@guo2017, p. 4]")).html


def test_another_source_makes_another_document():
    body = body_of(("markdown", "[@x]"))
    first = build_document(body, find_sources=shelf(item("x", title="One")))
    second = build_document(body, find_sources=shelf(item("x", title="Two")))
    assert build_document(body, find_sources=shelf(item("x", title="Two"))) is second
    assert "One" in first.html
    assert "Two" in second.html


@pytest.mark.parametrize("style", ["author-date", "numbered"])
def test_no_script_comes_in_by_a_record(style):
    hostile = [
        item(f"x{place}", author=[{"literal": payload}],
             **dict.fromkeys(("title", "publisher", "URL", "DOI"), payload))
        for place, payload in enumerate(PAYLOADS)
    ]  # fmt: skip
    text = " ".join(f"[@{each['id']}]" for each in hostile)
    soup = render(("markdown", text), more=hostile, style=style)
    assert len(soup.select(".references li")) == len(PAYLOADS)
    for tag in soup.find_all():
        assert not any(name.startswith("on") for name in tag.attrs), tag
        assert tag.name not in ("script", "img", "svg", "iframe", "style", "form"), tag
        assert str(tag.get("href", "#")).startswith(("#", "https://", "http://")), tag


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([
            "@", "[@", "]", "[-@", "; ", "@guo2017", "guo2017", ", p. 4", "`", "\n\n", "[^1]",
            "[^1]: ", "(", "](x)", "<b>", "|", "$", "\\", "@{", "}", "# ", "see ", ":", "*", "é",
        ]),
        max_size=40,
    ).map("".join)
)  # fmt: skip
@pytest.mark.parametrize("style", ["author-date", "numbered"])
def test_no_text_makes_rendering_raise(style, text):
    build(("markdown", text), ("rich_text", f"<p>{text}</p>"), style=style)
