"""What a comparison of two bodies marks: at most twice what changed, and two words more."""

import copy
import json
import re
from functools import reduce
from operator import getitem

import pytest
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from blog.blocks.body import BODY_BLOCKS
from blog.comparison.differ import Kind
from tests.blog.blocks.values import full_values
from tests.blog.comparison.bodies import block, changes, numbered
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db

PROSE = "\n\n".join(
    f"Paragraph {number} tells how the loss fell while the rate was held, and what it cost us."
    for number in range(30)
)
CODE = "\n".join(f"step_{number} = train(model, batch={number}, rate=0.1)" for number in range(60))
TABLE = {
    "caption": "Costs by cache",
    "columns": [
        {"type": "text", "heading": "Cache"},
        {"type": "number", "heading": "p99"},
        {"type": "rich_text", "heading": "Why"},
        {"type": "code", "heading": "How"},
    ],
    "rows": [
        {"values": [f"level {number}", f"{number} µs", "<p>some <b>bold</b></p>", "f(x)"]}
        for number in range(20)
    ],
}


@pytest.fixture
def values():
    own = {
        "markdown": PROSE,
        "rich_text": "".join(f"<p>{line}</p>" for line in PROSE.split("\n\n")),
        "code": {"language": "python", "code": CODE, "output": "0.1\n0.2\n0.3"},
        "math": {
            "label": "eq:ratio",
            "latex": r"\nabla_\theta J(\theta) = \frac{a}{b} + \sum_{t=0}^{T} r_t",
        },
        "table": TABLE,
    }
    return {**full_values(), **own}


# A word outside of tags.
WORD = re.compile(r"(?<![\w</])[A-Za-z]{3,}(?![^<]*>)")
# A block, the path to a value in it, what is replaced by what there, and how many words that is
# on both sides.
EDITS = [
    ("markdown", (), "held, and what", "helt, and what", 2),
    ("markdown", (), "Paragraph 7 tells", "Paragraph 7 now tells", 1),
    ("markdown", (), "Paragraph 7 tells how the loss fell", "Paragraph 7 tells", 4),
    ("markdown", (), PROSE.split("\n\n")[9] + "\n\n", "", 17),
    ("markdown", (), "Paragraph 9 tells", "A new line of five words\n\nParagraph 9 tells", 6),
    ("markdown", (), PROSE, PROSE.replace("\n", "\r\n"), 0),
    ("rich_text", (), "Paragraph 3 tells", "Paragraph 3 told", 2),
    ("rich_text", (), "Paragraph 3 tells", "<b>Paragraph</b> 3 tells", 0),
    ("rich_text", (), "<p>Paragraph 4", "<p>One more paragraph.</p><p>Paragraph 4", 3),
    ("heading", ("text",), "means", "meant", 2),
    ("heading", ("level",), "3", "2", 2),
    ("quote", ("text",), "First line.", "First lines.", 2),
    ("quote", ("source",), "A. Writer", "B. Writer", 2),
    ("callout", ("title",), "Mind", "Mend", 2),
    ("callout", ("kind",), "warning", "tip", 2),
    ("callout", ("body",), "first", "first of all", 2),
    ("code", ("code",), "batch=33", "batch=34", 2),
    ("code", ("code",), "step_7 =", "step_77 =", 2),
    ("code", ("code",), "step_9 = train(model, batch=9, rate=0.1)\n", "", 7),
    ("code", ("code",), "step_9 =", "x = 1\nstep_9 =", 2),
    ("code", ("language",), "python", "json", 2),
    ("code", ("output",), "0.2", "0.25", 4),
    ("math", ("latex",), r"\frac{a}{b}", r"\frac{a}{c}", 2),
    ("math", ("latex",), "r_t", "r_t - 1", 1),
    ("figure", ("caption",), "curve", "line", 2),
    ("figure", ("image", "alt_text"), "falling", "rising", 2),
    ("gallery", ("images", 3, "caption"), "Number", "Picture", 2),
    ("gallery", ("caption",), "twelve", "12", 2),
    ("embed", ("title",), "talk", "lecture", 2),
    ("table", ("rows", 7, "values", 1), "7 µs", "8 µs", 2),
    ("table", ("columns", 0, "heading"), "Cache", "Level", 2),
    ("table", ("caption",), "Costs", "Cost", 2),
    ("download", ("title",), "data", "figures", 2),
    ("output", ("text",), "boom", "bang", 2),
    ("output", ("caption",), "died", "failed", 2),
    ("markdown", (), "rate", "Rate", 2),
    ("quote", ("text",), "First line.\n", "", 2),
    ("callout", ("body",), "<li>then</li>", "<li>then</li><li>rest</li>", 1),
    ("embed", ("caption",), "Twenty", "Thirty", 2),
    ("math", ("label",), "ratio", "ratios", 2),
    ("heading", ("text",), "1. What", "1. Now what", 3),
    ("gallery", ("images", 3, "image", "alt_text"), "falling", "rising", 2),
    ("output", ("image", "alt_text"), "falling", "rising", 2),
    ("table", ("rows", 3, "values", 2), "<b>bold</b>", "<b>bolder</b>", 2),
    ("table", ("rows", 3, "values", 3), "f(x)", "f(x, y)", 1),
    ("table", ("rows", 3, "values", 0), "level 3", "", 2),
    ("download", ("title",), "All the", "The", 2),
]


