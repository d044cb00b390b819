"""Markdown into blocks: what is cut out, what stays verbatim, what may not be torn apart."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.document.code_listing import render_code
from blog.markdown.dialect import is_oversized
from tests.blog.blocks.values import CAPTIONS, VIDEO
from tests.blog.importing.folders import entry_of, png, told, values, write_file
from tests.blog.markdown.rendering import render_markdown

TITLE = "---\ntitle: T\n---\n"


def kinds(entry) -> list[str]:
    return [block["type"] for block in entry.body]


def test_prose_stays_verbatim_and_code_becomes_a_block(tmp_path):
    prose = "A *b* c.\n\n* one\n+ two\n\n    indented\n\n| a |\n|---|\n| b |"
    entry = entry_of(tmp_path, f"{TITLE}\n{prose}\n\n```py\n\n  x = 1\n```\nafter\n")
    assert kinds(entry) == ["markdown", "code", "markdown"]
    assert values(entry, "markdown") == [prose, "after"]
    assert values(entry, "code") == [{"language": "python", "code": "\n  x = 1"}]


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("", "text"), ("py", "python"), ("{.python}", "python"), ("js{1,3}", "javascript"),
        ("tsx filename=app.tsx", "tsx"), ("{code-cell} python", "python"), ("txt", "text"),
        ("klingon", "text"), ("SH", "bash"),
    ],
)  # fmt: skip
def test_languages_are_read_from_what_follows_the_fence(tmp_path, info, language):
    entry = entry_of(tmp_path, f"{TITLE}```{info}\nx\n```\n")
    assert values(entry, "code")[0]["language"] == language
    assert ("klingon" in {note.detail for note in entry.remarks}) == (info == "klingon")


def test_a_fence_in_a_list_stays_in_the_list(tmp_path):
    entry = entry_of(tmp_path, f"{TITLE}- a\n\n  ```py\n  x\n  ```\n")
    assert kinds(entry) == ["markdown"]


def test_a_fence_in_details_stays_inside(tmp_path):
    source = "<details>\n<summary>S</summary>\n\n```py\nx\n```\n\n</details>"
    entry = entry_of(tmp_path, f"{TITLE}{source}\n\n```py\ny\n```\n")
    assert kinds(entry) == ["markdown", "code"]
    assert values(entry, "markdown") == [source]


def test_empty_fences_are_no_blocks(tmp_path):
    assert entry_of(tmp_path, f"{TITLE}```py\n\n```\n").body == []


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


def test_long_prose_is_cut_between_blocks(tmp_path):
    paragraph = "word " * 4_000
    entry = entry_of(tmp_path, TITLE + "\n\n".join([paragraph] * 15))
    texts = values(entry, "markdown")
    assert len(texts) > 1
    assert not any(map(is_oversized, texts))
    assert sum(len(text.split()) for text in texts) == 60_000


def test_many_brackets_are_cut_between_blocks(tmp_path):
    entry = entry_of(tmp_path, TITLE + "\n\n".join(["[a](https://a.example) " * 100] * 50))
    assert not any(map(is_oversized, values(entry, "markdown")))


@pytest.mark.parametrize("sign", ["[", "![", "x" * 100 + " "])
def test_a_paragraph_past_the_limits_is_kept_as_code(tmp_path, sign):
    entry = entry_of(tmp_path, TITLE + sign * 3_000)
    assert kinds(entry) == ["code"]
    assert any("too long" in what for what in told(entry))


_PARTS = st.sampled_from(
    ["word", "# Head", "```py\ncode\n```", "- item", "  - deeper", "> quote", "[^1]", "[^1]: note",
     "[ref]", "[ref]: https://r.example", "<details>", "</details>", "<b>", "![alt](x.png)",
     "[link](other.md)", "| a | b |\n|---|---|\n| c | d |", "***", "    indented", "1. one",
     "[text](https://t.example)", "`tick", "**bold", "~~~", "term\n: meaning", "\\", "$x_1$",
     "> [!NOTE]\n> mind", "- [ ] task", "<!-- hidden", "-->", "&amp;", "\t", "{/* jsx */}"]
)  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.tuples(_PARTS, st.sampled_from(["\n", "\n\n", " "])), max_size=30).map(
        lambda parts: "".join(part + gap for part, gap in parts)
    ),
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=_TEXTS)
def test_any_text_is_read(tmp_path, text):
    entry = entry_of(tmp_path, text.replace("\r", "").encode("utf-8", "ignore"))
    assert entry.title
    assert not any(
        block["type"] == "markdown" and not block["value"].strip() for block in entry.body
    )


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=_TEXTS.map(lambda text: re.sub(r"[\[\]\x00\ue000\ue001\r\ufeff]", "", text)))
def test_cutting_a_text_keeps_its_words(tmp_path, text):
    entry = entry_of(tmp_path, f"---\ntitle: Zzz\n---\n{text}".encode("utf-8", "ignore"))
    whole = _words(render_markdown(text.encode("utf-8", "ignore").decode()))
    parts = [render_markdown(value) for value in values(entry, "markdown")]
    parts += [render_code(**value) for value in values(entry, "code")]
    # A listing in the page has a link to its raw text.
    assert whole - {"Raw"} <= _words(" ".join(parts))


def _words(html: str) -> set[str]:
    return set(unescape(strip_tags(html.replace("<", " <"))).split())


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


def test_callouts_stay_whole_and_unknown_ones_are_told(tmp_path):
    source = "::: tip\n```py\nx\n```\n\n!!! oddly\n    text\n:::"
    entry = entry_of(tmp_path, f"{TITLE}{source}\n\n```py\ny\n```\n")
    assert kinds(entry) == ["markdown", "code"]
    assert values(entry, "markdown") == [source]
    assert any("callout" in what for what in told(entry))


def test_options_of_cells_are_honoured_or_told(tmp_path):
    entry = entry_of(tmp_path, f"{TITLE}```{{python}}\n#| label: lst:a\n#| echo: false\nx\n```\n")
    assert values(entry, "code") == [{"language": "python", "code": "x", "label": "lst:a"}]
    assert [(note.what, note.detail) for note in entry.remarks] == [
        ("an option of a listing that has no effect", "echo: false")
    ]


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


def test_a_footnote_that_nothing_refers_to_stays(tmp_path):
    text = "one[^a]\n\n```py\nx\n```\n\ntwo[^b]\n\n[^a]: A\n[^b]: B\n[^a]: Once more\n[^c]: Unused"
    first, second = values(entry_of(tmp_path, TITLE + text), "markdown")
    assert first == "one[^a]\n\n[^a]: A"
    assert "[^b]: B" in second
    assert "[^a]: Once more\n[^c]: Unused" in second


@pytest.mark.parametrize(
    ("attributes", "is_inverted"),
    [("", None), ("{.invert}", True), ("{.dark-invert}", True), ("{: .skin-invert}", True)],
)
def test_a_picture_that_is_inverted_is_a_figure_that_is(tmp_path, attributes, is_inverted):
    write_file(tmp_path, "p.png", png())
    entry = entry_of(tmp_path, f'{TITLE}![a](p.png "Words."){attributes}\n')
    (value,) = values(entry, "figure")
    assert (value["caption"], value.get("is_inverted")) == ("Words.", is_inverted)


def test_a_picture_with_other_attributes_stays_in_its_text(tmp_path):
    write_file(tmp_path, "p.png", png())
    entry = entry_of(tmp_path, f"{TITLE}![a](p.png){{.invert .wide}}\n")
    assert kinds(entry) == ["markdown"]


def test_a_listing_with_notes_on_lines_stays_with_them_and_one_of_tabs_is_a_block(tmp_path):
    noted = "```py\nx  # <1>\n```\n\n1. A note"
    tab = '```py title="a.py" tabs="t" fold=false width=wide\ny\n```'
    entry = entry_of(tmp_path, f"{TITLE}{noted}\n\n{tab}\n")
    assert kinds(entry) == ["markdown", "code"]
    assert values(entry, "markdown") == [noted]
    assert values(entry, "code") == [
        {"language": "python", "code": "y", "file_name": "a.py", "tabs": "t", "is_open": True,
         "width": "wide"}
    ]  # fmt: skip


TAG = "<video src='talk.mp4' poster='p.png' title='It freezes' autoplay>"


def keep(folder, files):
    for name, data in files.items():
        write_file(folder, name, data)


@pytest.mark.parametrize(
    ("typed", "title", "has_poster", "has_captions"),
    [
        ("[It freezes](talk.mp4)", "It freezes", False, False),
        ("[![It freezes](p.png)](talk.mp4)", "It freezes", True, False),
        ("[It freezes](talk.mp4) [Captions](talk.vtt)", "It freezes", False, True),
        ("[![It freezes](p.png)](talk.mp4)\n[CC](talk.vtt)", "It freezes", True, True),
        (f"{TAG}<track kind='captions' src='talk.vtt'></video>", "It freezes", True, True),
        (f"<figure>\n{TAG}\n</video>\n</figure>", "It freezes", True, False),
        ("<video><source src='talk.mp4'></video>", "talk.mp4", False, False),
    ],
)  # fmt: skip
def test_a_link_to_a_video_file_alone_is_a_video(tmp_path, typed, title, has_poster, has_captions):
    keep(tmp_path, {"p.png": png(), "talk.mp4": VIDEO, "talk.vtt": CAPTIONS})
    entry = entry_of(tmp_path, f"{TITLE}Before.\n\n{typed}\n\nAfter.\n")
    assert kinds(entry) == ["markdown", "video", "markdown"]
    (value,) = values(entry, "video")
    assert value["title"] == title
    assert ("poster" in value, "captions" in value) == (has_poster, has_captions)
    names = [each.name for each in entry.attachments]
    assert names == ["talk.mp4"] + ["talk.vtt"] * has_captions


@pytest.mark.parametrize(
    "typed",
    [
        "See [it](talk.mp4).",
        "[it](talk.mp4) and [that](talk.mp4)",
        "[it](talk.mp4) [that](p.png)",
        "[it ![x](p.png)](talk.mp4)",
        "- [it](talk.mp4)",
    ],
)
def test_a_link_among_words_stays_one(tmp_path, typed):
    keep(tmp_path, {"p.png": png(), "talk.mp4": VIDEO})
    assert kinds(entry_of(tmp_path, f"{TITLE}{typed}\n")) == ["markdown"]


def test_a_file_that_is_no_video_is_told_and_left_out(tmp_path):
    keep(tmp_path, {"talk.mp4": b"<script>alert(1)</script>"})
    entry = entry_of(tmp_path, f"{TITLE}[It freezes](talk.mp4)\n")
    assert (kinds(entry), entry.attachments) == (["markdown"], [])
    assert "linked file that becomes no document" in told(entry)
