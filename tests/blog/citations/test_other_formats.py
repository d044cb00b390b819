"""RIS and CSL-JSON become records, and a format is recognised by what it holds."""

import pytest

from blog.citations.formats.reading import MAX_CHARACTERS, UnreadableSourcesError
from blog.citations.formats.recognising import read_sources

RIS = """\ufeffTY  - JOUR
ID  - doe2020
AU  - Doe, Jane, Jr.
AU  - WHO
TI  - A title
 that goes on
T2  - Journal
PY  - 2020/06/12/
SP  - 1
EP  - 10
SN  - 1234-5678
DO  - https://doi.org/10.1000/1
KW  - a
KW  - b
XX  - unknown
ER  -

TY  - CHAP
A1  - Roe, Richard
A2  - Editor, Ed
BT  - The book
T1  - Chapter
Y1  - 1999///Spring
"""


def test_ris_is_read():
    reading = read_sources(RIS)
    first, second = reading.sources
    assert reading.format == "RIS"
    assert first.record == {
        "type": "article-journal", "title": "A title that goes on",
        "author": [{"family": "Doe", "given": "Jane", "suffix": "Jr."}, {"literal": "WHO"}],
        "container-title": "Journal", "issued": {"date-parts": [[2020, 6, 12]]}, "page": "1-10",
        "ISSN": "1234-5678", "DOI": "10.1000/1", "keyword": "a, b",
    }  # fmt: skip
    assert (first.key, first.place, first.changes) == ("doe2020", 1, ("Not kept: XX.",))
    assert (second.key, second.place) == ("roe1999", 18)
    assert second.record["editor"] == [{"family": "Editor", "given": "Ed"}]
    assert second.record["container-title"] == "The book"
    assert second.changes == ("The entry does not end: “ER” is missing.",)


def test_ris_outside_an_entry_is_named():
    reading = read_sources("AU  - Doe, J\nTY  - BOOK\nmore\nTI  - T\nER  - \n")
    assert [(each.name, each.place) for each in reading.unread] == [("AU", 1), ("more", 3)]
    assert [source.record["title"] for source in reading.sources] == ["T"]


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "a", "title": "T"}]',
        '{"id": "a", "title": "T"}',
        '{"items": [{"id": "a", "title": "T"}]}',
        '{"references": {"a": {"title": "T"}}}',
        '{"status": "ok", "message": {"id": "a", "title": ["T"]}}',
    ],
)
def test_csl_json_is_read_however_it_is_wrapped(text):
    (source,) = read_sources(text).sources
    assert (source.key, source.record) == ("a", {"type": "document", "title": "T"})


def test_items_that_are_none_are_named_by_their_number():
    reading = read_sources('[1, {"id": "a"}, {"id": "b", "title": "T"}]')
    assert [(each.name, each.place) for each in reading.unread] == [("1", 1), ("a", 2)]
    assert [source.key for source in reading.sources] == ["b"]
    assert not reading.is_by_line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "neither BibTeX"),
        ("<html>", "neither BibTeX"),
        ("[" * 100_000, "nested|proper"),
        ('[{"a":' * 100_000, "nested|proper"),
        ('[{"id": "a",\n}]', "line 2, character 1"),
        ("[" + "9" * 10_000 + "]", "numbers"),
        ("{", "proper JSON"),
        ("[" + "{}," * 5_000 + "{}]", "5001 entries"),
        ("TY  - BOOK\n" * 5_000, "5000 entries"),
        ("x" * (MAX_CHARACTERS + 1), "too long"),
    ],
)
def test_what_cannot_be_read_says_why(text, says):
    with pytest.raises(UnreadableSourcesError, match=says):
        read_sources(text)
