"""An interactive figure shows its picture; its file has to stand by itself."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from blog.blocks.interactive import InteractiveBlock

pytestmark = pytest.mark.django_db

BLOCK = InteractiveBlock()


def document(html: str, name: str = "plot.html"):
    return get_document_model().objects.create(
        title="plot", file=ContentFile(html.encode(), name), file_size=len(html)
    )


def value(html: str = "<p>plot</p>", name: str = "plot.html", **fields):
    image = get_image_model().objects.create(title="plot", file=get_test_image_file())
    raw = {"title": "Loss", "text": "It falls.", "file": document(html, name).pk,
           "image": {"image": image.pk, "alt_text": "A curve.", "decorative": False}}  # fmt: skip
    return BLOCK.to_python(raw | fields)


def test_readers_get_picture_title_and_text_and_no_script():
    html = BeautifulSoup(BLOCK.render(value("<script>1</script>")), "html.parser")
    assert html.img["alt"] == "A curve."
    assert " ".join(html.figcaption.text.split()) == "Loss It falls."
    assert html.figure["data-frame"].startswith("/frames/")
    assert not html.find_all(["script", "iframe", "button"])


def test_a_file_that_loads_from_elsewhere_is_refused_with_the_line_that_exports_it():
    with pytest.raises(ValidationError) as caught:
        BLOCK.clean(value('<script src="https://cdn.plot.ly/plotly.js"></script>'))
    (message,) = caught.value.block_errors["file"].messages
    assert "https://cdn.plot.ly/plotly.js" in message
    assert "include_plotlyjs=True" in message


def test_a_file_of_another_kind_is_refused_and_has_no_frame():
    text = value("x", "plot.txt")
    with pytest.raises(ValidationError):
        BLOCK.clean(text)
    assert "data-frame" not in BLOCK.render(text)


def test_a_draft_may_hold_it_all_the_same():
    assert BLOCK.clean_deferred(value("<img src=//e.example>"))["title"] == "Loss"


def test_one_that_stands_by_itself_is_taken():
    assert BLOCK.clean(value("<script>1</script>"))["title"] == "Loss"
