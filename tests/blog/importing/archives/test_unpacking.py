"""A zip is unpacked within bounds, and nowhere but into its folder."""

import struct
import zipfile
from pathlib import Path
from stat import S_IFLNK

import pytest

from blog.importing.archives import unpacking
from blog.importing.archives.directory import directory_size
from blog.importing.archives.unpacking import unpack
from blog.importing.entry import UnreadableError
from tests.blog.importing.archives.zips import entry, make_zip, renamed


@pytest.fixture
def place(tmp_path) -> Path:
    place = tmp_path / "deep" / "place"
    place.mkdir(parents=True)
    return place


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def reasons(archive: Path, place: Path) -> dict[str, str]:
    return {remark.path: remark.what for remark in unpack(archive, place)}


def test_a_zip_is_unpacked(tmp_path, place):
    archive = make_zip(tmp_path / "a.zip", {"a.md": "# A", "img/": b"", "img/x.png": b"1" * 99_999})
    assert reasons(archive, place) == {}
    assert files_below(place) == {"a.md", "img/x.png"}
    assert (place / "img/x.png").stat().st_size == 99_999


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("../evil.md", "path that leads out of the archive"),
        ("a/../../evil.md", "path that leads out of the archive"),
        ("..\\evil.md", "path that leads out of the archive"),
        ("/evil.md", "absolute path in the archive"),
        ("\\\\host\\evil.md", "absolute path in the archive"),
        ("C:\\evil.md", "absolute path in the archive"),
        ("d" * 300 + ".md", "file name too long"),
        ("d/" * 300 + "evil.md", "file name too long"),
        ("./.", "file without a usable name"),
        (entry("evil.md", mode=S_IFLNK | 0o777), "link or device in the archive"),
        (entry("evil.md", mode=0o020666), "link or device in the archive"),
        ("inner.zip", "archive within the archive, not opened"),
        ("inner.tar.gz", "archive within the archive, not opened"),
    ],
)
def test_a_hostile_entry_is_left_and_the_rest_comes(tmp_path, place, name, what):
    archive = make_zip(tmp_path / "a.zip", {"good.md": "x", name: "/etc/passwd"})
    assert list(reasons(archive, place).values()) == [what]
    assert files_below(tmp_path) == {"a.zip", "deep/place/good.md"}


def test_names_in_other_encodings(tmp_path, place):
    archive = make_zip(tmp_path / "a.zip", {"caf__.md": "utf-8", "stra_e.md": "cp437"})
    renamed(archive, b"caf__", "café".encode())
    renamed(archive, b"stra_e", "straße".encode("cp437"))
    unpack(archive, place)
    assert files_below(place) == {"café.md", "straße.md"}


def test_a_name_that_says_it_is_utf8_and_is_not(tmp_path, place):
    archive = make_zip(tmp_path / "a.zip", {"é.md": "x"})
    renamed(archive, "é".encode(), b"\xff\xfe")
    with pytest.raises(UnreadableError, match="not a zip that can be read"):
        unpack(archive, place)


def test_a_bomb_is_left_and_the_rest_comes(tmp_path, place):
    archive = make_zip(tmp_path / "a.zip", {"bomb.md": b"\0" * 8_000_000, "good.md": "x"})
    assert list(reasons(archive, place)) == ["bomb.md"]
    assert files_below(place) == {"good.md"}


def test_many_files_that_fill_the_disk_together(tmp_path, place, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_BYTES", 100_000)
    archive = make_zip(tmp_path / "a.zip", {f"{n}.md": b"x" * 30_000 for n in range(9)})
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        unpack(archive, place)
    assert sum(path.stat().st_size for path in place.iterdir()) <= 100_000


def test_too_many_files_are_refused(tmp_path, place, monkeypatch):
    archive = make_zip(tmp_path / "a.zip", {f"{n}.md": "" for n in range(9)})
    monkeypatch.setattr(unpacking, "MAX_FILES", 8)
    with pytest.raises(UnreadableError, match="more than 8 files"):
        unpack(archive, place)
    monkeypatch.setattr(unpacking, "MAX_DIRECTORY_BYTES", 100)
    with pytest.raises(UnreadableError, match="too many files"):
        unpack(archive, place)
    assert not files_below(place)


def test_ten_thousand_files_come(tmp_path, place):
    archive = make_zip(tmp_path / "a.zip", {f"{n % 50}/{n}.md": "x" for n in range(10_000)})
    assert reasons(archive, place) == {}
    assert len(files_below(place)) == 10_000


def test_a_large_zips_list_is_measured_by_its_own_record(tmp_path):
    archive = make_zip(tmp_path / "a.zip", {"a.md": "x"})
    size = directory_size(archive)
    assert 40 < size < 100
    data = archive.read_bytes()
    end = data.rfind(b"PK\x05\x06")
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, 10**9, 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    archive.write_bytes(data[:end] + record + locator + data[end:])
    assert directory_size(archive) == 10**9


def test_two_files_of_one_name_and_a_file_that_is_a_folder(tmp_path, place):
    archive = make_zip(tmp_path / "a.zip", {"a.md": "first", "A.md": "x", "b": "x", "b/c.md": "x"})
    renamed(archive, b"A.md", b"a.md")
    assert reasons(archive, place) == {
        "a.md": "second file of the same name", "b/c.md": "second file of the same name",
    }  # fmt: skip
    assert (place / "a.md").read_text() == "first"


def test_an_encrypted_and_a_damaged_file_are_left(tmp_path, place):
    archive = make_zip(
        tmp_path / "a.zip", {"damaged.md": "some text", "locked.md": "x", "good.md": "y"}
    )
    data = bytearray(archive.read_bytes())
    first = data.index(b"damaged.md") + len("damaged.md")
    data[first : first + 4] = b"\xff\xff\xff\xff"
    place_of_flags = data.rindex(b"locked.md") - 46 + 8
    data[place_of_flags] |= 1
    archive.write_bytes(data)
    assert reasons(archive, place) == {
        "damaged.md": "damaged file in the archive", "locked.md": "encrypted file",
    }  # fmt: skip
    assert files_below(place) == {"good.md"}


def test_a_method_that_may_take_any_memory_is_not_used(tmp_path, place):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.md", "x")
    assert list(reasons(tmp_path / "a.zip", place).values()) == [
        "packed by a method that is not known"
    ]


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 17, b"PK\x03\x04" * 9])
def test_what_is_no_zip_is_told(tmp_path, place, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(UnreadableError, match="not a zip that can be read"):
        unpack(tmp_path / "a.zip", place)


def test_half_a_zip_is_told(tmp_path, place):
    archive = make_zip(tmp_path / "a.zip", {"a.md": "x" * 999})
    archive.write_bytes(archive.read_bytes()[:-40])
    with pytest.raises(UnreadableError):
        unpack(archive, place)
