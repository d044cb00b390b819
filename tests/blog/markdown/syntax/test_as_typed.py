"""What was written and may not stand as HTML is shown as typed, and named."""

import pytest
from bs4 import BeautifulSoup

from blog.document.problem_list import MAX_LISTED
from tests.blog.markdown.rendering import build, problems_of, text_of


@pytest.mark.parametrize("kind", ["markdown", "rich_text"])
@pytest.mark.parametrize(
    ("source", "shown", "listed"),
    [
        ("Use std::vector<int> and more.", "std::vector<int> and more", ["<int>"]),
        ("Use <vector> and more.", "<vector> and more", ["<vector>"]),
        ("An <image> says more.", "<image> says more", ["<image>"]),
        ("cp <path> <line> now", "cp <path> <line> now", ["<path>", "<line>"]),
        ("The <script> tag loads code.", "The <script> tag loads code.", ["<script>"]),
        ("a List<String> b", "List<String> b", ["<String>"]),
        ("replace <your-key> by it", "<your-key> by it", ["<your-key>"]),
        ("x<y and y>z", "x<y and y>z", ["<y and y>"]),
        ("the <s> token ends", "the <s> token ends", ["<s>"]),
        ("a <td> and a <col> cell", "a <td> and a <col> cell", ["<td>", "<col>"]),
        ("a <?php echo ?> b", "<?php echo ?> b", ["<?php echo ?>"]),
        ("a <![CDATA[ d ]]> b", "<![CDATA[ d ]]> b", ["<![CDATA[ d ]]>"]),
        ("a <input type=password> b", "<input type=password> b", ["<input type=password>"]),
        ("数据<类型>与<键 值>结束", "数据<类型>与<键 值>结束", []),
        ("שלום <var-name> עולם", "<var-name> עולם", ["<var-name>"]),
    ],
)
def test_what_is_no_element_here_is_shown_as_typed(kind, source, shown, listed):
    document = build((kind, source))
    assert shown in text_of(document)
    assert [detail for _kind, detail in problems_of(document)] == listed
    assert shown in document.text


@pytest.mark.parametrize("tag", ["script", "style", "title", "textarea", "iframe", "xmp", "form"])
@pytest.mark.parametrize("spelling", ["<{}>", "<{} a=b>", "</{}>"])
def test_what_follows_an_unclosed_element_is_markdown_still(tag, spelling):
    document = build(("markdown", f"{spelling.format(tag)}\n\n## Next\n\n*On* [it](/x) goes."))
    html = BeautifulSoup(document.html, "html.parser")
    assert [heading.title for heading in document.headings] == ["Next"]
    assert html.em.text == "On"
    assert html.find("a", href="/x")


@pytest.mark.parametrize("tag", ["iframe", "video", "audio", "object", "embed"])
def test_players_are_named_with_what_to_use_instead(tag):
    document = build(("markdown", f"<{tag} src='https://e.org/v'>no *player*</{tag}>\n\nAfter."))
    assert f"<{tag} src='https://e.org/v'>no player</{tag}>" in text_of(document)
    assert problems_of(document) == [("player", f"<{tag} src='https://e.org/v'>")]


def test_a_comment_is_hidden_from_readers_and_named():
    document = build(("markdown", "Before <!-- ask Ann --> it.\n\n<!--\n\n*two*\n-->\n\nAfter."))
    assert "Ann" not in document.html
    assert "two" not in document.html
    assert problems_of(document) == [("comment", "ask Ann"), ("comment", "*two*")]


def test_dropped_attributes_are_named():
    source = '<p onclick="x()" style="a" class="header">t</p>\n\n<abbr title="k" id="i">a</abbr>'
    document = build(("markdown", source))
    names = [detail for kind, detail in problems_of(document) if kind == "attribute"]
    assert {'<p onclick="x()">', '<p style="a">', '<p class="header">'} <= set(names)
    assert not [name for name in names if "title" in name]


@pytest.mark.parametrize(
    "source",
    [
        "<details><summary>S</summary>\n\n*in*\n\n</details>",
        "<ul><li>a<li>b</ul>",
        "<table><tr><td>a<tr><td>b</table>",
        "press <kbd>q</kbd>, H<sub>2</sub>O<br>x<br/>y",
        '<svg viewBox="0 0 2 2"><circle r="1"/><text x="1">t</text></svg>',
        "<math><mi>x</mi><mo>=</mo><mn>1</mn></math>",
        "<div>\n\n**b**\n\n</div>",
        "<pre>\na\n\nb</pre>",
    ],
)
def test_what_may_stay_stays_without_a_word(source):
    document = build(("markdown", source))
    assert "&lt;" not in document.html
    assert problems_of(document) == []


def test_an_unclosed_drawing_takes_nothing_along():
    document = build(("markdown", "a <svg> b *c* <circle r=1> d\n\nnext </svg> e"))
    assert text_of(document).split() == [
        "a",
        "<svg>",
        "b",
        "c",
        "<circle",
        "r=1>",
        "d",
        "next",
        "</svg>",
        "e",
    ]


@pytest.mark.parametrize("source", ["<n{}> ", "[a{}]: /x\n", "\n|a|\n|-|\n|b|c{}|\n", "[](x{}:y) "])
def test_a_long_list_of_one_kind_ends_in_a_count(source):
    document = build(("markdown", "".join(source.format(n) for n in range(100))))
    assert len(document.problems) == MAX_LISTED + 1
    assert document.problems[-1].detail == f"… + {100 - MAX_LISTED}"


def test_an_output_drops_style_script_and_comments_and_counts_them():
    text = (
        "<style scoped>p {}</style><!-- by a tool --><script>let one</script><script>two</script>"
        "<table><tr><td>kept<vector> words</td></tr></table><form>and</form>"
    )
    document = build(("output", {"kind": "table", "text": text}))
    assert text_of(document).split() == ["kept", "wordsand"]
    assert problems_of(document) == [
        ("dropped", "1 × style"),
        ("dropped", "1 × comment"),
        ("dropped", "2 × script"),
        ("dropped", "1 × vector"),
        ("dropped", "1 × form"),
    ]
