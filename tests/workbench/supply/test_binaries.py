import subprocess

import pytest

from tests.workbench.supply.binaries import main

PICTURE = b"\x89PNG\r\n\x1a\n\0\0"


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


def plant(repository, name, content):
    (repository / name).write_bytes(content)
    subprocess.run(["git", "add", name], cwd=repository, check=True)


def test_this_repository_holds_none():
    assert main() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brotli.whl", b"PK\x03\x04\0"),
        ("program", b"\x7fELF\0"),
        ("notes.txt", b"\xff\xfe\0"),
        ("program.png", b"\x7fELF\0"),
        ("data.sqlite3", b"SQLite format 3\0"),
    ],
)
def test_a_planted_binary_is_found(repository, capsys, name, content):
    plant(repository, name, content)
    assert main(repository) == 1
    assert capsys.readouterr().err.startswith(f"{name} is binary")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.png", PICTURE), ("a.woff2", b"wOF2\xff"), ("a.txt", "Ω".encode()), ("empty.py", b"")],
)
def test_pictures_fonts_and_texts_may_stay(repository, name, content):
    plant(repository, name, content)
    assert main(repository) == 0


def test_what_git_does_not_track_is_no_matter(repository):
    (repository / "brotli.whl").write_bytes(b"PK\x03\x04\0")
    assert main(repository) == 0
