"""Addresses of built sites, and which file of an archive they mean."""

import pytest

from blog.importing.files.roots import FileIndex
from blog.importing.folder import Folder, OutsideError
from tests.blog.importing.folders import png, write_file

FILES = (
    "static/img/s.png", "public/img/s.png", "assets/logo.png", "content/posts/bundle/in.png",
    "content/posts/long/deep.png", "Attachments/Only One.png", "a/twin.png", "b/twin.png",
    "docs/guide/pic.PNG", "static/café.png",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Folder:
    for path in FILES:
        write_file(tmp_path, path, b"x")
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("address", "beside", "path"),
    [
        ("/img/s.png", "content/posts/a.md", "static/img/s.png"),
        ("../../static/img/s.png", "content/posts/a.md", "static/img/s.png"),
        ("/base/img/s.png", "content/posts/a.md", "static/img/s.png"),
        ("@site/static/img/s.png", "docs/a.md", "static/img/s.png"),
        ("~/assets/logo.png", "docs/a.md", "assets/logo.png"),
        ("/logo.png", "content/posts/a.md", "assets/logo.png"),
        ("in.png", "content/posts/bundle/index.md", "content/posts/bundle/in.png"),
        ("deep.png", "content/posts/long.md", "content/posts/long/deep.png"),
        ("Only%20One.png", "notes/day.md", "Attachments/Only One.png"),
        ("twin.png", "a/post.md", "a/twin.png"),
        ("twin.png", "elsewhere/post.md", None),
        ("/nowhere/twin.png", "elsewhere/post.md", None),
        ("pic.png", "docs/guide/a.md", "docs/guide/pic.PNG"),
        ("/cafe\u0301.png", "a.md", "static/café.png"),
        ("missing/s.png", "a.md", None),
        ("/", "a.md", None),
    ],
)
def test_an_address_finds_the_file_that_it_means(folder, address, beside, path):
    found = folder.file(address, beside=beside)
    assert (found and found.relative_to(folder.root).as_posix()) == path


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside = write_file(tmp_path, "secret.png", png())
    inside = tmp_path / "in"
    (inside / "static").mkdir(parents=True)
    (inside / "static" / "secret.png").symlink_to(outside)
    with pytest.raises(OutsideError):
        Folder(inside).file("/secret.png", beside="a.md")


def test_names_that_thousands_share_are_not_searched(tmp_path, monkeypatch):
    monkeypatch.setattr("blog.importing.files.roots.MAX_NAMESAKES", 1)
    for path in ("a/x.png", "b/x.png"):
        write_file(tmp_path, path, b"x")
    assert list(FileIndex(tmp_path).find("b/x.png", beside="c/d.md")) == ["b/x.png"]
    assert list(FileIndex(tmp_path).find("old/b/x.png", beside="c/d.md")) == []
