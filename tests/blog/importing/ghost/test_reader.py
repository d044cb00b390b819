"""An export of Ghost comes in whole."""

import json
from datetime import UTC, datetime

import pytest

from blog.importing.entry import Subject
from blog.importing.folder import Folder
from blog.importing.formats import find_export
from tests.blog.importing.folders import png, told, values, write_file
from tests.blog.importing.ghost.reading import entries, export_of, markdown, only, post, write_ghost


def test_a_post_brings_what_is_said_of_it(tmp_path):
    write_file(tmp_path, "content/images/2020/01/c.png", png())
    entry = only(
        tmp_path,
        post(
            featured=1,
            custom_excerpt="In short.",
            canonical_url="https://x.test/y",
            feature_image="__GHOST_URL__/content/images/2020/01/c.png",
            html='<p><a href="__GHOST_URL__/post-a/#x">x</a></p>',
        ),
        tags=[{"id": 1, "name": "ML"}, {"id": 2, "name": "#hidden"}, {"id": 3, "name": "C++"}],
        posts_tags=[
            {"post_id": "a", "tag_id": 3, "sort_order": 0},
            {"post_id": "a", "tag_id": 2, "sort_order": 1},
            {"post_id": "a", "tag_id": 1, "sort_order": 2},
        ],
        users=[{"id": 1, "name": "Ada L.", "email": "ada@x.test"}],
        posts_authors=[{"post_id": "a", "author_id": 1, "sort_order": 0}],
        posts_meta=[{"post_id": "a", "feature_image_alt": "Curve"}],
    )
    assert (entry.path, entry.title, entry.slug) == ("posts/a", "Post a", "post-a")
    assert entry.date == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (entry.authors, entry.tags) == (("Ada L.",), ("C++", "ML"))
    assert (entry.teaser, entry.is_featured) == ("In short.", True)
    assert entry.canonical_url == "https://x.test/y"
    assert entry.addresses == ("/post-a/",)
    assert (entry.cover.name, entry.cover.description) == ("c.png", "Curve")
    assert (entry.withheld, entry.remarks) == ((), [])
    assert markdown(entry) == "[x](#x)"


@pytest.mark.parametrize(
    ("fields", "is_withheld"),
    [
        ({}, False),
        ({"status": "scheduled", "published_at": "2099-01-01T00:00:00.000Z"}, False),
        ({"status": "scheduled"}, True),
        ({"status": "draft", "published_at": None}, True),
        ({"status": "sent"}, True),
        ({"visibility": "members"}, True),
        ({"visibility": "paid"}, True),
        ({"visibility": "tiers"}, True),
    ],
)
def test_what_was_not_for_all_stays_withheld(tmp_path, fields, is_withheld):
    assert bool(only(tmp_path, post(**fields)).withheld) is is_withheld


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2020-01-02 03:04:05", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (1577934245000, datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2020-02-31T00:00:00.000Z", None),
        (10**30, None),
        ({"x": 1}, None),
    ],
)
def test_dates_are_read_or_said(tmp_path, date, expected):
    entry = only(tmp_path, post(published_at=date))
    assert entry.date == expected
    assert [remark.subject for remark in entry.remarks] == [Subject.DATE] * (expected is None)


def test_pictures_lie_in_the_folder_at_any_size_and_posts_link_to_each_other(tmp_path):
    write_file(tmp_path, "content/images/2020/01/a.png", png())
    html = (
        '<figure class="kg-image-card"><img alt="A" src="__GHOST_URL__/content/images/size/w600/'
        '2020/01/a.png"><figcaption>So</figcaption></figure><p><a href="/post-b">b</a></p>'
    )
    found = entries(tmp_path, post(html=html), post("b"))
    (figure,) = values(found["posts/a"], "figure")
    assert (figure["caption"], figure["image"]["alt_text"]) == ("So", "A")
    assert found["posts/a"].links == ["posts/b"]


def test_the_older_form_without_db_is_read(tmp_path):
    text = json.dumps({"meta": {}, "data": {"posts": [post(page=1)]}})
    write_file(tmp_path, "old.json", text)
    (source,) = export_of(tmp_path).sources()
    assert told(source.read()) == {"page of the old site, made a post"}


def test_half_a_file_brings_what_is_whole(tmp_path):
    write_ghost(tmp_path, post(html="a" * 500), post("b"), post("c"))
    file = tmp_path / "old.ghost.json"
    text = file.read_text()
    file.write_text(text[: text.index("Post c")])
    export = export_of(tmp_path)
    assert [source.path for source in export.sources()] == ["posts/a", "posts/b"]
    assert [remark.what for remark in export.remarks] == ["JSON that breaks off, read up to there"]


def test_what_is_no_post_is_said_once(tmp_path):
    posts = [post(), post(title="Twin"), "no row", 3]
    export = export_of(write_ghost(tmp_path, *posts, members=[{"id": 1}, {"id": 2}]))
    assert [source.path for source in export.sources()] == ["posts/a"]
    assert {(remark.what, remark.detail) for remark in export.remarks} == {
        ("second post of one id, left out", "Twin"),
        ("members, left out", "2"),
    }


def test_strings_that_look_like_the_file_do_not_mislead(tmp_path):
    odd = '}]}"data":{"posts":[{ \\" \\\\'
    (entry,) = entries(tmp_path, post(title=odd, html="<p>x</p>")).values()
    assert entry.title == odd


def test_other_json_is_no_export(tmp_path):
    for number, text in enumerate(["", "{}", '{"db": []}', "[1]", '{"data": {"posts": []}}']):
        write_file(tmp_path, f"{number}.json", text)
    assert find_export(Folder(tmp_path)) is None
