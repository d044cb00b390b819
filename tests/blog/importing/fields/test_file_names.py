"""A file's path tells a name, a date and a language; some files are no posts."""

from datetime import UTC, datetime

import pytest

from blog.importing.fields.file_names import (
    date_in_path,
    read_file_name,
    rough_date_in_path,
    withheld_by_path,
)
from blog.importing.fields.not_posts import why_no_post

ID = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("path", "name", "language"),
    [
        ("a.md", "a", ""),
        ("name.de.md", "name", "de"),
        ("guide/index.pt-br.md", "guide", "pt-br"),
        ("name.zh-Hans.md", "name", "zh-hans"),
        ("name.en-us.md", "name", "en"),
        ("chart.js.md", "chart.js", ""),
        ("socket.io.md", "socket.io", ""),
        ("Name-1.12.md", "Name-1.12", ""),
        ("index.md", "posts", ""),
        (f"A page {ID}.md", "A page", ""),
        (f"A page {ID}/index.md", "A page", ""),
        (f"{ID}.md", ID, ""),
        ("2024-01-31-title.md", "title", ""),
        ("2024_01_31 title.md", "title", ""),
        ("20240131-title.md", "title", ""),
        ("2024-01-31-title/index.de.md", "title", "de"),
        ("2024-01-31.md", "2024-01-31", ""),
        ("2024-13-31-title.md", "2024-13-31-title", ""),
    ],
)
def test_names_and_languages(path, name, language):
    read = read_file_name(path, root_name="posts")
    assert (read.name, read.language) == (name, language)


@pytest.mark.parametrize(
    "path",
    [
        "2014-12-12-x.md", "2014/12/12/x.md", "2014/12-12-x.md", "2014/12/12-x.md",
        "blog/2014-12-12/x.md", "20141212-x.md", "2014-12-12.md", "/2014/12/12/x/",
        "2013/old/2014-12-12-x.md", "2014.12.12 x.md", "2014_12_12_x.md", "2014-12-12T10-00.md",
    ],
)  # fmt: skip
def test_a_path_tells_a_day(path):
    assert date_in_path(path) == datetime(2014, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "path", ["x.md", "2014/x.md", "2014/13/12/x.md", "201412123.md", "a2014-12-12.md", "1014-12-12"]
)
def test_a_path_without_a_day_tells_none(path):
    assert date_in_path(path) is None


@pytest.mark.parametrize(
    ("path", "month"), [("2014/12/x.md", 12), ("2014-12-x.md", 12), ("2014/x.md", 1)]
)
def test_a_path_may_tell_a_month_or_year(path, month):
    assert rough_date_in_path(path) == datetime(2014, month, 1, tzinfo=UTC)


@pytest.mark.parametrize("path", ["x.md", "2014.md", "2014-x.md", "x/2048x/y.md"])
def test_a_number_is_no_year(path):
    assert rough_date_in_path(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "._post.md", "a/.hidden.md", "README.md", "guide/readme.de.md", "_index.md",
        "a/_index.de.md",
        "templates/post.md", "a/_layouts/b.md", "archetypes/default.md", "LICENSE.md",
        "CONTRIBUTING.md", "_part.md", "Templates/Daily.md",
    ],
)  # fmt: skip
def test_what_is_no_post_is_left_out(path):
    assert why_no_post(path)


@pytest.mark.parametrize(
    "path",
    ["a.md", "index.md", "templates/index.md", "_posts/a.md", "_drafts/a.md", "license.md",
     "templates.md", "changelog-driven.md", "_private/a.md"],
)  # fmt: skip
def test_what_is_a_post_stays(path):
    assert why_no_post(path) == ""


def test_folders_of_drafts_are_known():
    assert withheld_by_path("_drafts/a.md", root_name="x") == "in a folder of drafts"
    assert withheld_by_path("a/Drafts/b.md", root_name="x")
    assert withheld_by_path("a.md", root_name="drafts")
    assert withheld_by_path("private/a.md", root_name="x")
    assert withheld_by_path("drafts.md", root_name="x") == ""
