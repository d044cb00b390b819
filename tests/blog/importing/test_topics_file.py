"""What a file of authors, series and tags says in other types than ours, or breaks off saying."""

import pytest

from blog.importing.folder import Folder
from blog.importing.topics_file import take_topics
from tests.factories import AuthorFactory

pytestmark = pytest.mark.django_db
BOMB = (
    "[&a [x], " + ", ".join(f"&{new} [{f'*{old}, ' * 9}]" for old, new in ("ab", "bc", "cd")) + "]"
)


def take(folder, text):
    (folder / "topics.yaml").write_text(text)
    return list(take_topics(Folder(folder), collection="c", user=None))


@pytest.mark.parametrize(
    "links",
    [
        "[{label: Site, page: {a: 1}, address: 'https://e.example/'}]",
        "[{label: Site, page: [1], address: 'https://e.example/'}]",
        "[3, {label: Site, address: 'https://e.example/'}]",
    ],
)
def test_a_link_is_its_label_and_address(tmp_path, links):
    author = AuthorFactory(name="Ada")
    assert take(tmp_path, f"authors: [{{name: Ada, links: {links}}}]") == []
    author.refresh_from_db()
    (link,) = author.links
    assert (link.value["label"], link.value["page"], link.value["address"]) == (
        "Site", None, "https://e.example/",
    )  # fmt: skip


@pytest.mark.parametrize("value", [BOMB, "{a: b}", "[x]", "12"])
def test_a_text_that_is_none_is_not_taken(tmp_path, value):
    author = AuthorFactory(name="Ada")
    take(tmp_path, f"authors: [{{name: Ada, biography: {value}}}]")
    author.refresh_from_db()
    assert author.biography == ""


def test_what_no_database_takes_is_shown_as_such(tmp_path):
    author = AuthorFactory(name="Ada")
    assert take(tmp_path, 'authors: [{name: Ada, biography: "a\\0b"}]') == []
    author.refresh_from_db()
    assert author.biography == "a\ufffdb"


@pytest.mark.parametrize("text", ["authors: !!bool x", "authors: ["])
def test_a_file_that_cannot_be_read_is_told(tmp_path, text):
    (remark,) = take(tmp_path, text)
    assert (remark.place, remark.what) == ("topics.yaml", "cannot be read")
