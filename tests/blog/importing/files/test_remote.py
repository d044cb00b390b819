"""Pictures on other hosts: fetched once, within bounds, or told."""

import pytest

from blog.importing.files.reading import PictureReader
from blog.importing.files.remote import Bounds, Fetcher, NotFetchedError
from blog.importing.folder import Folder
from blog.importing.markdown.reader import read_entry
from blog.outbound.errors import OutboundError
from blog.outbound.requests import Fetched
from tests.blog.importing.folders import TITLE, png, told, values, write, write_file

HOST = "https://pictures.example"


class World:
    """Answers by address what a test put there; all else is not known."""

    def __init__(self, **answers: bytes) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.limits: dict = {}

    def get(self, url: str, **limits: object) -> Fetched:
        self.asked.append(url)
        self.limits = limits
        name = url.rpartition("/")[2].partition("?")[0].partition(".")[0]
        if name not in self.answers:
            raise OutboundError("The host is not known.")
        return Fetched(url, {}, self.answers[name])


def read(folder, text: str, world: World, **bounds):
    write_file(folder, "post.md", TITLE + text)
    fetcher = Fetcher(get=world.get, bounds=Bounds(**bounds))
    return read_entry(Folder(folder, pictures=PictureReader(fetcher=fetcher)), "post.md")


@pytest.mark.parametrize(
    ("source", "url"),
    [
        (f"![alt]({HOST}/x.png)", f"{HOST}/x.png"),
        (f"![alt]({HOST}/x?w=300&h=2)", f"{HOST}/x?w=300&h=2"),
        ("![alt](//pictures.example/x.png)", f"{HOST}/x.png"),
        (f'<img alt="alt" src="{HOST}/x.png">', f"{HOST}/x.png"),
        (f'<figure><img alt="alt" srcset="{HOST}/x.png 2x"></figure>', f"{HOST}/x.png"),
        (f'<img alt="alt" data-src="{HOST}/x.png">', f"{HOST}/x.png"),
    ],
)
def test_a_remote_picture_becomes_a_figure(tmp_path, source, url):
    world = World(x=png())
    entry = read(tmp_path, source, world)
    assert world.asked == [url]
    assert values(entry, "figure")[0]["image"]["alt_text"] == "alt"
    assert (entry.pictures[0].url, entry.pictures[0].name) == (url, "x.png")
    assert not entry.is_incomplete


def test_one_address_is_asked_once_a_post(tmp_path):
    world = World(x=png())
    entry = read(tmp_path, f"![a]({HOST}/x.png) ![b]({HOST}/x.png) ![c]({HOST}/y) ![d]({HOST}/y)",
                 world)  # fmt: skip
    assert world.asked == [f"{HOST}/x.png", f"{HOST}/y"]
    assert len(entry.pictures) == 1


def test_a_failure_is_told_with_its_reason_and_line(tmp_path):
    entry = read(tmp_path, f"text\n\n![alt]({HOST}/gone.png)", World())
    (remark,) = entry.remarks
    assert remark.what == "remote picture, kept as a link: The host is not known."
    assert (remark.detail, remark.line) == (f"{HOST}/gone.png", 6)
    assert entry.is_incomplete
    assert f"![alt]({HOST}/gone.png)" in values(entry, "markdown")[0]


@pytest.mark.parametrize("data", [b"<html>", b"", png(size=(500, 500))[:90], b"\x89PNG\r\n\x1a\n"])
def test_what_comes_is_checked_as_an_upload_is(tmp_path, data):
    entry = read(tmp_path, f"![alt]({HOST}/x.png)", World(x=data))
    assert entry.pictures == []
    assert told(entry) == {"picture that the library does not take"}
    assert "link" not in str(entry.body)


def test_a_host_that_fails_often_is_left_alone():
    world = World()
    fetcher = Fetcher(get=world.get, bounds=Bounds(failures=2))
    for number in range(5):
        with pytest.raises(NotFetchedError):
            fetcher.fetch(f"{HOST}/{number}")
    assert len(world.asked) == 2
    with pytest.raises(NotFetchedError, match="not known"):
        fetcher.fetch("https://other.example/x")


@pytest.mark.parametrize(
    ("bounds", "reason"),
    [
        ({"pictures": 1}, "as many pictures"),
        ({"total_bytes": 3}, "as many bytes"),
        ({"total_seconds": 0}, "no time left"),
    ],
)
def test_an_import_fetches_so_much_and_no_more(bounds, reason):
    fetcher = Fetcher(get=World(x=b"123").get, bounds=Bounds(**bounds))
    if "total_seconds" not in bounds:
        fetcher.fetch(f"{HOST}/x")
    with pytest.raises(NotFetchedError, match=reason):
        fetcher.fetch(f"{HOST}/x")


def test_one_picture_has_the_librarys_limit(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    world = World(x=b"123")
    fetcher = Fetcher(get=world.get, bounds=Bounds(total_bytes=1002))
    fetcher.fetch(f"{HOST}/x")
    assert world.limits["max_bytes"] == 1000
    fetcher.fetch(f"{HOST}/x")
    assert world.limits["max_bytes"] == 999


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/x.png", "http://localhost/", "https://169.254.169.254/", "https://[::1]/x",
     "https://[broken/x.png", "https://user@pictures.example/x.png", "//10.0.0.1/x.png"],
)  # fmt: skip
def test_the_guard_stands_before_every_address(tmp_path, address):
    write(tmp_path, post=f"{TITLE}![alt]({address})")
    folder = Folder(tmp_path, pictures=PictureReader(fetcher=Fetcher()))
    entry = read_entry(folder, "post.md")
    assert entry.pictures == []
    assert len(entry.remarks) == 1


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/x.png",
     "blob:https://a.example/1", "c:\\users\\me\\x.png"],
)  # fmt: skip
def test_other_schemes_are_never_asked(tmp_path, address):
    world = World(x=png())
    entry = read(tmp_path, f'<img alt="words" src="{address}">', world)
    assert world.asked == []
    assert "picture at no web address" in told(entry)
    assert entry.pictures == []


def test_a_file_of_the_writers_own_disk_is_looked_for_by_its_name(tmp_path):
    write_file(tmp_path, "images/x.png", png())
    for address in ("file:///home/me/x.png", "C:\\me\\x.png"):
        assert len(read(tmp_path, f'<img src="{address}">', World()).pictures) == 1
