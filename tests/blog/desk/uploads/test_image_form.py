"""Every way in for an image, and what is refused on it."""

import struct
import zlib
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from tests.blog.pictures.with_a_place import SECRET, picture
from tests.blog.ways_in import WAYS, send

pytestmark = pytest.mark.usefixtures("site")


def upload(form="JPEG", name=None, data=None):
    return SimpleUploadedFile(
        name or f"a.{form.lower()}", data or picture(form, is_animated=form == "GIF")
    )


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_no_way_in_keeps_the_place(admin_client, way, form):
    send(admin_client, way, upload(form))
    image = get_image_model().objects.get()
    with image.file.open() as file:
        data = file.read()
    assert SECRET not in data
    assert len(data) == image.file_size
    assert (image.width, image.height) in ((40, 24), (24, 40))


@pytest.mark.django_db
def test_a_replaced_file_loses_its_place_too(admin_client):
    send(admin_client, "wagtailimages:add", upload("PNG"))
    image = get_image_model().objects.get()
    admin_client.post(
        reverse("wagtailimages:edit", args=[image.pk]), {"title": "B", "file": upload("JPEG")}
    )
    image.refresh_from_db()
    with image.file.open() as file:
        data = file.read()
    assert data.startswith(b"\xff\xd8")
    assert SECRET not in data


@pytest.mark.django_db
def test_several_uploads_are_named_without_a_file(admin_client):
    send(admin_client, "wagtailimages:add_multiple", upload("PNG"))
    image = get_image_model().objects.get()
    data = {f"image-{image.pk}-title": "Named"}
    url = reverse("wagtailimages:edit_multiple", args=[image.pk])
    answer = admin_client.post(url, data, headers={"x-requested-with": "XMLHttpRequest"})
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
def test_too_many_pixels_are_refused_at_once(admin_client, way, make):
    data = make()
    assert len(data) < 100_000
    name = "a.png" if make is bomb else "a.gif"
    answer = send(admin_client, way, upload(name=name, data=data))
    assert b"too many pixels" in answer.content
    assert not get_image_model().objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_broken_picture_is_a_form_error(admin_client, way, form):
    whole = picture(form, is_animated=False)
    for cut in (len(whole) // 2, len(whole) - 40, 20):
        answer = send(admin_client, way, upload(form, data=whole[:cut]))
        assert answer.status_code in (200, 302, 400)


def grey() -> bytes:
    """A PNG of 16 bits in a grey of 200 in 8."""
    stream = BytesIO()
    Image.new("I;16", (40, 24), 51_400).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_a_deep_grey_is_no_white_in_renditions(admin_client, way):
    send(admin_client, way, upload(name="a.png", data=grey()))
    rendition = get_image_model().objects.get().get_rendition("width-20|format-png")
    with rendition.file.open() as file, Image.open(file) as shown:
        assert shown.convert("L").getpixel((9, 9)) == 200


NESTED = b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 1000 + b"</g>" * 1000 + b"</svg>"


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.png", lambda: picture("PNG", is_animated=True), "is animated"),
        ("a.svg", lambda: NESTED, "nests more than 200"),
        ("a.heic", lambda: picture("AVIF", is_animated=False), "Supported formats"),
        ("a", lambda: picture("PNG", is_animated=False), "Supported formats"),
    ],
)
def test_the_true_reason_is_told(admin_client, way, name, data, reason):
    answer = send(admin_client, way, upload(name=name, data=data()))
    assert reason in answer.content.decode()
    assert not get_image_model().objects.exists()


@pytest.mark.django_db
def test_a_file_that_waits_for_its_title_has_no_place_either(admin_client):
    data = {"title": "A" * 300, "files[]": upload("JPEG")}
    url = reverse("wagtailimages:add_multiple")
    admin_client.post(url, data, headers={"x-requested-with": "XMLHttpRequest"})
    with UploadedFile.objects.get().file.open() as file:
        assert SECRET not in file.read()


@pytest.mark.django_db
def test_a_large_file_on_disk_is_cleaned_in_place(admin_client, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    send(admin_client, "wagtailimages:add", upload("JPEG"))
    image = get_image_model().objects.get()
    with image.file.open() as file:
        data = file.read()
    assert SECRET not in data
    assert len(data) == image.file_size


PAYLOAD = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.svg", "a.xhtml", "a.htm", "a.js"])
def test_documents_that_run_are_not_taken(admin_client, name):
    file = SimpleUploadedFile(name, PAYLOAD, "text/plain")
    admin_client.post(reverse("wagtaildocs:add"), {"title": "A", "file": file})
    assert not get_document_model().objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("extension", settings.WAGTAILDOCS_EXTENSIONS)
@pytest.mark.parametrize("payload", [PAYLOAD, b"%PDF-1.7\n<script>alert(1)</script>"])
def test_documents_never_run_here(admin_client, extension, payload):
    name = f"a.{extension}"
    document = get_document_model().objects.create(
        title="A", file=SimpleUploadedFile(name, payload, "text/html")
    )
    answer = admin_client.get(document.url)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    # A figure's HTML is downloaded, too; its frame has an address of its own, without an origin.
    assert extension == "html" or not answer["Content-Type"].startswith(
        ("text/html", "image/svg", "text/xml")
    )
    is_shown = answer["Content-Disposition"].startswith("inline") if name == "a.pdf" else False
    assert is_shown or answer["Content-Disposition"].startswith("attachment")
