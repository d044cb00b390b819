"""The title that a text begins with, and where remarks say that something stands."""

import pytest

from tests.blog.importing.folders import TITLE, entry_of, png, values, write_file


@pytest.mark.parametrize(
    ("text", "title", "left"),
    [
        ("# One *two* `three`\n\ntext", "One two three", ["text"]),
        ("One\n===\n\ntext", "One", ["text"]),
        ("## Low\n\ntext", "Low", ["text"]),
        ("<p>logo</p>\n\n# One\n\ntext", "One", ["<p>logo</p>\n\n\n\ntext"]),
        ("intro\n\n## Part\n\ntext", "Part", ["intro\n\n## Part\n\ntext"]),
        ("just text", "A file name", ["just text"]),
        ("#\n\ntext", "A file name", ["#\n\ntext"]),
        ("---\ntitle: One\n---\n# ONE\n\ntext", "One", ["text"]),
        ("---\ntitle: One\n---\n# Two\n\ntext", "One", ["# Two\n\ntext"]),
        (f"# {'x' * 400}\n", "x" * 255, []),
    ],
)
def test_the_title_is_found_once(tmp_path, text, title, left):
    entry = entry_of(tmp_path, text, "a-file_name.md")
    assert entry.title == title
    assert values(entry, "markdown") == left


def test_titles_and_figures_are_read_without_their_attributes(tmp_path):
    write_file(tmp_path, "p.png", png())
    source = '# A title {#top .x}\n\n![a](p.png "C"){#fig:a}\n\n![b](p.png){width=50%}\n'
    entry = entry_of(tmp_path, source)
    assert entry.title == "A title"
    assert "{#fig:a}" in "".join(values(entry, "markdown")) or any(
        value.get("label") == "fig:a" for value in values(entry, "figure")
    )


def test_remarks_name_the_line_of_the_file(tmp_path):
    listing = "```klingon\nx\n```"
    source = f"{TITLE}one\n\n{listing}\n\n> [!odd] T\n\n{listing}\n\n::: odd\nx\n:::\n"
    entry = entry_of(tmp_path, source)
    assert sorted((note.detail, note.line) for note in entry.remarks) == [
        ("klingon", 6), ("klingon", 12), ("odd", 10), ("odd", 16),
    ]  # fmt: skip
