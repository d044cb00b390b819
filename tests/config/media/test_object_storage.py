"""Uploads in object storage: pictures at addresses that last, documents where nobody reads them."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.handlers.base import BaseHandler
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from moto import mock_aws
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from blog.html.addresses import frame_address, video_address
from config.backup.media_files import read_chunks, stored_names
from config.serving import preflight
from config.serving.answers import whole_file
from config.settings.object_storage import pictures_url, stores
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db
CONTENT = b"# Secret figures\n" * 1000


@pytest.fixture
def buckets(settings, monkeypatch, tmp_path):
    """Settings as with S3_BUCKET=open and S3_PRIVATE_BUCKET=closed; yields the S3 client."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "key-of-the-tests")
    settings.S3_BUCKET, settings.S3_PRIVATE_BUCKET = "open", "closed"
    settings.PICTURES_URL = pictures_url("open", domain="media.example.org")
    settings.STORAGES = settings.STORAGES | stores("open", "closed", domain="media.example.org")
    settings.DATA_DIR = tmp_path
    with mock_aws():
        client = storages["pictures"].connection.meta.client
        for bucket in ("open", "closed"):
            client.create_bucket(Bucket=bucket)
        yield client


@pytest.fixture
def lost(settings, monkeypatch):
    """Settings of a store at whose address nobody listens."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "key-of-the-tests")
    settings.S3_BUCKET = "open"
    settings.STORAGES = settings.STORAGES | stores("open", "closed", endpoint="http://127.0.0.1:1")


def add_document():
    file = ContentFile(CONTENT, "figures.md")
    return Document.objects.create(title="Figures", file=file)


def names_in(client, bucket):
    return [each["Key"] for each in client.list_objects_v2(Bucket=bucket).get("Contents", [])]


def test_pictures_and_documents_lie_apart(buckets):
    image = ImageFactory()
    document = add_document()
    rendition = image.get_rendition("width-20")
    assert set(names_in(buckets, "open")) == {image.file.name, rendition.file.name}
    assert names_in(buckets, "closed") == [document.file.name]
    assert sorted(stored_names()) == sorted(
        [image.file.name, rendition.file.name, document.file.name]
    )
    assert b"".join(read_chunks(document.file.name)) == CONTENT
    head = buckets.head_object(Bucket="open", Key=rendition.file.name)
    assert head["CacheControl"] == "public, max-age=31536000, immutable"


def test_an_address_is_the_same_tomorrow_and_carries_no_signature(buckets):
    rendition = ImageFactory().get_rendition("width-20")
    assert rendition.url == f"https://media.example.org/{rendition.file.name}"
    preflight.check_picture_addresses()


def test_a_store_whose_addresses_expire_is_refused(buckets, settings):
    pictures = dict(settings.STORAGES["pictures"]["OPTIONS"], querystring_auth=True)
    pictures["custom_domain"] = None
    changed = {"BACKEND": settings.STORAGES["pictures"]["BACKEND"], "OPTIONS": pictures}
    settings.STORAGES = settings.STORAGES | {"pictures": changed}
    with pytest.raises(CommandError, match="signs its addresses, which expire"):
        preflight.check_picture_addresses()


@pytest.mark.parametrize(
    ("name", "value", "is_taken"),
    [("endpoint", "minio:9000", False), ("endpoint", "//store.example.org", False),
     ("endpoint", "https://key@store.example.org", False), ("endpoint", "http://store:7070/", True),
     ("endpoint", "https://store.example.org/storage/v1/s3", True),
     ("domain", "https://media.example.org", False), ("domain", "//media.example.org", False),
     ("domain", "media.example.org?x=1", False), ("domain", "media.example.org, b", False),
     ("domain", "media.example.org:8443/pictures/", True)],
)  # fmt: skip
def test_what_makes_no_address_is_refused(name, value, is_taken):
    if is_taken:
        assert urlsplit(pictures_url("open", **{name: value})).hostname
        return
    with pytest.raises(ImproperlyConfigured, match="must look like"):
        pictures_url("open", **{name: value})


def test_a_document_is_streamed_under_wagtails_permission(client, buckets):
    document = add_document()
    response = client.get(document.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == CONTENT
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="login"
    )
    response = client.get(document.url)
    assert response.status_code == 302
    assert "login" in response.headers["Location"]


@pytest.fixture
def fetched(buckets):
    """The names of what is fetched from the store of documents, one after the other."""
    names = []
    storages["documents"].bucket.meta.client.meta.events.register(
        "provide-client-params.s3.GetObject", lambda params, **rest: names.append(params["Key"])
    )
    return names


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [("", 200, b"0123456789"), ("bytes=2-5", 206, b"2345"), ("bytes=-3", 206, b"789"),
     ("bytes=8-", 206, b"89"), ("bytes=1-2,4-5", 200, b"0123456789")],
)  # fmt: skip
def test_a_video_is_fetched_once_for_all_its_parts(client, fetched, asked, status, content):
    document = Document.objects.create(title="Talk", file=ContentFile(b"0123456789", "talk.mp4"))
    fetched.clear()
    address = video_address(document.pk, document.filename)
    answer = client.get(address, headers={"Range": asked} if asked else {})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (status, content)
    # The server reads it by itself, as fast as the player takes it.
    assert Path(answer.file_part[0]).read_bytes() == b"0123456789"
    assert client.get(address, headers={"Range": "bytes=10-"}).status_code == 416
    head = client.head(address)
    assert (head.headers["Content-Length"], fetched) == ("10", [document.file.name])
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    default_storage.delete(document.file.name)
    assert client.get(address).status_code == 404


def answer_of(address):
    """Return an answer as the server gets it: the test client takes the file out of it."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler.get_response(RequestFactory().get(address))


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_the_server_sends_a_document_or_a_figure_from_a_copy(fetched, suffix):
    file = ContentFile(CONTENT, f"figures.{suffix}")
    document = Document.objects.create(title="Figures", file=file)
    fetched.clear()
    address = document.url
    if suffix == "html":
        address = frame_address(document.pk, document.filename)
    for _time in range(2):
        path, extent = whole_file(answer_of(address))
        assert Path(path).read_bytes() == CONTENT
        assert extent == range(len(CONTENT))
    assert fetched == [document.file.name]


