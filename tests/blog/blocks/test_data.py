"""Tables past any measure cost little, and lose nothing."""

import time

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlock

from blog.blocks.body import BODY_BLOCKS
from blog.blocks.data import MAX_CELLS
from tests.blog.markdown.rendering import body_of, build

COLUMNS = 50
CPU_SECONDS = 3  # stock, cell by cell: 11


@pytest.fixture
def huge():
    rows = [{"values": [f"<p>r{n}</p>"] * COLUMNS} for n in range(1_000)]
    columns = [{"type": "rich_text", "heading": "head"}] * COLUMNS
    return {"columns": columns, "rows": rows, "caption": "All runs"}


def test_a_huge_table_is_refused_before_its_cells_are_read(huge):
    block = StreamBlock(BODY_BLOCKS).child_blocks["table"]
    value = body_of(("table", huge))[0].value
    began = time.process_time()
    with pytest.raises(ValidationError, match=f"{MAX_CELLS:,} cells"):
        block.clean(value)
    assert time.process_time() - began < CPU_SECONDS
    # Nothing of it is lost: the form shows it again.
    assert len(block.get_form_state(value)["rows"]) == 1_000


def test_a_huge_table_that_came_in_otherwise_keeps_its_words(huge):
    began = time.process_time()
    document = build(("table", huge))
    assert time.process_time() - began < 2 * CPU_SECONDS
    assert all(word in document.section.code for word in ("head", "r0", "r999"))
    assert "All runs" in document.html
