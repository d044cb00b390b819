"""An export of Ghost comes in whole."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blog.importing.entry import Entry, Subject
from blog.importing.exports.export import Export
from blog.importing.folder import Folder
from blog.importing.formats import find_export
from tests.blog.importing.folders import png, told, values, write_file


def post(key: str = "a", **fields: object) -> dict:
    return {
        "id": key,
        "title": f"Post {key}",
        "slug": f"post-{key}",
        "html": "<p>x</p>",
        "status": "published",
        "visibility": "public",
        "type": "post",
        "published_at": "2020-01-02T03:04:05.000Z",
        **fields,
    }


def write_ghost(folder: Path, *posts: dict, **tables: list[dict]) -> Path:
    data = {"posts": list(posts), "settings": [{"key": "title", "value": "Old"}], **tables}
    text = json.dumps({"db": [{"meta": {"version": "5.9"}, "data": data}]}, indent=1)
    write_file(folder, "old.ghost.json", text)
    return folder


def export_of(folder: Path) -> Export:
    export = find_export(Folder(folder))
    assert export is not None
    return export


def entries(folder: Path, *posts: dict, **tables: list[dict]) -> dict[str, Entry]:
    sources = export_of(write_ghost(folder, *posts, **tables)).sources()
    return {source.path: source.read() for source in sources}


def only(folder: Path, *posts: dict, **tables: list[dict]) -> Entry:
    (entry,) = entries(folder, *posts, **tables).values()
    return entry


def markdown(entry: Entry) -> str:
    return "\n\n".join(values(entry, "markdown"))


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


def test_cards_of_the_rendered_html_become_blocks(tmp_path):
    html = (
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://x.t">'
        '<div class="kg-bookmark-content"><div class="kg-bookmark-title">T</div><div class="kg-'
        'bookmark-description">D</div><img class="kg-bookmark-icon" src="i.png"></div></a></figure>'
        '<div class="kg-card kg-callout-card"><div class="kg-callout-text">Mind.</div></div>'
        '<div class="kg-card kg-toggle-card"><div class="kg-toggle-heading"><h4 class="kg-toggle-'
        'heading-text">H</h4><button><svg></svg></button></div><div class="kg-toggle-content">'
        "<p>C</p></div></div>"
    )
    assert markdown(only(tmp_path, post(html=html))) == (
        "[T](https://x.t)\n\nD\n\n> [!NOTE]\n> Mind.\n\n"
        "<details>\n<summary>H</summary>\n\nC\n\n</details>"
    )


LEXICAL = {
    "root": {
        "type": "root",
        "children": [
            {"type": "extended-heading", "tag": "h2", "children": [{"type": "text", "text": "H"}]},
            {
                "type": "paragraph",
                "children": [
                    {"type": "extended-text", "text": "a < b", "format": 3},
                    {"type": "linebreak"},
                    {
                        "type": "link",
                        "url": "https://x.t",
                        "children": [{"type": "text", "text": "l"}],
                    },
                ],
            },
            {
                "type": "list",
                "listType": "number",
                "start": 3,
                "children": [{"type": "listitem", "children": [{"type": "text", "text": "i"}]}],
            },
            {"type": "codeblock", "language": "python", "code": "if a < b:\n\n    c"},
            {"type": "image", "src": "__GHOST_URL__/content/images/a.png", "caption": "C"},
            {"type": "markdown", "markdown": "*raw* | x"},
            {"type": "horizontalrule"},
            {"type": "transistor"},
        ],
    }
}


def test_a_text_without_html_is_read_from_lexical(tmp_path):
    write_file(tmp_path, "content/images/a.png", png())
    entry = only(tmp_path, post(html=None, lexical=json.dumps(LEXICAL)))
    assert [block["type"] for block in entry.body] == ["markdown", "code", "figure", "markdown"]
    assert entry.body[0]["value"] == "## H\n\n***a < b***\\\n[l](https://x.t)\n\n3. i"
    assert entry.body[1]["value"] == {"language": "python", "code": "if a < b:\n\n    c"}
    assert entry.body[3]["value"] == "*raw* | x\n\n---"
    assert [(remark.what, remark.detail) for remark in entry.remarks] == [
        ("part of the editor that is not known", "transistor")
    ]


def test_a_text_without_html_is_read_from_mobiledoc(tmp_path):
    text = {
        "version": "0.3.1",
        "markups": [["strong"], ["a", ["href", "https://x.t"]]],
        "atoms": [["soft-return", "", {}]],
        "cards": [["code", {"code": "x", "language": "go"}], ["odd", {}]],
        "sections": [
            [1, "h2", [[0, [], 0, "H"]]],
            [1, "p", [[0, [0], 1, "a"], [1, [], 0, 0], [0, [1], 1, "l"]]],
            [3, "ul", [[[0, [], 0, "i"]]]],
            [10, 0],
            [10, 1],
        ],
    }
    entry = only(tmp_path, post(html=None, mobiledoc=json.dumps(text)))
    assert markdown(entry) == "## H\n\n**a**\\\n[l](https://x.t)\n\n- i"
    assert values(entry, "code") == [{"language": "go", "code": "x"}]
    assert told(entry) == {"part of the editor that is not known"}


@pytest.mark.parametrize("text", ["{", "[]", "3", '{"root": 3}', '{"sections": [[1]]}', "[" * 9000])
def test_a_text_of_no_form_stops_nothing(tmp_path, text):
    entry = only(tmp_path, post(html=None, lexical=text, mobiledoc=text))
    assert entry.body == []


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
