"""Front matter as people write it, and as nobody should."""

import pytest

from blog.importing.entry import UnreadableError
from blog.importing.markdown.front_matter import read_head, split_front_matter


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
