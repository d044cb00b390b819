"""What a record is, whatever came in."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.citations.records import MAX_NAMES, MAX_TEXT, cleaned, plain_text
from blog.citations.summary import byline_of, title_of, words_of, year_of

ATTENTION = {
    "type": "paper-conference",
    "title": "Attention is all you need",
    "author": [
        {"family": "Vaswani", "given": "Ashish"},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr."},
        {"literal": "Google Brain"},
    ],
    "issued": {"date-parts": [[2017, 12, 4]]},
    "DOI": "10.5555/3295222",
    "URL": "https://example.org/paper?a=1&b=2",
}


def test_a_proper_item_stays_as_it_is():
    assert cleaned(ATTENTION | {"id": "vaswani2017"}) == (ATTENTION, [])


def test_a_record_is_summed_up():
    assert title_of({"title": 'On <i>E. coli</i> and <span class="nocase">DNA</span>, a < b'}) == (
        "On E. coli and DNA, a < b"
    )
    assert byline_of(ATTENTION) == "Vaswani et al."
    assert byline_of({"editor": ATTENTION["author"][1:]}) == "van der Berg & Google Brain"
    assert byline_of({}) == ""
    assert (year_of(ATTENTION), year_of({"issued": {"literal": "n.d."}}), year_of({})) == (
        2017,
        None,
        None,
    )
    assert "Jan" in words_of(ATTENTION)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2017", {"date-parts": [[2017]]}),
        (2017, {"date-parts": [[2017]]}),
        ("2017-06-12", {"date-parts": [[2017, 6, 12]]}),
        ("2017-06-12T10:00:00Z", {"date-parts": [[2017, 6, 12]]}),
        ("2017-06/2018-01", {"date-parts": [[2017, 6], [2018, 1]]}),
        ("2017-21", {"date-parts": [[2017]], "season": 1}),
        ("1850~", {"date-parts": [[1850]], "circa": True}),
        ("in press", {"literal": "in press"}),
        ({"raw": "2017-06"}, {"date-parts": [[2017, 6]]}),
        ({"literal": "Spring 2017"}, {"literal": "Spring 2017"}),
        ({"date-parts": [["2017", "6"]]}, {"date-parts": [[2017, 6]]}),
        ({"date-parts": [[2017, 40]]}, {"date-parts": [[2017]]}),
        ({"date-parts": [[2017], []]}, {"date-parts": [[2017]]}),
        ({"date-parts": [[-44, 3, 15]]}, {"date-parts": [[-44, 3, 15]]}),
    ],
)
def test_dates_have_one_shape(value, date):
    assert cleaned({"issued": value})[0]["issued"] == date


@pytest.mark.parametrize(
    "value",
    [True, [], {}, {"date-parts": [[]]}, {"date-parts": "x"}, {"date-parts": [[None]]}, 1.5,
     [[2017]], {"date-parts": [[True]]}, {"date-parts": [[10**30]]}],
)  # fmt: skip
def test_what_is_no_date_is_left_out(value):
    assert "issued" not in cleaned({"issued": value})[0]


def test_names_have_one_shape():
    people = [
        "ACME",
        {"name": "WHO"},
        {"given": "Plato"},
        {"family": "Doe", "literal": "x"},
        {},
        5,
        [1],
        None,
    ]
    assert cleaned({"author": people})[0]["author"] == [
        {"literal": "ACME"}, {"literal": "WHO"}, {"literal": "Plato"}, {"family": "Doe"},
        {"literal": "5"},
    ]  # fmt: skip


def test_what_has_no_place_is_named():
    record, changes = cleaned(
        {"type": "poem", "title": "T", "x-y": 1, "URL": "javascript:alert(1)", "note": {"a": 1}}
    )
    assert record == {"type": "document", "title": "T"}
    assert changes == ["Not kept: x-y, URL, note.", "“poem” is no known type: “document” is taken."]


def test_a_doi_is_kept_without_its_address():
    assert cleaned({"DOI": "https://doi.org/10.1000/AbC"})[0]["DOI"] == "10.1000/AbC"
    assert cleaned({"DOI": "doi:10.1000/1"})[0]["DOI"] == "10.1000/1"


def test_a_record_is_bounded_and_says_so():
    record, changes = cleaned({"title": "x" * 99_999, "author": ["A"] * 9_999})
    assert len(record["title"]) == MAX_TEXT
    assert len(record["author"]) == MAX_NAMES
    assert len(changes) == 2


def test_a_name_is_cut_and_that_is_said():
    record, changes = cleaned({"author": [{"family": "F" * 400, "comma-suffix": True}, "Doe"]})
    assert record["author"] == [{"family": "F" * 300, "comma-suffix": True}, {"literal": "Doe"}]
    assert changes == ["“author”: names are cut after 300 characters."]


def test_controls_and_surrogates_are_left_out():
    record, _changes = cleaned(
        {"title": "a\x00b\x1b[31m\ud800c\u202ed", "author": [{"family": "\ud800"}]}
    )
    assert record == {"type": "document", "title": "a b [31mc d"}


def test_any_other_sign_of_html_is_a_sign():
    assert plain_text("<script>alert(1)</script> <b>x</b> a<b") == "<script>alert(1)</script> x a<b"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
NAMES = st.sampled_from(
    ["author", "issued", "title", "type", "URL", "DOI", "id", "accessed", "custom"]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, JSON))
def test_any_json_becomes_a_record_that_stays_as_it_is(item):
    record, _changes = cleaned(item)
    assert cleaned(record) == (record, [])
    json.dumps(record, allow_nan=False).encode()
    byline_of(record), year_of(record), words_of(record)
