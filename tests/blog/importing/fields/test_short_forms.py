"""The short forms of other systems become ours, with what they point at."""

import pytest

from blog.importing.fields.short_forms import link_in, unquoted, without_lone_link
from blog.importing.markdown.front_matter_keys import read_fields
from tests.blog.importing.commands import run
from tests.blog.importing.folders import imported, write
from tests.blog.importing.wordpress.reading import markdown, only
from tests.blog.importing.wordpress.wxr_files import item

URL = "https://a.example/x?b=1"
LINK = ("link", URL, "")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ({"form": "link", "link": URL}, LINK),
        ({"form": "link", "link": URL, "link_title": "X"}, ("link", URL, "X")),
        ({"link": URL}, LINK),
        ({"externalUrl": URL}, LINK),
        ({"external-url": URL}, LINK),
        ({"layout": "link", "link_url": URL}, LINK),
        ({"post_format": "post-format-link", "link": URL}, LINK),
        ({"form": "quotation", "link": URL, "link_title": "Ada"}, ("quotation", URL, "Ada")),
        ({"format": "quote", "source": "Ada"}, ("quotation", "", "Ada")),
        ({"form": "note"}, ("note", "", "")),
        ({"format": "aside"}, ("note", "", "")),
        ({"type": "status"}, ("note", "", "")),
        # What says nothing of a form, or names a place of its own.
        ({}, ("post", "", "")),
        ({"type": "note"}, ("post", "", "")),
        ({"layout": "post"}, ("post", "", "")),
        ({"format": "html"}, ("post", "", "")),
        ({"form": "post", "link": URL}, ("post", "", "")),
        ({"link": URL, "wordpress_id": 7}, ("post", "", "")),
        ({"link": "/old/path/"}, ("post", "", "")),
        ({"link": "javascript:alert(1)"}, ("post", "", "")),
        ({"form": "link"}, ("post", "", "")),
        ({"form": "link", "link": f"https://a.example/{'x' * 2000}"}, ("post", "", "")),
        ({"form": ["link"], "link": {"url": URL}}, ("post", "", "")),
    ],
)
def test_a_head_says_which(head, expected):
    short = read_fields({"title": "T", **head}).short
    assert (short.form, short.url, short.title) == expected


def test_what_was_read_is_not_told_as_left_out_and_the_rest_is():
    assert read_fields({"form": "link", "link": URL, "link_title": "X"}).unplaced == []
    assert read_fields({"form": "link"}).unplaced == ["form"]
    assert read_fields({"link": "/old/"}).unplaced == ["link"]
    assert read_fields({"form": "poem", "layout": "post"}).unplaced == ["form", "layout"]
    assert read_fields({"form": "post", "link": URL}).unplaced == ["link"]


def test_one_without_a_title_is_called_as_the_editor_would(blog, tmp_path):
    heads = {
        "link": f"form: link\nlink: {URL}\nlink_title: Of *gauges*",
        "said": f"form: quote\nlink: {URL}\nlink_title: Ada",
        "note": 'title: ""\nform: note',
        "kept": "title: Mine\nform: note",
        "post": "date: 2024-01-01",
    }
    texts = {
        name: f"---\n{head}\n---\nOne **run** of [five](/x).\n" for name, head in heads.items()
    }
    run(write(tmp_path / "in", **texts), "--publish")
    titles = {name: imported(f"{name}.md").title for name in texts}
    beginning = "One run of five."
    assert titles == {
        "link": "Of *gauges*", "said": beginning, "note": beginning, "kept": "Mine", "post": "Post",
    }  # fmt: skip
    assert imported("note.md").slug == "note"


def post(folder, form, html):
    return only(folder, item(html, terms=[("post_format", f"post-format-{form}", form)]))


def test_a_link_of_wordpress_leads_to_its_first_link(tmp_path):
    html = f'<p><a href="{URL}">The page</a></p><p>Worth <b>reading</b>.</p>'
    entry = post(tmp_path, "link", html)
    assert (entry.form, entry.link_url, entry.link_title) == ("link", URL, "The page")
    assert markdown(entry) == "Worth **reading**."


def test_a_link_within_words_stays_there(tmp_path):
    entry = post(tmp_path, "link", f'<p>See <a href="{URL}">this</a>.</p>')
    assert (entry.form, entry.link_url, entry.link_title) == ("link", URL, "")
    assert markdown(entry) == f"See [this]({URL})."


def test_a_link_of_wordpress_without_one_is_a_post(tmp_path):
    entry = post(tmp_path, "link", "<p>Nothing</p>")
    assert entry.form == "post"
    assert "link post without a link, made a post" in [each.what for each in entry.remarks]


def test_a_quote_of_wordpress_is_its_words(tmp_path):
    html = f'<blockquote><p>One.</p><p>Two.</p></blockquote><p>— <a href="{URL}">Ada</a></p>'
    entry = post(tmp_path, "quote", html)
    assert (entry.form, entry.link_title, entry.link_url) == ("quotation", "Ada", URL)
    assert markdown(entry) == "One.\n\nTwo."


def test_more_than_a_quote_stays_whole(tmp_path):
    entry = post(tmp_path, "quote", "<p>Look:</p><blockquote><p>One.</p></blockquote>")
    assert entry.form == "quotation"
    assert markdown(entry) == "Look:\n\n> One."


@pytest.mark.parametrize("form", ["aside", "status"])
def test_an_aside_or_a_status_of_wordpress_is_a_note(tmp_path, form):
    assert post(tmp_path, form, "<p>x</p>").form == "note"


@pytest.mark.parametrize("form", ["gallery", "image", "chat", "video"])
def test_any_other_format_is_a_post(tmp_path, form):
    assert post(tmp_path, form, "<p>x</p>").form == "post"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> One.\n>\n> — Ada", ("One.", "Ada", "")),
        ("> One.\n\n— Ada, 1843", ("One.", "Ada, 1843", "")),
        ("> One.", ("One.", "", "")),
        ("One.\n\n— Ada", ("One.\n\n— Ada", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_quote_is_parted_from_its_source(text, expected):
    assert unquoted(text) == expected


def test_lines_stay_where_they_were():
    left, title = without_lone_link(f"[A]({URL})\n\nText", URL)
    assert (left.strip(), title) == ("Text", "A")
    assert left.count("\n") == 2
    assert without_lone_link("Text", URL) == ("Text", "")


def test_only_addresses_of_the_web_are_taken():
    assert link_in('<a href="mailto:a@b.example">x</a><a href="/x">y</a>') == ""
    assert link_in('<a class="b" href="https://a.example/?a=1&amp;b=2">x</a>').endswith("?a=1&b=2")
