import pytest

from search.related.nearest import Nearest
from search.related.vectors import MAX_TERMS, cosine, make_vector, rarities

FIELDS = [" drift ", " ", " ", " drift model model the ", " fit "]
DOCUMENTS = {"drift": 4, "model": 4, "fit": 4, "the": 90, "once": 1}
RARE = rarities(DOCUMENTS, 100)


def test_a_title_counts_for_more_than_prose_and_the_common_for_nothing():
    vector = make_vector(FIELDS, RARE)
    assert list(vector) == ["drift", "model", "fit"]
    assert cosine(vector, vector) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", " once ", " unknown ", " the "])
def test_what_others_do_not_share_is_no_vector(text):
    assert make_vector([text] * 5, RARE) == {}


def test_function_words_are_left_out():
    assert "drift" not in make_vector(FIELDS, rarities(DOCUMENTS, 100, ignored={"drift"}))


def test_a_vector_is_bounded():
    rare = rarities({f"w{number}": 2 for number in range(1000)}, 100)
    assert len(make_vector([" ".join(rare), "", "", "", ""], rare)) == MAX_TERMS


def test_all_pages_are_compared_as_two_are():
    texts = {7: "a b c", 5: "a b d", 3: "c e", 9: "f"}
    rare = rarities(dict.fromkeys("abcdef", 2), 100)
    vectors = {key: make_vector([text, "", "", "", ""], rare) for key, text in texts.items()}
    near = dict(Nearest(vectors.items()).near(2))
    assert [key for key, _score in near[7]] == [5, 3]
    assert dict(near[7])[5] == pytest.approx(cosine(vectors[7], vectors[5]), abs=1e-6)
    assert (near[9], list(near)) == ([], [7, 5, 3, 9])
