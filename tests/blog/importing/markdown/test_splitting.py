"""What is cut out of a text as a block, what stays verbatim, what may not be torn apart."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.document.code.listing import render_code
from blog.markdown.limits import is_oversized
from tests.blog.importing.folders import TITLE, entry_of, kinds, told, values
from tests.blog.markdown.rendering import render_markdown


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
    html = render_markdown(text.encode("utf-8", "ignore").decode())
    # A long listing in the page has a switch that shows all of it.
    whole = _words(re.sub(r"<label\b.*?</label>", " ", html))
    parts = [render_markdown(value) for value in values(entry, "markdown")]
    parts += [render_code(**value) for value in values(entry, "code")]
    # A listing in the page has a link to its raw text.
    assert whole - {"Raw"} <= _words(" ".join(parts))


def _words(html: str) -> set[str]:
    return set(unescape(strip_tags(html.replace("<", " <"))).split())


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
