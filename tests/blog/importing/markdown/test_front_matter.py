"""Front matter as people write it, and as nobody should."""

from datetime import UTC, datetime

import pytest

from blog.importing.entry import UnreadableError
from blog.importing.markdown.front_matter import read_head, split_front_matter
from blog.importing.markdown.front_matter_keys import cut, read_date, read_fields


@pytest.mark.parametrize(
    ("text", "metadata", "body"),
    [
        ("---\ntitle: A\n---\nText", {"title": "A"}, "Text"),
        ('+++\ntitle = "A"\ntags = ["b"]\n+++\nText', {"title": "A", "tags": ["b"]}, "Text"),
        ("\n\n---\ntitle: A\n---\n", {"title": "A"}, ""),
        ("---\n---\nText", {}, "Text"),
        # Not 750, nor an error for too long a number: YAML 1.1 counts in sixties.
        (
            "---\ntitle: 12:30\nb: 1:2.5\nc: [7, 0x1F, 1.5]\n---\n",
            {"title": "12:30", "b": "1:2.5", "c": [7, 31, 1.5]},
            "",
        ),
        ("No front matter", {}, "No front matter"),
        ("---\nbetween two rules\n---\nafter", {}, "---\nbetween two rules\n---\nafter"),
        ("---\ntitle: never closed", {"title": "never closed"}, ""),
        ("---\ndraft: true\n\nText", {"draft": True}, "Text"),
        ("---\nWarning: read this\n\nText", {}, "---\nWarning: read this\n\nText"),
        ("<!-- of us -->\n\n ---\ntitle: A\n---\nText", {"title": "A"}, "Text"),
        ("---\ntitle: A\n...\nText\n---\n", {"title": "A"}, "Text\n---"),
        ("---yaml\ntitle: A\n---\nText", {"title": "A"}, "Text"),
        ('---toml\ntitle = "A"\n---\nText', {"title": "A"}, "Text"),
        ('---json\n{"title": "A"}\n---\nText', {"title": "A"}, "Text"),
        (';;;\n{"title": "A"}\n;;;\nText', {"title": "A"}, "Text"),
        ('{\n"title": "A"\n}\nText', {"title": "A"}, "Text"),
        ("{% include x %}\nText", {}, "{% include x %}\nText"),
        ('{"say": ', {}, '{"say":'),
        ('{title: "x', {}, '{title: "x'),
        ("---\nI say: b: c\n\nText", {}, "---\nI say: b: c\n\nText"),
        ("[1]\n", {}, "[1]"),
        ("{" * 50_000, {}, "{" * 50_000),
        (
            "Title: A\nDate: 2024-01-05\nTags: a,\n    b\n\nText",
            {"Title": "A", "Date": "2024-01-05", "Tags": "a,\nb"},
            "Text",
        ),
        ("Title: A", {"Title": "A"}, ""),
        ("Title: A\nwords that go on\n\nText", {}, "Title: A\nwords that go on\n\nText"),
        ("Note: this is prose\n\nText", {}, "Note: this is prose\n\nText"),
    ],
)
def test_front_matter_is_parted_from_the_text(text, metadata, body):
    read, rest = split_front_matter(text)
    assert read == metadata
    assert rest.strip() == body


@pytest.mark.parametrize(
    "text",
    [
        '+++\ndraft = true\ntitle = "A ha',
        '---\ndraft: true\ntags: ["a", "b',
        '---\ntitle: "A ha',
        "---\ntitle: a: b\n\nText",
        ';;;\n{"title": "A", "dra',
        '{\n  "draft": true,\n  "title": "A ha',
    ],
)
def test_a_head_that_is_cut_within_a_line_is_no_text_to_publish(text):
    with pytest.raises(UnreadableError, match=r"breaks off \(from line [12] on\)"):
        read_head(text)


def test_an_indented_listing_after_front_matter_keeps_its_indent():
    assert split_front_matter("---\na: 1\n---\n\n    code")[1].lstrip("\n") == "    code"


@pytest.mark.parametrize(
    "head",
    [
        "title: [unclosed",
        "title: a: b",
        "n: " + "9" * 5000,
        "? [a, b]\n: {c: d}",
        "a: !!python/object/apply:os.system ['true']",
        "[" * 30_000,
        "a: &a {x: 1}\nb: &b {<<: [*a, *a, *a]}\nc: {<<: [*b, *b, *b]}",
        "a: " + "x" * 70_000,
        "a: \x07",
        "a: !!bool x",
        "a: !!timestamp x",
        "a: !!int ''",
    ],
)
def test_malformed_front_matter_is_refused_with_a_reason(head):
    with pytest.raises(UnreadableError, match="front matter"):
        split_front_matter(f"---\n{head}\n---\ntext")


@pytest.mark.parametrize(
    ("text", "key", "line", "body_line"),
    [
        ("---\ntitle: A\ndate: x\n---\nText", "date", 3, 5),
        ("\n\n---\ntitle: A\npubDate: x\n---\n\nText", "pub_date", 5, 7),
        ('+++\n"date" = 1\n+++\n', "date", 2, 4),
        ('{\n  "title": "A",\n  "date": "x"\n}\n', "date", 3, 4),
        ("Title: A\nDate: x\n\nText", "date", 2, 2),
        ("Text", "date", None, 1),
        ("\n\nText", "date", None, 3),
    ],
)
def test_keys_and_text_are_found_in_the_file(text, key, line, body_line):
    head = read_head(text)
    assert (head.line_of(key), head.body_line) == (line, body_line)
    assert "\n".join(text.split("\n")[body_line - 1 :]).endswith(head.body)


def test_malformed_toml_is_refused():
    with pytest.raises(UnreadableError, match="malformed"):
        split_front_matter("+++\ntitle = \n+++\n")


def test_nested_aliases_are_bounded():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    metadata, _body = split_front_matter("---\n" + "\n".join([*lines, "tags: *a29"]) + "\n---\n")
    assert read_fields(metadata).tags == ()


@pytest.mark.parametrize("key", ["date", "published", "pubDate", "published_at"])
def test_a_date_is_read_by_any_of_its_names(key):
    assert read_fields({key: "2024-05-06"}).date == datetime(2024, 5, 6, tzinfo=UTC)


def test_a_naive_date_is_site_time(settings):
    settings.TIME_ZONE = "America/New_York"
    assert read_date("2024-01-02T03:00:00") == datetime(2024, 1, 2, 8, tzinfo=UTC)
    assert read_date("2024-01-02T03:00:00+01:00") == datetime(2024, 1, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", [True, "soon", "2024-02-31", 7, [], {}, None, "0001-01-01T00:00+14:00"]
)
def test_what_is_no_date_is_none(value):
    assert read_date(value) is None


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
