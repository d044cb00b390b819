import pytest
from django.utils.html import strip_tags

from tests.blog.importing.folders import TITLE, entry_of, png, values, write_file
from tests.blog.markdown.rendering import render_markdown


def test_references_follow_the_blocks_that_use_them(tmp_path):
    entry = entry_of(
        tmp_path,
        TITLE + "[a][Ref] and ![b][pic]\n\n```py\nx\n```\n\n[c] text\n\n"
        '[ref]: https://a.example "T"\n[pic]: https://b.example/x.png\n[c]: https://c.example\n',
    )
    first, second = values(entry, "markdown")
    assert 'href="https://a.example"' in render_markdown(first)
    assert 'href="https://b.example/x.png"' in render_markdown(first)
    assert "c.example" not in first
    assert second == "[c] text\n\n[c]: https://c.example"


def test_the_first_of_two_references_counts_in_every_block(tmp_path):
    entry = entry_of(
        tmp_path,
        f"{TITLE}[x]: https://first.example\n\n```py\ny\n```\n\n[x]\n\n[x]: https://second.example\n",
    )
    (text,) = values(entry, "markdown")
    assert "first.example" in render_markdown(text)
    assert "second.example" not in render_markdown(text)


def test_footnotes_follow_the_blocks_that_use_them(tmp_path):
    entry = entry_of(
        tmp_path,
        TITLE + "one[^a] and[^b]\n\n```py\nx\n```\n\ntwo[^b]\n\n[^a]: Note A with [^c].\n\n"
        "    More of A.\n\n[^b]: Note B [link].\n[^c]: Note C.\n[link]: https://l.example\n",
    )
    first, second = (render_markdown(text) for text in values(entry, "markdown"))
    assert all(note in first for note in ("Note A", "More of A", "Note B", "Note C"))
    assert "Note B" in second
    assert "Note A" not in second
    assert "[^" not in strip_tags(first + second)


def test_a_footnote_written_inside_a_quote_is_found(tmp_path):
    entry = entry_of(
        tmp_path, f"{TITLE}a[^q]\n\n```py\nx\n```\n\n> quote\n>\n> [^q]: Quoted note\n"
    )
    assert "Quoted note" in render_markdown(values(entry, "markdown")[0])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Text^[a note] here.", ["a note"]),
        ("Text^[a *note* with [a link][r] and [^n]].\n\n[r]: https://example.org\n[^n]: deep",
         ["<em>note</em>", "https://example.org", "deep"]),
        ("Text[^n].\n\n[^n]: one\n\n    two", ["one", "two"]),
        ("- Text^[in a list]\n\n> Text^[in a quote][^n]\n\n[^n]: x", ["in a list", "in a quote"]),
        ("| a |\n|-|\n| x^[in a cell] |", ["in a cell"]),
        ("# T^[in a heading]\n\n## U^[there]\n\ntext", ["there"]),
        ("**bold^[in bold]**", ["in bold"]),
        ("Text^[outer^[inner]].", ["inner"]),
    ],
)  # fmt: skip
def test_every_form_of_a_footnote_comes_in(tmp_path, text, shown):
    entry = entry_of(tmp_path, f"{TITLE}first\n\n```py\nx\n```\n\n{text}\n")
    html = "".join(render_markdown(value) for value in values(entry, "markdown"))
    assert 'class="footnotes"' in html
    assert all(each in html for each in shown)


def test_what_a_note_in_its_place_links_to_is_brought(tmp_path):
    write_file(tmp_path, "p.png", png())
    write_file(tmp_path, "other.md", "# Other")
    entry = entry_of(tmp_path, f"{TITLE}Text^[see [it](other.md) and ![p](p.png)].")
    assert entry.links == ["other.md"]
    assert len(entry.pictures) == 1


def test_a_footnote_that_nothing_refers_to_stays(tmp_path):
    text = "one[^a]\n\n```py\nx\n```\n\ntwo[^b]\n\n[^a]: A\n[^b]: B\n[^a]: Once more\n[^c]: Unused"
    first, second = values(entry_of(tmp_path, TITLE + text), "markdown")
    assert first == "one[^a]\n\n[^a]: A"
    assert "[^b]: B" in second
    assert "[^a]: Once more\n[^c]: Unused" in second
