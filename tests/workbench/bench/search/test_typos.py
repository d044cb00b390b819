from random import Random

import pytest

from tests.workbench.bench.search.typos import NEIGHBOURS, with_typo


@pytest.mark.parametrize("word", ["search", "aa", "zebra", "letter"])
def test_a_typo_is_one_edit_away(word):
    for seed in range(200):
        slipped = with_typo(word, Random(seed))
        assert slipped != word
        assert slipped in one_edit_away(word)


def test_the_same_seed_gives_the_same_typo():
    assert with_typo("publish", Random(1)) == with_typo("publish", Random(1))


@pytest.mark.parametrize("word", ["", "a", "naïve", "v2beta", "Title"])
def test_other_words_are_refused(word):
    with pytest.raises(ValueError, match=f"^{word}$"):
        with_typo(word, Random(1))


def test_neighbours_lie_on_one_row():
    assert NEIGHBOURS["q"] == "w"
    assert NEIGHBOURS["s"] == "ad"
    assert NEIGHBOURS["m"] == "n"


def one_edit_away(word):
    parts = [(word[:place], word[place:]) for place in range(len(word))]
    dropped = {head + tail[1:] for head, tail in parts}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1}
    doubled = {head + tail[0] + tail for head, tail in parts}
    missed = {head + key + tail[1:] for head, tail in parts for key in NEIGHBOURS[tail[0]]}
    return dropped | swapped | doubled | missed
