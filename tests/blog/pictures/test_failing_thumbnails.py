"""Images that can't be shown, taken before that was checked, fail no page of the desk."""

import pytest
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from blog.pictures.making import make_renditions
from tests.blog.pictures.drawing import picture

pytestmark = pytest.mark.usefixtures("site")

DEEP = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
DEEP += b"<g>" * 1000 + b"</g>" * 1000 + b"</svg>"
GIF = b"GIF89a\1\0\1\0\0\0\0;"


def replaced(name: str, data: bytes):
    """An image whose file became another since it was taken."""
    image = picture(name, Image.new("RGB", (40, 20)))
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(data)
    return get_image_model().objects.get(pk=image.pk)


MADE = {
    "deep": lambda: picture("deep.svg", DEEP),
    "cut": lambda: replaced("cut.png", b"\x89PNG\r\n\x1a\n" + bytes(90)),
    "flipped": lambda: replaced("flipped.avif", b"\0\0\0\x1cftypavif" + b"\xff" * 90),
    "empty": lambda: replaced("empty.jpg", b""),
    "no frame": lambda: replaced("none.gif", GIF),
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_no_page_fails_for_one_image(desk, make):
    image, sound = make(), picture("sound.png", Image.new("RGB", (40, 20)))
    pages = {
        "wagtailimages:index": [],
        "wagtailimages:edit": [image.pk],
        "wagtailimages:delete": [image.pk],
        "wagtailimages_chooser:choose": [],
        "wagtailimages_chooser:choose_results": [],
        "wagtailimages_chooser:chosen": [image.pk],
    }
    answers = {name: desk.get(reverse(name, args=args)) for name, args in pages.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(
        pages, 200
    )
    library = answers["wagtailimages:index"].content.decode()
    assert library.count("not-found") == 1
    assert "blog/failing_thumbnails.css" in library
    assert f"/images/{sound.title.removesuffix('.png')}" in library
    assert desk.post(reverse("wagtailimages:delete", args=[image.pk])).status_code == 302


@pytest.mark.django_db
def test_what_cannot_be_made_is_logged_and_not_counted(caplog):
    image = replaced("cut.png", b"\x89PNG\r\n\x1a\n" + bytes(90))
    assert make_renditions(image, ["width-20", "width-30"]) == 0
    assert "can't be made" in caplog.text


def test_a_list_says_which_thumbnail_failed(desk, caplog):
    image = picture("deep.svg", DEEP)
    desk.get(reverse("wagtailimages:index"))
    assert f"Image {image.pk} can't be made" in caplog.text
