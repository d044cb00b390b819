"""An export of WordPress comes in whole."""

import base64
from datetime import UTC, datetime

import pytest

from blog.importing.entry import Subject
from tests.blog.importing.folders import png, told, values, write_file
from tests.blog.importing.wordpress.reading import entries, export_of, markdown, only, remarks
from tests.blog.importing.wordpress.wxr_files import attachment, item, write_wxr


def test_a_post_brings_what_is_said_of_it(tmp_path):
    entry = only(
        tmp_path,
        item(
            "<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph -->",
            key=7,
            slug="hello",
            title="Hello & more",
            is_sticky="1",
            encoded="<p>In short.</p>",
            terms=[("category", "ml", "ML"), ("post_tag", "c", "C++"),
                   ("category", "uncategorized", "Uncategorized"), ("series", "s", "Learning")],
            metas=[("_wp_old_slug", "hallo"), ("_yoast_wpseo_canonical", "https://x.test/y")],
        ),
    )  # fmt: skip
    assert (entry.path, entry.title, entry.slug) == ("posts/7", "Hello & more", "hello")
    assert entry.date == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert entry.authors == ("Ada L.",)
    assert entry.tags == ("ML", "C++")
    assert (entry.series, entry.is_featured, entry.teaser) == ("Learning", True, "In short.")
    assert entry.canonical_url == "https://x.test/y"
    assert entry.addresses == ("/2020/01/hello/", "/2020/01/hallo/")
    assert (entry.withheld, entry.remarks) == ((), [])
    assert markdown(entry) == "Text"


@pytest.mark.parametrize(
    ("fields", "is_withheld"),
    [
        ({"status": "publish"}, False),
        ({"status": "future", "post_date_gmt": "2099-01-01 00:00:00"}, False),
        ({"status": "future"}, True),
        ({"status": "draft", "post_date_gmt": "0000-00-00 00:00:00"}, True),
        ({"status": "pending"}, True),
        ({"status": "private"}, True),
        ({"status": "of-a-plug-in"}, True),
        ({"post_password": "secret"}, True),
    ],
)
def test_what_was_not_public_stays_withheld(tmp_path, fields, is_withheld):
    entry = only(tmp_path, item("<p>x</p>", **fields))
    assert bool(entry.withheld) is is_withheld
    assert "secret" not in str(entry)


def test_what_is_no_post_is_said_once(tmp_path):
    folder = write_wxr(
        tmp_path,
        item("<p>x</p>", comments=2),
        item("<p>y</p>", key=2, comments=1),
        item(key=3, title="Gone", status="trash"),
        item(key=4, post_type="portfolio"),
        item(key=5, post_type="revision"),
        item("<p>z</p>", key=2, title="Twin"),
    )
    assert remarks(export_of(folder)) == {
        ("comments, left out", "3"),
        ("post in the trash, left out", "Gone"),
        ("of the type “portfolio”, left out", "1"),
        ("second item of one id, left out", "Twin"),
    }


def test_a_page_becomes_a_post_and_that_is_said(tmp_path):
    entry = only(tmp_path, item("<p>x</p>", post_type="page", key=4))
    assert entry.path == "pages/4"
    assert told(entry) == {"page of the old site, made a post"}


def test_files_lie_in_the_folder_of_uploads_at_any_size(tmp_path):
    write_file(tmp_path, "uploads/2020/01/a.png", png())
    write_file(tmp_path, "uploads/2020/01/b.png", png("blue"))
    write_file(tmp_path, "uploads/2019/12/a.png", png("green"))
    entry = only(
        tmp_path,
        item(
            '<p><img src="https://old.test/wp-content/uploads/2020/01/a-300x200.png" alt="A"></p>',
            metas=[("_thumbnail_id", "9")],
        ),
        attachment(9, "http://www.old.test/wp-content/uploads/2020/01/b.png", alt="B"),
    )
    (figure,) = values(entry, "figure")
    assert figure["image"]["alt_text"] == "A"
    assert entry.cover.name == "b.png"
    assert entry.cover.description == "B"
    assert [remark for remark in entry.remarks if remark.subject is Subject.PICTURE] == []


def test_posts_link_to_each_other_by_any_of_their_addresses(tmp_path):
    link = '<p><a href="{}">x</a></p>'
    targets = ["https://old.test/2020/01/two/#part", "/2020/01/zwei/", "https://old.test/?p=2"]
    found = entries(
        tmp_path,
        item("".join(map(link.format, targets))),
        item("<p>y</p>", key=2, slug="two", metas=[("_wp_old_slug", "zwei")]),
    )
    assert found["posts/1"].links == ["posts/2"]
    assert found["posts/1"].remarks == []


def test_a_link_to_what_else_the_site_had_is_said(tmp_path):
    entry = only(tmp_path, item('\n<p><a href="https://old.test/category/ml/">x</a></p>'))
    assert told(entry) == {"link to the old site, left as it is"}


def test_the_text_of_the_classic_editor_has_its_paragraphs(tmp_path):
    text = (
        "One\ntwo\n\n<em>Three</em>\n<pre>a\n\nb</pre>\nFour\n<ul>\n<li>x</li>\n\n<li>y</li>\n</ul>"
    )
    entry = only(tmp_path, item(text))
    assert values(entry, "markdown") == ["One\\\ntwo\n\n*Three*", "Four\n\n- x\n- y"]
    assert values(entry, "code") == [{"language": "text", "code": "a\n\nb"}]


def test_footnotes_and_shared_blocks_of_the_block_editor_come(tmp_path):
    entry = only(
        tmp_path,
        item(
            '<!-- wp:paragraph --><p>a<sup data-fn="u" class="fn"><a href="#u" id="u-link">1</a>'
            '</sup></p><!-- /wp:paragraph --><!-- wp:block {"ref":5} /--><!-- wp:footnotes /-->'
            '<!-- wp:latest-posts {"n":3} /-->',
            metas=[("footnotes", '[{"content":"Note <em>x</em>","id":"u"}]')],
        ),
        item("<p>shared</p>", key=5, post_type="wp_block"),
    )
    assert "shared" in markdown(entry)
    assert "[^1]: Note *x*" in markdown(entry)
    assert {(remark.what, remark.detail) for remark in entry.remarks} == {
        ("block that a program fills, left out", "latest-posts")
    }


def test_a_date_that_is_none_is_said(tmp_path):
    entry = only(tmp_path, item("<p>x</p>", post_date="2020-02-31", post_date_gmt="soon"))
    assert entry.date is None
    assert [remark.subject for remark in entry.remarks] == [Subject.DATE]


def test_a_change_of_anything_changes_the_checksum(tmp_path):
    one = item("<p>x</p>")
    changed = [item("<p>y</p>"), item("<p>x</p>", status="draft"), item("<p>x</p>", slug="two")]
    checksums = set()
    for each in [one, one, *changed]:
        (source,) = export_of(write_wxr(tmp_path, each)).sources()
        checksums.add(source.checksum)
    assert len(checksums) == 4


def test_a_picture_within_the_text_is_one_of_the_entry(tmp_path):
    data = base64.b64encode(png(size=(160, 90))).decode()
    entry = only(tmp_path, item(f'<p><img alt="A" src="data:image/png;base64,{data}"></p>'))
    (figure,) = values(entry, "figure")
    assert figure["image"]["alt_text"] == "A"
    assert len(entry.pictures) == 1
