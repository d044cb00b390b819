from collections import Counter

import pytest

from tests.workbench.bench.search.fetch import NOT_TO_BE_TUNED_TO
from tests.workbench.bench.search.items import (
    KINDS,
    Item,
    items_file,
    questions_file,
    read_items,
    split,
    write_items,
)
from tests.workbench.bench.search.make_items import read_questions, title_words_asked


def test_what_is_written_is_read(tmp_path):
    items = [Item("code", "--no-cache-dir", "a/b.md"), Item("question", 'say "why"', "c.md")]
    write_items(items, tmp_path / "items.tsv")
    assert read_items(tmp_path / "items.tsv") == items


def test_there_are_enough_queries_of_each_kind():
    counts = Counter(item.kind for item in read_items())
    assert set(counts) == set(KINDS)
    assert min(counts.values()) >= 50
    assert counts.total() >= 300


@pytest.mark.parametrize("corpus", NOT_TO_BE_TUNED_TO)
def test_a_set_that_is_not_tuned_to_has_300_items_of_all_kinds_and_asks_none_twice(corpus):
    items = read_items(items_file(corpus))
    assert set(Counter(item.kind for item in items).items()) == {(kind, 50) for kind in KINDS}
    assert len({item.query for item in items}) == len(items)
    assert set(read_questions(questions_file(corpus))) <= set(items)


def test_every_question_is_among_the_known_items():
    assert set(read_questions()) <= set(read_items())


def test_queries_are_short_and_none_is_asked_twice():
    items = read_items()
    assert len({item.query for item in items}) == len(items)
    assert all(len(item.query) <= 100 for item in items)


def test_each_half_has_half_of_each_kind():
    tuning, held_out = split(read_items())
    assert not set(tuning) & set(held_out)
    assert {*tuning, *held_out} == set(read_items())
    for kind, count in Counter(item.kind for item in tuning).items():
        assert 0 <= count - sum(item.kind == kind for item in held_out) <= 1


def test_the_halves_do_not_hang_on_the_order():
    items = read_items()
    assert [set(half) for half in split(items)] == [set(half) for half in split(items[::-1])]


def test_a_question_avoids_the_words_of_its_title():
    assert title_words_asked("Server Actions", "how do I call an action on the server") == {
        "server",
        "action",
    }
    assert not title_words_asked("How to use it", "how do I use it")
