"""Two revisions of a body compared in the admin, whatever its blocks hold."""

import copy

import pytest
from wagtail.admin.compare import comparison_class_registry
from wagtail.blocks import StreamBlock

from blog.blocks.body import BODY_BLOCKS
from blog.blocks.provenance import raw_provenance
from blog.comparison.field import BodyComparison
from blog.models import BlogPostPage
from tests.blog.blocks.values import empty, full_values

pytestmark = pytest.mark.django_db
BODY = BlogPostPage._meta.get_field("body")
NAMES = [name for name, _block in BODY_BLOCKS]


def compare(before, after) -> str:
    """Return what the comparison page shows of two bodies given as raw streams."""
    old, new = (
        BlogPostPage(body=StreamBlock(BODY_BLOCKS).to_python(raw)) for raw in (before, after)
    )
    comparison = BodyComparison(BODY, old, new)
    comparison.has_changed()
    return comparison.htmldiff()


def block(name, value, number) -> dict:
    return {"type": name, "value": value, "id": f"{number:08x}-0000-4000-8000-000000000000"}


@pytest.fixture
def values():
    """Return raw values of each block by its name: full, empty, without pictures, just added."""
    full = full_values()
    # A draft's picture may be chosen and taken away again, in a list too.
    without_pictures = copy.deepcopy(full)
    gallery = without_pictures["gallery"]["images"]
    for holder in (without_pictures["figure"], without_pictures["output"], gallery[0]):
        holder["image"] = {"image": None, "alt_text": None, "decorative": None}
    emptied = {name: empty(value) for name, value in full.items()}
    added = {name: block.get_prep_value(block.get_default()) for name, block in BODY_BLOCKS}
    return [full, emptied, without_pictures, added]


def test_how_a_post_was_tested_is_compared_by_row():
    field = BlogPostPage._meta.get_field("provenance")
    before, after = (
        BlogPostPage(provenance=raw_provenance([{"software": "Python", "version": version}]))
        for version in ("3.11", "3.12")
    )
    comparison = comparison_class_registry.get(field)(field, before, after)
    assert comparison.has_changed()
    assert "1 block changed" in comparison.htmldiff()
    assert not BodyComparison(field, before, before).has_changed()


@pytest.mark.parametrize("name", NAMES)
def test_any_block_can_be_compared_with_any_state_of_itself(name, values):
    text = block("markdown", "Stays.", 99)
    states = [block(name, state[name], 1) for state in values]
    for state in states:
        assert "added" in compare([text], [text, state])
        assert "deleted" in compare([state, text], [text])
        assert "moved" in compare([state, text], [text, state])
        for other in states:
            assert "unchanged block" in compare([state, text], [other, text])


def test_a_picture_put_in_is_told_apart_from_none(values):
    full, emptied, without, _added = (block("output", each["output"], 1) for each in values)
    assert "A falling curve" in compare([without], [full])
    assert "None" not in compare([without], [emptied])
