"""A text of Ghost is read from its HTML, else from Lexical or Mobiledoc."""

import json

import pytest

from tests.blog.importing.folders import png, told, values, write_file
from tests.blog.importing.ghost.reading import markdown, only, post


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
