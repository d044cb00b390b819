"""Wagtail 8.0: an image that is there but can't be shown makes every list of images a 500.

When one of these fails, Wagtail has mended it: undo `blog/pictures/failing_thumbnails.py`.
"""

import inspect
from io import BytesIO

import pytest
from wagtail.images.models import Filter
from wagtail.images.views import chooser

from blog.pictures.failing_thumbnails import run
from tests.blog.pictures.drawing import picture


@pytest.mark.django_db
def test_stock_wagtail_fails_at_a_file_that_it_took():
    deep = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + "<g>" * 1000
    image = picture("deep.svg", (deep + "</g>" * 1000 + "</svg>").encode())
    with pytest.raises(RecursionError):
        run(Filter(spec="max-165x165"), image, BytesIO())


def test_stock_choosers_ask_for_a_preview_that_may_fail():
    assert "preview_image = image.get_rendition(" in inspect.getsource(chooser)
