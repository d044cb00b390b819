"""BibTeX as it is found becomes records; what cannot be read is named with its line."""

import pytest

from blog.citations.formats.bibtex import read_bibtex
from blog.citations.formats.reading import MAX_ENTRIES, MAX_LIBRARY, UnreadableSourcesError


def read_one(text):
    reading = read_bibtex(text)
    assert reading.unread == []
    (source,) = reading.sources
    return source


FILE = r"""
Notes between entries are no entries. @comment{nor is @misc{this, title={x}}}
@preamble{"\newcommand{\x}{y}"}
@string{nips = "Advances in Neural Information Processing " # sys}
@string(sys = {Systems})
@string{nips = "Advances in " # {Neural Information Processing}}
@InProceedings{vaswani2017,
  Author = "Vaswani, Ashish and {Google {\"B}rain} and Ludwig van Beethoven and others",
  title = {{Attention} is all you need},
  booktitle = nips # " " # 30,
  month = jun # "~12", year = 2017, pages = {1--10}, url = {https://a.example/a\_b%20c~d},
}
"""


def test_an_entry_is_read_whole():
    source = read_one(FILE)
    assert (source.key, source.place) == ("vaswani2017", 7)
    assert source.record == {
        "type": "paper-conference",
        "author": [
            {"family": "Vaswani", "given": "Ashish"},
            {"literal": "Google B̈rain"},
            {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
            {"literal": "others"},
        ],
        "title": '<span class="nocase">Attention</span> is all you need',
        "container-title": "Advances in Neural Information Processing 30",
        "issued": {"date-parts": [[2017, 6, 12]]},
        "page": "1-10",
        "URL": "https://a.example/a_b%20c~d",
    }


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@phdthesis(k, school={MIT}, year=1999)",
         {"type": "thesis", "genre": "PhD thesis", "publisher": "MIT",
          "issued": {"date-parts": [[1999]]}}),
        ("@thesis{k, type={mathesis}}", {"type": "thesis", "genre": "Master’s thesis"}),
        ("@misc{k, eprint={1706.03762}, archivePrefix={arXiv}, primaryClass={cs.CL}}",
         {"type": "article", "number": "arXiv:1706.03762 [cs.CL]", "publisher": "arXiv",
          "URL": "https://arxiv.org/abs/1706.03762"}),
        ("@article{k, journal={arXiv preprint arXiv:1810.04805}}",
         {"type": "article", "number": "arXiv:1810.04805", "publisher": "arXiv",
          "URL": "https://arxiv.org/abs/1810.04805"}),
        ("@article{k, journal={J}, eprint={arXiv:1810.04805}, doi={10.1000/1}}",
         {"type": "article-journal", "container-title": "J", "archive": "arXiv",
          "archive_location": "1810.04805", "DOI": "10.1000/1"}),
        ("@book{k, booktitle={T}, edition={Second}}", {"type": "book", "edition": "2"}),
        ("@article{k, journal={\\apj}, eprint={7}, eprinttype={jstor}}",
         {"type": "article-journal", "container-title": "The Astrophysical Journal",
          "archive": "jstor", "archive_location": "7"}),
        ("@article{k, journal={J}, number={3}, eid={e7}}",
         {"type": "article-journal", "container-title": "J", "issue": "3", "page": "e7"}),
        ("@book{k, series={LNCS}, number={3}}",
         {"type": "book", "collection-title": "LNCS", "collection-number": "3"}),
        ("@misc{k, howpublished={\\url{https://a.example/x}}}",
         {"type": "webpage", "URL": "https://a.example/x"}),
        ("@online{k, url={https://a.example}, urldate={2026-01-02}, date={2025-06/2025-07}}",
         {"type": "webpage", "URL": "https://a.example", "accessed": {"date-parts": [[2026, 1, 2]]},
          "issued": {"date-parts": [[2025, 6], [2025, 7]]}}),
        ("@techreport{k, institution={I}, number={TR-1}, year={in press}}",
         {"type": "report", "publisher": "I", "number": "TR-1", "issued": {"literal": "in press"}}),
        ("@article{k, entrysubtype={magazine}, doi={https://doi.org/10.1000/a_b}}",
         {"type": "article-magazine", "DOI": "10.1000/a_b"}),
        ("@article{k, month={March 12}, year=2020}",
         {"type": "article-journal", "issued": {"date-parts": [[2020, 3, 12]]}}),
        ("@article{k, author={family=Berg, given=Jan, prefix=van der}}",
         {"type": "article-journal",
          "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}]}),
    ],
)  # fmt: skip
def test_fields_find_their_place(entry, expected):
    assert read_one(entry[:-1] + ", title={T}" + entry[-1]).record == {"title": "T", **expected}


