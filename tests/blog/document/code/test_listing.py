"""A listing's file has the address that the site answers at."""

import re

import pytest
from django.urls import resolve

from blog.document.code.listing import CODE_FILE, code_file
from blog.markdown_version.code_files import raw_code_listing
from tests.blog.markdown.rendering import build

BLOCKS = [
    ("code", {"language": "python", "code": "x"}),
    ("code", {"language": "python", "code": "x", "label": "lst:a.b"}),
    ("markdown", "```python {#lst:größe}\nx\n```"),
    ("markdown", "```\nx\n```\n\n```\ny\n```"),
]


@pytest.mark.parametrize("block", BLOCKS)
def test_each_listing_of_a_body_can_be_taken_along(block):
    document = build(block)
    assert document.listings
    for listing in document.listings:
        address = code_file(listing.id)
        assert re.fullmatch(CODE_FILE, address)["listing"] == listing.id
        assert f'href="{address}" download' in document.html
        match = resolve(f"/blog/post/{address}")
        assert (match.func, match.kwargs) == (
            raw_code_listing,
            {"path": "blog/post/", "listing": listing.id},
        )
