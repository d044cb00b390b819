"""Whoever writes an image of the library, it is found and placed."""

import pytest
from bs4 import BeautifulSoup

from blog.pictures.placing import (
    MAX_HEIGHTS,
    WHOLE,
    fetch_images,
    find_pictures,
    picture_placeholder,
    place_pictures,
)
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


def placed(html: str, width: int, height: int) -> BeautifulSoup:
    image = ImageFactory()
    image.width, image.height = width, height
    html = html.replace("IMAGE", f'<img src="image:{image.pk}" alt="a">')
    return BeautifulSoup(place_pictures(html, {image.pk: image}), "html.parser")


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((48, 48), (48, 48)),
        ((900, 400), (900, 400)),
        ((400, 3000), (96, 720)),
        ((1, 9999), (1, 720)),
    ],
)
def test_a_picture_is_as_large_as_it_is_and_its_height_bounded(size, shown):
    img = placed("IMAGE", *size).img
    assert (int(img["width"]), int(img["height"])) == shown


def test_in_a_gallery_it_is_lower(image):
    image.width, image.height = 600, 800
    html = place_pictures(picture_placeholder(image, "gallery"), {image.pk: image})
    assert f'width="300" height="{MAX_HEIGHTS["gallery"]}"' in html


@pytest.mark.parametrize(
    ("html", "is_linked"),
    [
        ("<p>IMAGE</p>", True),
        ("<p><small>words</small> IMAGE <a href='/'>x</a> IMAGE</p>", True),
        ("<a href='/'>IMAGE</a>", False),
        ("<small class='sidenote' aria-hidden='true'><em>IMAGE</em></small>", False),
        ("<details><summary>IMAGE</summary></details>", False),
    ],
)
def test_it_leads_to_the_whole_where_a_link_may_stand(html, is_linked):
    soup = placed(html, 900, 400)
    links = soup.find_all(class_=WHOLE)
    assert len(links) == (html.count("IMAGE") if is_linked else 0)
    assert all(link["href"].startswith("/media/") and link.img for link in links)


def test_what_a_phone_shows_whole_leads_nowhere():
    assert placed("IMAGE", 320, 200).find("a") is None
    assert placed("IMAGE", 100, 800).find("a") is not None


def test_a_link_of_a_picture_without_words_has_a_name(image):
    image.width, image.contextual_alt_text = 900, ""
    html = place_pictures(picture_placeholder(image, "text"), {image.pk: image})
    assert 'aria-label="The whole picture"' in html


def test_an_inverted_picture_keeps_its_class(image):
    html = picture_placeholder(image, "text", is_inverted=True)
    placed = BeautifulSoup(place_pictures(html, {image.pk: image}), "html.parser").img
    assert placed["class"] == ["figure__image", "invert"]
