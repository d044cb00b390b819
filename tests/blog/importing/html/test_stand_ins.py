"""Empty pictures, and small ones that are none."""

import pytest

from blog.importing.html.stand_ins import is_empty_picture
from tests.blog.importing.folders import SVG, png


@pytest.mark.parametrize(
    ("data", "is_empty"),
    [
        (png(size=(1, 1)), True),
        (png(size=(2, 1)), False),
        (b"GIF89a\x01\0\x01\0", True),
        (b"GIF89a\x01\0\x02\0", False),
        (b"GIF89a\x01", False),
        (b"\x89PNG\r\n\x1a\n", False),
        (b"<?xml version='1.0'?><svg viewBox='0 0 3 2'><title>x</title></svg>", True),
        (SVG, False),
        (b"", False),
        (b"any", False),
    ],
)
def test_one_pixel_or_no_line_is_empty(data, is_empty):
    assert is_empty_picture(data) is is_empty