def test_a_part_inherits_from_the_entry_that_it_names():
    reading = read_bibtex(
        "@inproceedings{a, title={Part}, crossref={B}}\n"
        "@proceedings{b, title={Whole}, year=2020, editor={Doe, Jane}, crossref={a}}\n"
        "@inbook{c, title={C}, crossref={gone}}\n@book{d, author={Roe, R}, title={D}}\n"
        "@inbook{e, title={E}, crossref={d}}"
    )
    part, _whole, orphan, _book, chapter = reading.sources
    assert chapter.record["author"] == chapter.record["container-author"]
    assert (part.record["title"], part.record["container-title"]) == ("Part", "Whole")
    assert part.record["issued"] == {"date-parts": [[2020]]}
    assert orphan.changes == ("“gone”, of which it is a part, is not in the file.",)


def test_what_cannot_be_read_is_named_with_its_line():
    reading = read_bibtex(
        "@misc{ok, title={A}}\n@misc{open, title={B\n@misc{ok, title={A}}\n@misc{ok, title={C}}\n"
        "@misc{empty, year=1}\n@misc{a b, title={D}, url={javascript:1}, foo=bar, foo=x}"
    )
    assert [(each.name, each.place, each.reason) for each in reading.unread] == [
        ("open", 2, "It does not end, or a comma or brace is missing."),
        ("ok", 4, "Another entry above has the same key."),
        ("empty", 5, "It says neither who made it nor what it is called."),
    ]
    assert [source.key for source in reading.sources] == ["ok", "a-b"]
    assert reading.sources[1].changes == (
        "The abbreviation “bar” is not in the file.",
        "The abbreviation “x” is not in the file.",
        "Of fields that stand twice the first is kept: foo.",
        "Not kept: foo.",
        "Not kept: URL.",
        "The key “a b” became “a-b”.",
    )


def test_too_many_entries_are_refused():
    text = "".join(f"@misc{{k{number}, title={{T}}}}" for number in range(MAX_ENTRIES + 10))
    assert len(read_bibtex(text, most=MAX_LIBRARY).sources) == MAX_ENTRIES + 10
    with pytest.raises(UnreadableSourcesError, match="3010 entries"):
        read_bibtex(text)


# Each abbreviation is ninety times as long as the one before.
DOUBLED = ['"xxxxxxxxxx"', *(" # ".join([f"a{number}"] * 90) for number in range(20))]
LONG = "".join(f"@string{{a{number} = {value}}}" for number, value in enumerate(DOUBLED))


@pytest.mark.parametrize(
    "text",
    ["@a{k, title={" + "{" * 200_000 + "}" * 200_000 + "}}", "@" * 900_000, "@misc{" * 2_900,
     "@misc{k, title=" + " # ".join(['"x"'] * 20_000) + "}", LONG + "@misc{k, title=a19}",
     "@misc{k, title={T}, author={" + " and ".join(["A B"] * 50_000) + "}}",
     "@misc{k, title={T}, author={" + "{" * 20_000 + "}" * 20_000 + "," * 20_000 + "}}",
     "@misc{k, " + "".join(f"f{number}={{x}}," for number in range(50_000)) + "title={T}}",
     "@misc{k, title={\ud800\x00\x1b}}", "@misc{k, title={\\", "@misc", "", "@{}", "@a{,}", "@a{}"],
)  # fmt: skip
def test_a_hostile_file_is_read_or_named(text):
    reading = read_bibtex(text)
    assert len(reading.sources) + len(reading.unread) <= MAX_ENTRIES
    assert all(len(str(source.record)) < 100_000 for source in reading.sources)


def test_keys_that_differ_in_case_are_two():
    text = "@book{doe, title={A}}@book{DOE, title={B}}@inbook{part, crossref={Doe}, title={C}}"
    read = {source.key: source.record for source in read_bibtex(text).sources}
    assert [record["title"] for record in read.values()] == ["A", "B", "C"]
    assert read["part"]["container-title"] == "A"


# Each borrows 40,000 characters by 9: sixty kilobytes would become a hundred million.
STRING = f"@string{{s = {{{'x' * 40_000}}}}}"
PARENT = f"@book{{p, title = {{{'x' * 40_000}}}}}"


@pytest.mark.parametrize(
    "text",
    [STRING + "@misc{k, " + "".join(f"f{number} = s # s," for number in range(2_500)) + "}",
     STRING + "".join(f"@misc{{k{number}, title=s}}" for number in range(2_500)),
     PARENT + "".join(f"@inbook{{k{number}, crossref=p}}" for number in range(2_500))],
)  # fmt: skip
def test_entries_borrow_no_more_than_a_file_may_hold(text):
    with pytest.raises(UnreadableSourcesError, match="too long once abbreviations"):
        read_bibtex(text)
