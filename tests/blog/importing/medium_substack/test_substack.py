"""An export of Substack comes in whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from blog.importing.entry import Entry
from blog.importing.exports.export import Export
from blog.importing.folder import Folder
from blog.importing.formats import find_export
from tests.blog.importing.folders import told, values, write_file

HEAD = "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n"
DAY = "2020-01-02T03:04:05.000Z"


def write_substack(folder: Path, rows: str, **texts: str) -> Path:
    write_file(folder, "posts.csv", HEAD + rows)
    for name, text in texts.items():
        key, _mark, slug = name[1:].partition("_")
        write_file(folder, f"posts/{key}.{slug.replace('_', '-')}.html", text)
    return folder


def export_of(folder: Path) -> Export:
    export = find_export(Folder(folder))
    assert export is not None
    assert export.system == "Substack"
    return export


def entries(folder: Path) -> dict[str, Entry]:
    return {source.path: source.read() for source in export_of(folder).sources()}


def test_a_post_brings_what_is_said_of_it(tmp_path):
    row = f'1.my-post,{DAY},true,,newsletter,everyone,"My, post",In short.,\n'
    (entry,) = entries(write_substack(tmp_path, row, _1_my_post="<p>x</p>")).values()
    assert (entry.path, entry.title, entry.slug) == ("posts/1", "My, post", "my-post")
    assert (entry.teaser, entry.addresses) == ("In short.", ("/p/my-post",))
    assert entry.date == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (entry.withheld, entry.remarks) == ((), [])
    assert values(entry, "markdown") == ["x"]


@pytest.mark.parametrize(
    ("row", "is_withheld"),
    [
        (f"1.a,{DAY},true,,newsletter,everyone,A,,\n", False),
        (f"1.a,{DAY},true,,newsletter,only_paid,A,,\n", True),
        (f"1.a,{DAY},true,,newsletter,founding,A,,\n", True),
        ("1.a,,false,,newsletter,everyone,A,,\n", True),
        ("", True),
    ],
)
def test_what_was_not_for_everyone_stays_withheld(tmp_path, row, is_withheld):
    (entry,) = entries(write_substack(tmp_path, row, _1_a="<p>x</p>")).values()
    assert bool(entry.withheld) is is_withheld


def test_another_kind_of_post_is_said_and_its_sound_is_linked(tmp_path):
    row = f"1.a,{DAY},true,,podcast,everyone,A,,https://x.test/a.mp3\n"
    (entry,) = entries(write_substack(tmp_path, row, _1_a="<p>x</p>")).values()
    assert told(entry) == {"post of another kind"}
    assert values(entry, "markdown") == ["[a.mp3](https://x.test/a.mp3)\n\nx"]


def test_what_asks_for_a_subscription_is_left_out_and_said(tmp_path):
    text = (
        '<p>a</p><p class="button-wrapper" data-x="{}"><a class="button" href="%%checkout_url%%">'
        '<span>Subscribe</span></a></p>\n<div class="subscription-widget-wrap-editor"><div>'
        "<form><input name=email></form></div></div><p>b</p>"
    )
    row = f"1.a,{DAY},true,,newsletter,everyone,A,,\n"
    (entry,) = entries(write_substack(tmp_path, row, _1_a=text)).values()
    assert values(entry, "markdown") == ["a\n\nb"]
    assert [(remark.what, remark.detail) for remark in entry.remarks] == [
        ("button or form for subscribers, left out", "2")
    ]


def test_posts_link_to_each_other_and_cite_footnotes(tmp_path):
    text = (
        '<p><a href="https://mine.substack.com/p/b">x</a><a class="footnote-anchor" id="footnote-'
        'anchor-1" href="#footnote-1">1</a></p><div class="footnote"><a id="footnote-1" href="#'
        'footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>Note.</p>'
        "</div></div>"
    )
    rows = "".join(f"{n},{DAY},true,,newsletter,everyone,A,,\n" for n in ("1.a", "2.b"))
    found = entries(write_substack(tmp_path, rows, _1_a=text, _2_b="<p>y</p>"))
    assert found["posts/1"].links == ["posts/2"]
    assert values(found["posts/1"], "markdown")[0].endswith("[^1]\n\n[^1]: Note.")


@pytest.mark.parametrize("rows", ["\0\n", '1.a,"open', "1.a,2020-02-31,TRUE,x\n", "é\n" * 5])
def test_a_list_of_no_form_stops_nothing(tmp_path, rows):
    found = entries(write_substack(tmp_path, rows, _1_a="<p>x</p>"))
    assert list(found) == ["posts/1"]


def test_a_row_without_a_text_is_said(tmp_path):
    rows = f"1.a,{DAY},true,,newsletter,everyone,A,,\n9.z,{DAY},true,,newsletter,everyone,Z,,\n"
    export = export_of(write_substack(tmp_path, rows, _1_a="<p>x</p>"))
    assert len(list(export.sources())) == 1
    assert [(r.what, r.detail) for r in export.remarks] == [("post without a text, left out", "Z")]
