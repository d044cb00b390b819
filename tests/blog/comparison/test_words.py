"""Words that changed, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.comparison.differ import Kind
from blog.comparison.lines import code_lines, folded, prose_lines
from blog.comparison.words import pieces, word_count, words_of


def marked(old, new):
    return [(piece.kind.value, piece.text) for piece in pieces(old, new) if piece.kind != Kind.SAME]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("the big dog ran", "the old cat ran", [("removed", "big dog"), ("added", "old cat")]),
        ("वर्षा हुई", "वर्षा नहीं हुई", [("added", "नहीं ")]),
        ("今天天气好", "今天天气很好", [("added", "很")]),
        ("θ̂ falls", "θ̂ fell", [("removed", "falls"), ("added", "fell")]),
        ("f(x)", "f(x, y)", [("added", ", y")]),
        ("same", "same", []),
        ("", "new text", [("added", "new text")]),
    ],
)
def test_only_words_that_changed_are_marked(old, new, expected):
    assert marked(old, new) == expected


TEXTS = st.text(st.sampled_from("ab .,\n\t好θ̂\u200dع\r"), max_size=40)


@given(TEXTS, TEXTS)
def test_pieces_hold_both_texts_wholly(old, new):
    assert "".join(words_of(old)) == old
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind is not Kind.ADDED) == old
    assert "".join(piece.text for piece in found if piece.kind is not Kind.REMOVED) == new


@given(TEXTS, TEXTS)
def test_lines_hold_both_texts_wholly_and_in_order(old, new):
    for lines in (code_lines(old, new), prose_lines(old, new)):
        assert [line for passage in folded(lines) for line in passage.lines] == lines
        for kind, text in ((Kind.ADDED, old), (Kind.REMOVED, new)):
            side = [
                "".join(piece.text for piece in line.pieces if piece.kind is not kind)
                for line in lines
                if line.kind is not kind
            ]
            words = "".join(side).replace("\n", "")
            assert words == text.replace("\n", "")


def test_long_unchanged_stretches_are_folded_and_short_ones_not():
    lines = [f"line {number}" for number in range(40)]
    changed = [*lines[:20], "another", *lines[21:]]
    passages = folded(prose_lines("\n".join(lines), "\n".join(changed)))
    assert [(len(each.lines), each.is_folded) for each in passages] == [
        (18, True), (6, False), (17, True),
    ]  # fmt: skip
    assert len(folded(prose_lines("a\nb\nc\nd", "a\nb\nc\nx"))) == 2


def test_texts_without_much_in_common_are_not_mixed():
    lines = prose_lines("the end of the road", "a start in the sun by noon")
    assert [line.kind for line in lines] == [Kind.REMOVED, Kind.ADDED]


def test_a_number_of_words_is_counted_without_signs():
    assert word_count(["a, b – c!", "…"]) == 3
