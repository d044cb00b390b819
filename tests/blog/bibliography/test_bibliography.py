"""Lists and citations in the two styles."""

import pytest
from bs4 import BeautifulSoup

from blog.bibliography import bibliography
from blog.bibliography.bibliography import Bibliography
from blog.bibliography.library import AUTHOR_DATE, NUMBERED
from blog.bibliography.styles import loaded
from blog.bibliography.syntax import find_citations
from tests.blog.bibliography.shelf import RECORDS, dated, item, names

STYLES = (AUTHOR_DATE, NUMBERED)


def entries(*items, style=AUTHOR_DATE, language="en"):
    """The entries of a list as plain text, by their keys, in its order."""
    with loaded(style, language) as csl:
        written = Bibliography(items, csl)
        return {entry.key: written.entry_words(entry) for entry in written}


def entry_html(*items, style=AUTHOR_DATE):
    with loaded(style, "en") as csl:
        written = Bibliography(items, csl)
        return "".join(map(written.entry_html, written))


def cited(text, *items, style=AUTHOR_DATE, language="en"):
    """What a citation of some items reads as."""
    ((_start, _end, citation),) = find_citations(text)
    with loaded(style, language) as csl:
        written = Bibliography(items, csl)
        if citation.is_in_text:
            html = written.in_text_html(citation.cites[0])
        else:
            html = written.enclosed([written.cite_html(cite) for cite in citation.cites])
        return html.replace("\xa0", " ")


@pytest.mark.parametrize("language", ["en", "de", "en-gb", "xx", ""])
@pytest.mark.parametrize("style", [*STYLES, "another"])
def test_every_type_is_written_in_every_style(style, language):
    written = entries(*map(item, RECORDS), style=style, language=language)
    for key, words in written.items():
        assert RECORDS[key]["title"].split()[0] in words
        assert "None" not in words


def test_entries_by_authors_and_years():
    assert entries(item("lecun2015"), item("guo2017"), item("fielding2000"), item("rfc9110")) == {
        "fielding2000": "Fielding, R. T. (2000). Architectural Styles and the Design of "
        "Network-based Software Architectures [PhD thesis]. University of California, Irvine.",
        "guo2017": "Guo, C., Pleiss, G., Sun, Y., & Weinberger, K. Q. (2017). On Calibration of "
        "Modern Neural Networks. Proceedings of the 34th International Conference on Machine "
        "Learning, 1321–1330. https://proceedings.mlr.press/v70/guo17a.html",
        "lecun2015": "LeCun, Y., Bengio, Y., & Hinton, G. (2015). Deep learning. Nature, "
        "521(7553), 436–444. https://doi.org/10.1038/nature14539",
        "rfc9110": "RFC 9110: HTTP Semantics. (2022). https://www.rfc-editor.org/rfc/rfc9110",
    }


def test_numbered_entries_stay_in_the_order_of_the_text():
    written = entries(item("lecun2015"), item("armbrust2009"), style=NUMBERED, language="de")
    assert written == {
        "lecun2015": "Y. LeCun, Y. Bengio, und G. Hinton, „Deep learning“, Nature, Bd. 521, "
        "Nr. 7553, S. 436–444, Mai 2015, doi: 10.1038/nature14539.",
        "armbrust2009": "M. Armbrust und A. Fox, „Above the Clouds“, University of California, "
        "Berkeley, Technical Report UCB/EECS-2009-28, Feb. 2009.",
    }


def test_a_list_is_sorted_by_names_years_and_titles():
    same = names("Ábel, Zoe")
    written = entries(
        item("z", author=names("Zhang, A.")),
        item("c", title="Beta", author=same, issued=dated(2020)),
        item("b", title="The other", author=same, issued=dated(2019)),
        item("a", title="alpha", author=same, issued=dated(2020)),
        item("vangogh"),
        item("n", title="Nobody's"),
    )
    assert list(written) == ["b", "a", "c", "n", "vangogh", "z"]


def test_letters_tell_the_works_of_one_year_apart():
    people = names("Kaplan, Jared", "McCandlish, Sam")
    first = item("first", title="B", author=people, issued=dated(2026, 3))
    second = item("second", title="A", author=people, issued=dated(2026))
    other = item("other", author=people, issued=dated(2025))
    items = (first, second, other)
    written = entries(*items)
    assert "(2026b)" in written["first"]
    assert "(2026a)" in written["second"]
    assert "(2025)" in written["other"]
    assert cited("[@first; @second]", *items) == (
        "(Kaplan &amp; McCandlish, 2026b; Kaplan &amp; McCandlish, 2026a)"
    )
    assert cited("[-@first]", *items) == "(2026b)"
    assert "2026a" not in "".join(entries(*items, style=NUMBERED).values())


