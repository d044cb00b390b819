"""Uploaded media as the application serves it by itself."""

import pytest
from django.http import Http404

from config.media.ranges import MAX_PART_BYTES
from config.media.views import serve_media

CONTENT = bytes(range(256)) * 4


@pytest.fixture
def media(settings, tmp_path):
    root = tmp_path / "media"
    settings.MEDIA_ROOT = root
    names = (
        "images/a.fill-640x360.webp",
        "original_images/a.png",
        "original_images/drawing.svg",
        "original_images/page.html",
        "documents/private.pdf",
        "video.mp4",
        "notes.pdf",
        ".hidden.png",
    )
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(CONTENT)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "shortcut").symlink_to(root / "documents")
    return root


@pytest.fixture
def get(rf, media):
    def get(path, method="get", **headers):
        request = getattr(rf, method)("/media/x", headers=headers)
        return serve_media(request, path)

    return get


def body(response):
    return response.getvalue()


def test_a_rendition_is_served_and_kept_for_a_year(get):
    response = get("images/a.fill-640x360.webp")
    assert body(response) == CONTENT
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Content-Disposition" not in response


def test_an_original_is_kept_for_less(get):
    assert get("original_images/a.png")["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("original_images/drawing.svg", "image/svg+xml"),
        ("original_images/page.html", "text/html"),
        ("notes.pdf", "application/pdf"),
    ],
)
def test_what_could_run_scripts_is_a_sandboxed_download(get, path, media_type):
    response = get(path)
    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize(
    "path",
    [
        "missing.png",
        "images",
        "images/",
        "../secret.png",
        "images/../../secret.png",
        "images/../video.mp4",
        "images//a.fill-640x360.webp",
        "video.mp4/",
        "/etc/passwd",
        "link.png",
        "shortcut/private.pdf",
        "documents/private.pdf",
        "images/../documents/private.pdf",
        ".hidden.png",
        "nul\0.png",
        "a" * 5000,
        "a/" * 3000 + "b",
        "",
        ".",
        "..",
    ],
)
def test_nothing_else_is_found(get, path):
    with pytest.raises(Http404):
        get(path)


def test_media_on_object_storage_is_not_served_here(get, settings):
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}
    with pytest.raises(Http404):
        get("video.mp4")


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_other_methods_are_refused(get, method):
    assert get("video.mp4", method=method).status_code == 405


def test_head_says_how_long_it_is(get):
    response = get("video.mp4", method="head")
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(CONTENT))


def test_what_the_browser_has_is_not_sent_again(get):
    first = get("original_images/drawing.svg")
    by_tag = get("original_images/drawing.svg", **{"If-None-Match": first["ETag"]})
    by_date = get("original_images/drawing.svg", **{"If-Modified-Since": first["Last-Modified"]})
    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert by_tag["ETag"] == first["ETag"]
    assert by_tag["Cache-Control"] == first["Cache-Control"]
    assert get("original_images/drawing.svg", **{"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=1000-", 1000, 1024),
        ("bytes=1000-9999", 1000, 1024),
        ("bytes=-24", 1000, 1024),
        ("bytes=-9999", 0, 1024),
    ],
)
def test_a_part_is_served(get, asked, start, stop):
    response = get("video.mp4", Range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/1024"
    assert response["Content-Length"] == str(stop - start)
    assert body(response) == CONTENT[start:stop]


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=2000-3000", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(get, asked):
    response = get("video.mp4", Range=asked)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-1", "bytes=-", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "bytes=" + "9" * 99 + "-"],
)
def test_a_strange_range_is_ignored(get, asked):
    response = get("video.mp4", Range=asked)
    assert response.status_code == 200
    assert body(response) == CONTENT


def test_a_part_of_a_changed_file_is_not_served(get):
    tag = get("video.mp4")["ETag"]
    assert get("video.mp4", **{"Range": "bytes=0-9", "If-Range": tag}).status_code == 206
    assert get("video.mp4", **{"Range": "bytes=0-9", "If-Range": '"old"'}).status_code == 200


def test_an_open_ended_range_is_answered_with_its_beginning(get, media):
    with (media / "long.mp4").open("wb") as file:
        file.truncate(3 * MAX_PART_BYTES)
    response = get("long.mp4", Range="bytes=10-")
    assert response["Content-Length"] == str(MAX_PART_BYTES)
    assert len(body(response)) == MAX_PART_BYTES


def test_an_empty_file_is_served(get, media):
    (media / "empty.png").touch()
    assert body(get("empty.png")) == b""
    assert get("empty.png", Range="bytes=0-").status_code == 416
