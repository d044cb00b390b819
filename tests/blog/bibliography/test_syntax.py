"""Citations in plain texts, as Pandoc defines them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.bibliography.syntax import find_citations


def read(text):
    return [citation for _start, _end, citation in find_citations(text)]


def keys(text):
    return [cite.key for citation in read(text) for cite in citation.cites]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[@key]", ["key"]),
        ("[@key, p. 4]", ["key"]),
        ("[see @key, pp. 33-35; also @other, ch. 2]", ["key", "other"]),
        ("[-@key]", ["key"]),
        ("@key shows, as does @other.", ["key", "other"]),
        ("(@key)", ["key"]),
        ("[@{key.with.dots}]", ["key.with.dots"]),
        ("@key's idea; @other: yes", ["key", "other"]),
        ("[@doi:10.1000/x]", ["doi:10.1000/x"]),
        ("Mail a@b.org and [a@b.org; c@d.org].", []),
        ("https://example.org/@key", []),
        ("[@fig:loss] and @tbl:sizes", []),
        ("[^@key]: no", ["key"]),
        ("@ [@] [-@] [@;]", []),
        ("[@key; and nothing]", ["key"]),
    ],
)
def test_keys(text, found):
    assert keys(text) == found


def test_what_stands_around_a_key():
    (citation,) = read("x [see @key, pp. 33-35 and on; -@other, Kap. 2] y")
    first, second = citation.cites
    assert (first.before, first.locator, first.after) == ("see", ("page", "33-35"), " and on")
    assert first.has_author
    assert (second.locator, second.has_author) == (("chapter", "2"), False)
    assert citation.typed == "[see @key, pp. 33-35 and on; -@other, Kap. 2]"


@pytest.mark.parametrize(
    ("text", "label", "numbers", "after"),
    [
        ("[@k, 4]", "page", "4", ""),
        ("[@k, p. iv, vi--xi, and passim]", "page", "iv, vi-xi", ", and passim"),
        ("[@k, S. 3 ff.]", "page", "3", " ff."),
        ("[@k, § 3.2]", "section", "3.2", ""),
        ("[@k, fig. 2a]", "figure", "2a", ""),
        ("[@k, eq. 7]", "equation", "7", ""),
        ("[@k, Band 2]", "volume", "2", ""),
        ("[@k in particular]", "", "", " in particular"),
        ("[@k, p. many]", "", "", ", p. many"),
        ("[@k, pages unknown]", "", "", ", pages unknown"),
        ("@k [p. 4]", "page", "4", ""),
    ],
)
def test_a_place_in_a_source(text, label, numbers, after):
    (citation,) = read(text)
    (cite,) = citation.cites
    assert (*cite.locator, cite.after) == (label, numbers, after)
    assert citation.typed == text


@pytest.mark.parametrize("text", ["@k [p. 4](x)", "@k [p. 4][x]", "@k [this way]", "@k [p. 4]: x"])
def test_brackets_behind_a_name_that_are_no_place_stay(text):
    (citation,) = read(text)
    assert citation.typed == "@k"


@given(st.text(alphabet=st.sampled_from("@[]-;,.{}:/^ ax1_pé\n"), max_size=60))
def test_what_is_found_is_what_was_typed(text):
    position = 0
    for start, end, citation in find_citations(text):
        assert position <= start < end
        assert text[start:end] == citation.typed
        position = end
