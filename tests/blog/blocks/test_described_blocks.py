"""What a form tells the browser of its blocks is made once a language, and is Wagtail's."""

import re

from django.utils import translation
from wagtail.blocks.base import BlockWidget

from blog.blocks import body_field
from blog.models import BlogPostPage

BODY = BlogPostPage._meta.get_field("body")
# Drawn anew each time, for a paragraph and an item that are not there yet.
DRAWN = re.compile(r'(key\\+": \\+")\w{5}|"[0-9a-f]{8}-[0-9a-f-]{27}"')


def said(widget):
    return DRAWN.sub(r"\1", widget.block_json), str(widget.media)


def described():
    return said(BODY.formfield().widget)


def test_it_is_what_wagtail_makes():
    assert described() == said(BlockWidget(BODY.stream_block))


def test_it_is_made_once_and_in_each_language(monkeypatch):
    monkeypatch.setattr(body_field, "_described", {})
    made = []
    build = BlockWidget._build_block_json
    monkeypatch.setattr(
        BlockWidget, "_build_block_json", lambda widget: made.append(1) or build(widget)
    )
    english = described()
    assert described() == english
    with translation.override("de"):
        assert described() != english
    assert len(made) == 2