def test_captions_come_from_there_too(client, buckets):
    document = Document.objects.create(title="Talk", file=ContentFile(b"WEBVTT", "talk.vtt"))
    answer = client.get(video_address(document.pk, document.filename))
    assert b"".join(answer.streaming_content) == b"WEBVTT"
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"


@pytest.mark.usefixtures("lost")
def test_what_a_lost_store_has_is_asked_for_again_soon(client):
    client.raise_request_exception = False
    video, figure = (
        Document.objects.create(title="Talk", file=f"documents/talk.{suffix}")
        for suffix in ("mp4", "html")
    )
    addresses = [
        video_address(video.pk, video.filename),
        frame_address(figure.pk, figure.filename),
        video.url,
    ]
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("lost")
def test_a_lost_store_is_named_in_one_line(tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.txt").touch()
    with pytest.raises(CommandError, match="Not all can be copied: Could not connect"):
        call_command("copy_uploads", tmp_path / "media")
    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", tmp_path / "backups")


@pytest.mark.parametrize("alias", ["pictures", "documents"])
def test_a_store_that_is_silent_holds_nobody_for_long(buckets, alias):
    config = storages[alias].connection.meta.client.meta.config
    assert config.connect_timeout + config.read_timeout <= 15
    assert config.retries["total_max_attempts"] <= 2


def test_names_and_deletion_keep_to_their_bucket(buckets):
    first = default_storage.save("documents/a.txt", ContentFile(b"1"))
    second = default_storage.save("documents/a.txt", ContentFile(b"2"))
    assert first != second
    assert default_storage.size(second) == 1
    assert default_storage.exists(first)
    assert not storages["pictures"].exists(first)
    default_storage.delete(first)
    assert names_in(buckets, "closed") == [second]
    assert default_storage.listdir("") == (["documents"], [])


def test_media_of_before_leads_to_the_store(client, buckets):
    image = ImageFactory()
    response = client.get(f"/media/{image.file.name}")
    assert response.status_code == 301
    assert response.headers["Location"] == image.file.url
    assert client.get("/media/documents/figures.md").status_code == 404
    assert client.get("/media/.hidden").status_code == 404


def test_uploads_are_copied_once_into_their_buckets(buckets, settings, tmp_path, capsys):
    names = ["documents/a.txt", "images/b.png", "original_images/b.png"]
    for name in [*names, ".note", "images/.c"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
    call_command("copy_uploads", tmp_path)
    assert capsys.readouterr().out.startswith("3 files copied, 0 were there.")
    assert names_in(buckets, "closed") == names[:1]
    assert names_in(buckets, "open") == names[1:]
    head = buckets.head_object(Bucket="open", Key="images/b.png")
    assert (head["CacheControl"], head["ContentType"]) == (
        "public, max-age=31536000, immutable",
        "image/png",
    )
    call_command("copy_uploads", tmp_path)
    assert capsys.readouterr().out.startswith("0 files copied, 3 were there.")
    (tmp_path / "images/b.png").write_bytes(b"another")
    with pytest.raises(CommandError, match=r"in the place of images/b\.png"):
        call_command("copy_uploads", tmp_path)


def test_a_folder_that_cannot_be_read_is_not_passed_over(buckets, tmp_path, monkeypatch):
    for name in ("images", "locked"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.png").touch()
    scan = os.scandir

    def refuse(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(CommandError, match=r"Permission denied.*locked"):
        call_command("copy_uploads", tmp_path)
    assert names_in(buckets, "open") == ["images/a.png"]


def test_links_and_what_is_no_file_are_no_uploads(buckets, tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "elsewhere.png").touch()
    (tmp_path / "media" / "link.png").symlink_to(tmp_path / "elsewhere.png")
    (tmp_path / "media" / "folder").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "media" / "fifo")
    for name in ("e\u0301.png", "\u00e9.png", "two words.png"):
        (tmp_path / "media" / name).touch()
    call_command("copy_uploads", tmp_path / "media")
    assert set(names_in(buckets, "open")) == {"e\u0301.png", "\u00e9.png", "two words.png"}


def test_uploads_are_copied_to_object_storage_alone(tmp_path):
    with pytest.raises(CommandError, match="S3_BUCKET is not set"):
        call_command("copy_uploads", tmp_path)
