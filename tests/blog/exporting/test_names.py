from unicodedata import normalize

import pytest

from blog.exporting.names import MAX_BYTES, FileNames, post_file_name, safe_name
from blog.importing.fields.file_names import withheld_by_path
from blog.importing.fields.not_posts import why_no_post


@pytest.mark.parametrize(
    "slug",
    ["a", "readme", "README", "LICENSE", "_index", "_part", "DRAFT-x", "draft-x", "index", "数"],
)
def test_a_posts_file_is_read_as_one(slug):
    name = post_file_name(slug)
    assert not why_no_post(name)
    assert not withheld_by_path(name, root_name="blog")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("a/b\\c:d.png", "a-b-c-d.png"),
        ("con.txt", "_con.txt"),
        ("COM1", "_COM1"),
        ("com².md", "_com².md"),
        ("..", "file"),
        ("a.png ", "a.png"),
        ("\x00.png", "-.png"),
    ],
)
def test_what_a_file_system_refuses_is_replaced(wanted, name):
    assert safe_name(wanted) == name


def test_a_long_name_is_cut_between_letters():
    name = safe_name("é" * 200 + ".png")
    assert len(name.encode()) <= MAX_BYTES
    assert name.endswith("é.png")


@pytest.mark.parametrize("names", [("A.png", "a.png"), ("\uac00.md", "\u1100\u1161.md")])
def test_names_that_some_file_systems_confuse_are_kept_apart_in_the_same_way(names):
    given = [[FileNames.give(taken, each, key=each) for each in names]
             for taken in (FileNames(), FileNames())]  # fmt: skip
    assert given[0] == given[1]
    assert len({normalize("NFC", each).casefold() for each in given[0]}) == 2