def edited(value, path, old, new):
    """Return a value with a text in it replaced, once; all of it where it is the whole."""
    if not path:
        assert old in value
        return value.replace(old, new, 1)
    value = copy.deepcopy(value)
    value[path[0]] = edited(value[path[0]], path[1:], old, new)
    return value


def path_of_text(block, value):
    """Return the path to the first text with a word in it of a block's raw value."""
    if isinstance(block, TypedTableBlock):
        return ("caption",)
    if not isinstance(block, blocks.StructBlock):
        return ()
    texts = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
    names = (name for name, child in block.child_blocks.items() if isinstance(child, texts))
    return (next(name for name in names if WORD.search(value.get(name) or "")),)


@pytest.mark.parametrize(("name", "path", "old", "new", "count"), EDITS)
def test_an_edit_marks_little_more_than_it_changed(values, name, path, old, new, count):
    before = numbered(values)
    after = numbered({**values, name: edited(values[name], path, old, new)})
    found = changes(before, after)
    assert found.words_removed + found.words_added <= 2 * count + 2
    if count:
        (block_change,) = found.changed
        assert found.words_removed + found.words_added >= count / 2
        assert block_change.parts


def test_there_are_forty_edits():
    assert len(EDITS) >= 40


@pytest.mark.parametrize(("name", "block"), BODY_BLOCKS, ids=[name for name, _block in BODY_BLOCKS])
def test_another_word_in_a_text_of_any_block_marks_that_word(values, name, block):
    path = path_of_text(block, values[name])
    text = reduce(getitem, path, values[name])
    other = edited(values[name], path, text, WORD.sub("Another", text, count=1))
    found = changes(numbered(values), numbered({**values, name: other}))
    assert 1 <= found.words_removed + found.words_added <= 6
    (block_change,) = found.changed
    assert block_change.parts


@pytest.mark.parametrize("to_place", [0, 6, 12])
def test_a_move_marks_no_word_and_says_from_where(values, to_place):
    before = numbered(values)
    for place in range(len(before)):
        after = [*before[:place], *before[place + 1 :]]
        after.insert(to_place, before[place])
        found = changes(before, after)
        assert (found.words_removed, found.words_added) == (0, 0)
        assert all(change.parts == [] for change in found.blocks)
        if abs(place - to_place) > 1:
            (moved,) = found.changed
            assert (moved.kind, moved.number, moved.moved_from) == (
                Kind.SAME, to_place + 1, place + 1,
            )  # fmt: skip


def test_a_block_that_was_deleted_or_added_is_shown_whole_and_marks_no_other(values):
    before = numbered(values)
    for place in range(len(before)):
        fewer = [*before[:place], *before[place + 1 :]]
        gone, come = changes(before, fewer), changes(fewer, before)
        for found, kind in ((gone, Kind.REMOVED), (come, Kind.ADDED)):
            (change,) = found.changed
            assert (change.kind, change.number) == (kind, place + 1)
            assert change.parts
        assert (gone.words_removed, gone.words_added) == (come.words_added, come.words_removed)
        assert come.words_removed == 0
    assert changes(before, before[1:]).words_removed == 17 * 30


def test_blocks_that_were_pasted_anew_are_the_same():
    before = [block("markdown", f"Text {n}", n) for n in range(9)]
    after = [block("markdown", f"Text {n}", 100 + n) for n in range(9)]
    assert changes(before, after).changed == []
    # An import gives ids by place, so that one more block shifts them all.
    shifted = [
        block("markdown", "New", 0),
        *(block("markdown", f"Text {n}", n + 1) for n in range(9)),
    ]
    (change,) = changes(before, shifted).changed
    assert (change.kind, change.number) == (Kind.ADDED, 1)


@pytest.mark.parametrize(
    ("name", "path"), [("figure", ()), ("gallery", ("images", 5)), ("output", ())]
)
def test_a_new_picture_stands_beside_the_old_one(values, name, path):
    before, other = numbered(values), ImageFactory()
    # Pictures are one dict in all of `values`; by JSON each becomes its own.
    after = json.loads(json.dumps(before))
    (holder,) = (each["value"] for each in after if each["type"] == name)
    for step in path:
        holder = holder[step]
    old, holder["image"]["image"] = holder["image"]["image"], other.pk
    found = changes(before, after)
    (change,) = found.changed
    (part,) = change.parts
    assert [picture.pk for picture in part.pictures] == [old, other.pk]
    assert found.words_added == 0


def test_rows_and_columns_of_a_table_come_and_go(values):
    rows = [{"values": [*row["values"], "new"]} for row in TABLE["rows"]]
    columns = [*TABLE["columns"], {"type": "text", "heading": "Note"}]
    wider = {**values, "table": {**TABLE, "columns": columns, "rows": rows}}
    found = changes(numbered(values), numbered(wider))
    assert (found.words_removed, found.words_added) == (0, 21)
    shorter = {**values, "table": {**TABLE, "rows": TABLE["rows"][1:]}}
    found = changes(numbered(values), numbered(shorter))
    assert (found.words_removed, found.words_added) == (8, 0)


def test_what_became_another_kind_of_block_is_another_block():
    before, after = [block("markdown", "a", 1)], [block("rich_text", "<p>a</p>", 1)]
    assert [change.kind for change in changes(before, after).changed] == [Kind.REMOVED, Kind.ADDED]
