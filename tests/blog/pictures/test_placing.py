"""Whoever writes an image of the library, it is found and placed."""

import pytest
from bs4 import BeautifulSoup

from blog.pictures.placing import fetch_images, find_pictures, picture_placeholder, place_pictures
from blog.pictures.renditions import BODY_PRESETS
from tests.blog.markdown.rendering import build
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    image = ImageFactory()
    image.contextual_alt_text = 'A "plot" <b>'
    return image


@pytest.mark.parametrize("shape", BODY_PRESETS)
def test_a_placeholder_is_found_with_its_shape_and_filled(image, shape):
    html = picture_placeholder(image, shape)
    assert list(find_pictures(html)) == [(image.pk, shape)]
    placed = BeautifulSoup(place_pictures(html, {image.pk: image}), "html.parser").img
    assert (placed["src"], placed["alt"]) == (image.file.url, 'A "plot" <b>')
    assert "data-preset" not in placed.attrs


def test_no_image_leaves_nothing():
    assert picture_placeholder(None, "text") == ""


def test_every_block_that_shows_images_writes_what_is_found(image):
    value = {"image": image.pk, "alt_text": "", "decorative": True}
    document = build(
        ("figure", {"image": value, "caption": "", "is_wide": True}),
        ("gallery", {"images": [{"image": value}, {"image": value}]}),
        ("output", {"kind": "image", "image": value}),
        ("markdown", f'![a](image:{image.pk})\n\n<img alt="b" src="image:{image.pk}" width="9">'),
    )
    assert [(each.image_id, each.shape) for each in document.pictures] == [
        (image.pk, "wide"), (image.pk, "gallery"), (image.pk, "text"),
    ]  # fmt: skip
    placed = place_pictures(document.html, fetch_images(document.pictures))
    assert placed.count(f'src="{image.file.url}"') == 6
    assert "image:" not in placed
