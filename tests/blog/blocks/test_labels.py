"""Each block says by an example what its label is, and that example holds."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags

from blog.models import BlogPostPage
from blog.rendering.build import render_document

BLOCKS = BlogPostPage.body.field.stream_block.child_blocks
LABELLED = [name for name, block in BLOCKS.items() if "label" in getattr(block, "child_blocks", {})]
EXAMPLE = re.compile(r"\[@([\w:]+)\], which becomes ([^.]+)\.")
VALUES = {
    "math": {"latex": "x"},
    "code": {"language": "python", "code": "x = 1"},
    "figure": {"caption": "A curve."},
    "diagram": {"source": "graph {}", "caption": "A flow."},
    "gallery": {"images": [], "caption": "Two curves."},
    "table": {
        "caption": "Loss {#tbl:loss}",
        "columns": [{"type": "text", "heading": "A"}],
        "rows": [{"values": ["1"]}],
    },
}


def help_of(name: str) -> str:
    block = BLOCKS[name]
    return str(
        block.meta.help_text if name == "table" else block.child_blocks["label"].field.help_text
    )


def test_all_blocks_with_a_label_are_tried():
    assert {*LABELLED, "table"} == set(VALUES)


@pytest.mark.parametrize("name", VALUES)
def test_what_the_help_says_of_a_reference_is_what_readers_get(db, name):
    label, shown = EXAMPLE.search(help_of(name)).groups()
    value = VALUES[name] if name == "table" else {**VALUES[name], "label": label}
    text = f"See [@{label}]."
    blocks = [{"type": name, "value": value}, {"type": "markdown", "value": text}]
    document = render_document(
        BlogPostPage.body.field.stream_block.to_python(blocks), language="en"
    )
    assert f"See {shown}." in strip_tags(document.html)


@pytest.mark.parametrize("name", LABELLED)
def test_a_wrong_label_is_answered_with_the_blocks_own_example(name):
    label, _shown = EXAMPLE.search(help_of(name)).groups()
    with pytest.raises(ValidationError, match=label):
        BLOCKS[name].child_blocks["label"].clean("no label")
