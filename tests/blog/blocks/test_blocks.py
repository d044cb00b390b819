import pytest
from django.core.exceptions import ValidationError

from blog.blocks.body import BODY_BLOCKS
from blog.blocks.code import CodeBlock
from blog.blocks.text import MarkdownBlock

BLOCKS = pytest.mark.parametrize("block", [block for _name, block in BODY_BLOCKS])


@BLOCKS
def test_a_block_says_what_it_is_for(block):
    assert block.meta.icon
    assert block.label
    assert block.meta.description
    assert block.meta.group
    assert block.meta.template


@pytest.mark.django_db
@BLOCKS
def test_a_block_has_a_preview(block):
    assert block.is_previewable
    context = block.get_preview_context(block.get_preview_value())
    assert block.render(block.get_preview_value(), context)


@pytest.mark.django_db
@BLOCKS
def test_an_empty_block_renders(block):
    assert block.render(block.get_default()) is not None


def test_code_is_coloured_for_its_language():
    block = CodeBlock()
    html = block.render(block.to_python({"language": "python", "code": "if a < b: pass"}))
    assert '<span class="k">if</span>' in html
    assert 'data-language="python"' in html


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "</code></pre><img src=x>"])
def test_hostile_code_stays_text(hostile):
    block = CodeBlock()
    html = block.render(block.to_python({"language": "text", "code": hostile}))
    assert "<script" not in html
    assert "<img" not in html


def test_a_markdown_block_refuses_what_takes_too_long():
    with pytest.raises(ValidationError):
        MarkdownBlock().clean("[" * 20_000)
