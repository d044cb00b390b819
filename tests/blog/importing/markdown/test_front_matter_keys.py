"""What front matter says by its keys, however people wrote them."""

import pytest

from blog.importing.fields.values import cut
from blog.importing.markdown.front_matter import split_front_matter
from blog.importing.markdown.front_matter_keys import read_fields


def test_nested_aliases_are_bounded():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    metadata, _body = split_front_matter("---\n" + "\n".join([*lines, "tags: *a29"]) + "\n---\n")
    assert read_fields(metadata).tags == ()


@pytest.mark.parametrize("key", ["summary", "description", "excerpt", "teaser"])
def test_a_teaser_is_cut_between_words(key):
    teaser = read_fields({key: "word " * 100}).teaser
    assert len(teaser) <= 300
    assert teaser.endswith("word…")
    assert cut("x" * 400, 300) == "x" * 299 + "…"


@pytest.mark.parametrize(
    ("metadata", "authors"),
    [
        ({"author": "Ada Lovelace"}, ("Ada Lovelace",)),
        ({"authors": "Ada, Grace"}, ("Ada", "Grace")),
        ({"authors": ["Ada", "Grace", "ada"]}, ("Ada", "Grace")),
        ({"authors": [{"name": "Ada", "url": "x"}, "Grace"]}, ("Ada", "Grace")),
        ({"author": {"name": "Ada"}}, ("Ada",)),
        ({"authors": {"first": "Ada"}}, ()),
        ({"authors": [[["Ada"]], None, True, {}]}, ()),
    ],
)
def test_authors_are_read_from_any_shape(metadata, authors):
    assert read_fields(metadata).authors == authors


def test_tags_come_from_all_their_keys_bounded():
    fields = read_fields({"tags": "a, b", "categories": ["B", "c"], "keywords": ["x" * 200, 7]})
    assert fields.tags == ("a", "b", "c", "x" * 100, "7")
    assert len(read_fields({"tags": list(range(100))}).tags) == 20


@pytest.mark.parametrize(
    ("metadata", "place"),
    [
        ({"series": "Models, in production", "part": 2}, ("Models, in production", 2)),
        ({"series": ["Hugo's way", "Other"], "series_order": "3"}, ("Hugo's way", 3)),
        ({"series": {"name": "Named"}, "series_position": 1}, ("Named", 1)),
        ({"series": "Alone"}, ("Alone", None)),
        ({"part": 0}, ("", None)),
        ({"part": "two"}, ("", None)),
        ({"part": True}, ("", None)),
        ({"part": 10**6}, ("", None)),
        ({"part": -1, "series": [[]]}, ("", None)),
    ],
)
def test_a_series_and_its_part_are_read(metadata, place):
    fields = read_fields(metadata)
    assert (fields.series, fields.part) == place


def test_odd_types_never_crash_and_are_told():
    fields = read_fields(
        {"title": 2024, "date": "soon", "tags": {"a": "b"}, "cover": 7.5, None: 1, ("x",): 2,
         "canonical": "javascript:alert(1)", "draft": "maybe", "summary": ["list"]}
    )  # fmt: skip
    assert fields.title == "2024"
    assert fields.date is None
    assert fields.tags == ()
    assert fields.canonical_url == ""
    assert {"date", "tags", "canonical", "summary"} <= set(fields.unplaced)


def test_unknown_keys_are_told_and_dates_of_change_are_not():
    assert read_fields({"layout": "post", "lastmod": "2024-01-01"}).unplaced == ["layout"]


@pytest.mark.parametrize(
    "metadata", [{"draft": True}, {"draft": "true"}, {"published": False}, {"Draft": "yes"}]
)
def test_drafts_are_known(metadata):
    assert read_fields(metadata).withheld == (
        "marked as not published" if "published" in metadata else "marked as a draft",
    )


def test_a_cover_is_a_path_or_a_mapping():
    assert read_fields({"image": {"src": "a.png", "alt": "A"}}).cover_alt == "A"
    assert read_fields({"hero": "a.png", "cover_alt": "B"}).cover_alt == "B"


def test_escapes_cannot_smuggle_what_databases_refuse():
    metadata, _body = split_front_matter('---\ntitle: "a\\0b\\ud800c"\n---\n')
    assert read_fields(metadata).title == "abc"
