import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from blog.blocks.text import FEATURES, RichTextBlock
from tests.blog.markdown.rendering import build


@pytest.mark.parametrize(
    "source",
    [
        '<p data-block-key="a">See <span data-math="">x^2 &lt; y</span> here.</p>',
        '<p data-block-key="a">Text<span data-footnote="">a note</span> on.</p>',
        '<p data-block-key="a">Text<b><span data-footnote="">bold</span></b> on.</p>',
    ],
)
def test_marks_survive_the_editor(source):
    converter = ContentstateConverter(features=list(FEATURES))
    state = converter.from_database_format(source)
    again = converter.to_database_format(state)
    assert json.loads(converter.from_database_format(again)) == json.loads(state)
    assert "data-math" in again or "data-footnote" in again


def test_the_editor_offers_them():
    options = RichTextBlock().field.widget.options
    assert {"MATH", "FOOTNOTE"} <= {style["type"] for style in options["inlineStyles"]}


def test_what_the_editor_stores_is_what_is_rendered():
    converter = ContentstateConverter(features=list(FEATURES))
    for style, element in (("MATH", "math"), ("FOOTNOTE", "sup")):
        ranges = [{"offset": 0, "length": 3, "style": style}]
        block = {"key": "a", "text": "a=b", "type": "unstyled", "depth": 0, "entityRanges": []}
        state = {"blocks": [block | {"inlineStyleRanges": ranges}], "entityMap": {}}
        stored = converter.to_database_format(json.dumps(state))
        html = build(("rich_text", stored)).html
        assert f"<{element}" in html
