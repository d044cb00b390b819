"""Every way in for an image, and what is refused on it."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.blog.exchange.test_picture_privacy import SECRET, picture
from tests.factories import UserFactory


@pytest.fixture
def editor(client, site):
    client.force_login(UserFactory(is_superuser=True))
    return client


def upload(form="JPEG", name=None, data=None):
    return SimpleUploadedFile(
        name or f"a.{form.lower()}", data or picture(form, is_animated=form == "GIF")
    )


WAYS = {
    "wagtailimages:add": lambda file: {"title": "A", "file": file},
    "wagtailimages:add_multiple": lambda file: {"title": "A", "files[]": file},
    "wagtailimages_chooser:create": lambda file: {
        "image-chooser-upload-title": "A",
        "image-chooser-upload-file": file,
    },
    "upload_image": lambda file: {"file": file},
}


def send(client, way, file):
    headers = {"x-requested-with": "XMLHttpRequest"} if way.endswith("multiple") else {}
    return client.post(reverse(way), WAYS[way](file), headers=headers)


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_no_way_in_keeps_the_place(editor, way, form):
    send(editor, way, upload(form))
    image = get_image_model().objects.get()
    with image.file.open() as file:
        data = file.read()
    assert SECRET not in data
    assert len(data) == image.file_size
    assert (image.width, image.height) in ((40, 24), (24, 40))


@pytest.mark.django_db
def test_a_replaced_file_loses_its_place_too(editor):
    send(editor, "wagtailimages:add", upload("PNG"))
    image = get_image_model().objects.get()
    editor.post(
        reverse("wagtailimages:edit", args=[image.pk]), {"title": "B", "file": upload("JPEG")}
    )
    image.refresh_from_db()
    with image.file.open() as file:
        data = file.read()
    assert data.startswith(b"\xff\xd8")
    assert SECRET not in data


@pytest.mark.django_db
def test_several_uploads_are_named_without_a_file(editor):
    send(editor, "wagtailimages:add_multiple", upload("PNG"))
    image = get_image_model().objects.get()
    data = {f"image-{image.pk}-title": "Named"}
    url = reverse("wagtailimages:edit_multiple", args=[image.pk])
    answer = editor.post(url, data, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json()["success"]
    image.refresh_from_db()
    assert image.title == "Named"


def bomb() -> bytes:
    """A PNG of 121 megapixels in a few kilobytes."""
    head = struct.pack(">IIBBBBB", 11_000, 11_000, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1376 * 11_000))), (b"IEND", b"")]
    packed = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def many_frames() -> bytes:
    stream = BytesIO()
    first, *rest = [Image.new("L", (1000, 1000), number * 9) for number in range(26)]
    first.save(stream, "GIF", save_all=True, append_images=rest)
    return stream.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("make", [bomb, many_frames])
def test_too_many_pixels_are_refused_at_once(editor, way, make):
    data = make()
    assert len(data) < 100_000
    name = "a.png" if make is bomb else "a.gif"
    answer = send(editor, way, upload(name=name, data=data))
    assert b"too many pixels" in answer.content
    assert not get_image_model().objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_broken_picture_is_a_form_error(editor, way, form):
    whole = picture(form, is_animated=False)
    for cut in (len(whole) // 2, len(whole) - 40, 20):
        answer = send(editor, way, upload(form, data=whole[:cut]))
        assert answer.status_code in (200, 302, 400)


PAYLOAD = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xhtml", "a.txt.html", "a.htm", "a.js"])
def test_documents_that_run_are_not_taken(editor, name):
    file = SimpleUploadedFile(name, PAYLOAD, "text/plain")
    editor.post(reverse("wagtaildocs:add"), {"title": "A", "file": file})
    assert not get_document_model().objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.json", "a.ipynb", "a.zip", "a.pdf"])
@pytest.mark.parametrize("payload", [PAYLOAD, b"%PDF-1.7\n<script>alert(1)</script>"])
def test_documents_never_run_here(editor, name, payload):
    document = get_document_model().objects.create(
        title="A", file=SimpleUploadedFile(name, payload, "text/html")
    )
    answer = editor.get(document.url)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer["Content-Type"].startswith(("text/html", "image/svg", "text/xml"))
    is_shown = answer["Content-Disposition"].startswith("inline") if name == "a.pdf" else False
    assert is_shown or answer["Content-Disposition"].startswith("attachment")