@pytest.mark.parametrize(
    ("text", "language", "authors_and_years", "numbers"),
    [
        ("[@guo2017]", "en", "(Guo et al., 2017)", "[1]"),
        ("[@guo2017, p. 4]", "en", "(Guo et al., 2017, p. 4)", "[1, p. 4]"),
        ("[@guo2017, pp. 4-5]", "de", "(Guo et al., 2017, S. 4–5)", "[1, S. 4–5]"),
        ("[@armbrust2009, ch. 2]", "en", "(Armbrust &amp; Fox, 2009, Chapter 2)", "[2, Ch. 2]"),
        ("[-@guo2017, p. 4]", "en", "(2017, p. 4)", "[1, p. 4]"),
        ("@guo2017", "en", "Guo et al. (2017)", "Guo et al. [1]"),
        ("@guo2017 [p. 4]", "de", "Guo et al. (2017, S. 4)", "Guo u. a. [1, S. 4]"),
        ("@armbrust2009", "de", "Armbrust und Fox (2009)", "Armbrust und Fox [2]"),
        ("@rfc9110", "en", "RFC 9110: HTTP Semantics (2022)", "RFC 9110: HTTP Semantics [3]"),
        ("[@guo2017; @rfc9110]", "en",
         "(Guo et al., 2017; <i>RFC 9110: HTTP Semantics</i>, 2022)", "[1], [3]"),
    ],
)  # fmt: skip
def test_citations(text, language, authors_and_years, numbers):
    items = [item("guo2017"), item("armbrust2009"), item("rfc9110")]
    assert cited(text, *items, language=language) == authors_and_years
    assert cited(text, *items, language=language, style=NUMBERED) == numbers


@pytest.mark.parametrize(
    "values",
    [
        {"author": [{"family": "李", "given": "雷"}]},
        {"author": [{"given": "bell", "family": "hooks"}]},
        {"author": [{"given": "Plato", "literal": "Plato"}]},
        {"issued": {"date-parts": [[2020, 1, 1], [2020, 2, 2]]}},
        {"issued": {"date-parts": [[2020]], "season": 2}},
        {"issued": {"literal": "in the spring"}},
        {"issued": {"date-parts": [[-300]]}},
        {"page": "1-2, 5", "number": "no. 3"},
        {"title": ""},
        {"type": "no type at all"},
        {
            "title": "",
            "author": [],
            "container-title": "",
            "publisher": "",
            "URL": "",
            "issued": None,
            "page": "",
        },
        {"edition": "2", "volume": "ten", "number-of-pages": "many"},
    ],
)
@pytest.mark.parametrize("style", STYLES)
def test_unusual_records(style, values, caplog):
    (words,) = entries(item("guo2017", **values), style=style).values()
    assert words
    assert " ." not in words
    assert not caplog.records


def test_a_record_that_citeproc_fails_at_is_named_by_its_authors(caplog, monkeypatch):
    monkeypatch.setattr(bibliography, "CiteProcJSON", None)
    (words,) = entries(item("guo2017")).values()
    assert words.startswith("Guo et al., 2017")
    assert "guo2017" in caplog.text


HOSTILE = '<script>alert(1)</script> <i onclick=x> & "quoted" <i>open </b> \ue000\ue001 </i>'


@pytest.mark.parametrize("style", STYLES)
def test_nothing_in_a_record_is_html(style):
    texts = dict.fromkeys(("title", "container-title", "publisher", "genre", "number"), HOSTILE)
    html = entry_html(
        item(
            "x", type="article-journal", author=names(HOSTILE), URL="javascript:alert(1)",
            DOI='10.1/"><img src=x onerror=alert(1)>', page=HOSTILE, **texts
        ),
        style=style,
    )  # fmt: skip
    soup = BeautifulSoup(html, "html.parser")
    assert {tag.name for tag in soup.find_all()} <= {"i", "b", "sup", "sub", "a"}
    assert {name for tag in soup.find_all() for name in tag.attrs} <= {"href"}
    assert all(link["href"].startswith("https://") for link in soup.find_all("a"))
    assert html.count("<i>") == html.count("</i>")
    assert "alert(1)" in soup.get_text()


def test_emphasis_within_a_title_is_kept():
    html = entry_html(item("x", title="On <i>E. coli</i> and H<sub>2</sub>O"), style=NUMBERED)
    assert "<i>E. coli</i>" in html
    assert "H<sub>2</sub>O" in html


def test_addresses_are_links():
    html = entry_html(item("lecun2015"), item("guo2017"), item("kaplan2020"), style=NUMBERED)
    links = [link["href"] for link in BeautifulSoup(html, "html.parser").find_all("a")]
    assert links == [
        "https://doi.org/10.1038/nature14539",
        "https://proceedings.mlr.press/v70/guo17a.html",
        "https://arxiv.org/abs/2001.08361",
    ]


def test_a_huge_record_is_written():
    people = names(*(f"Family{place}, Given" for place in range(500)))
    (words,) = entries(item("x", author=people, title="word " * 2_000)).values()
    assert len(words) > 10_000


@pytest.mark.parametrize(
    ("style", "language", "written"),
    [
        (AUTHOR_DATE, "en", "Chen, Y., Benton, J., et al."),
        (AUTHOR_DATE, "de", "Chen, Y., Benton, J., et al."),
        (NUMBERED, "en", "Y. Chen, J. Benton, et al."),
    ],
)
def test_bibtex_leaves_out_others(style, language, written):
    source = item("chen2025", author=names("Chen, Yanda", "Benton, Joe", "others"))
    words = entries(source, style=style, language=language)["chen2025"]
    assert words.startswith(written)
    assert "others" not in words
    assert ".." not in words


def test_one_author_and_others_are_several():
    source = item("chen2025", author=names("Chen, Yanda", "others"), issued=dated(2025))
    assert cited("[@chen2025]", source) == "(Chen et al., 2025)"
    assert cited("@chen2025", source) == "Chen et al. (2025)"
