import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.markdown.limits import MAX_CHARACTERS
from tests.blog.markdown.rendering import render_markdown


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("- [x] done", 'type="checkbox"'),
        ("~~gone~~", "<s>gone</s>"),
        ("https://example.org/x", '<a href="https://example.org/x"'),
        ("> [!WARNING]\n> Hot", '<div class="markdown-alert markdown-alert-warning">'),
        ("| a |\n|:-:|\n| 1 |", '<th class="is-center">a</th>'),
        ("Term\n: Meaning", "<dd>Meaning</dd>"),
        ("<details><summary>S</summary>\n\n*in*\n\n</details>", "<em>in</em>"),
        ("press <kbd>q</kbd>", "<kbd>q</kbd>"),
        ("- a\n  - b", "<ul>\n<li>b</li>"),
        ("cost $5 and $6, `$HOME`", "cost $5 and $6, <code>$HOME</code>"),
    ],
)
def test_the_dialect(source, html):
    assert html in render_markdown(source)


def test_a_fence_is_coloured_and_escaped():
    html = render_markdown("```python hl_lines=1\nif a < b: pass\n```\n\nafter")
    assert '<span class="k">if</span>' in html
    assert "&lt;" in html
    assert "<p>after</p>" in html


@pytest.mark.parametrize("language", ["", "unknown-language", '"><script>'])
def test_a_fence_in_any_language_keeps_its_text(language):
    assert "a &lt; b" in render_markdown(f"```{language}\na < b\n```")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "<a href='data:text/html,x'>a</a>",
        "<svg onload=alert(1)>",
        "<style>*{display:none}</style>",
        "<iframe src='//evil'></iframe>",
        "<p style='position:fixed'>x</p>",
        "<form action='//evil'><input name=password></form>",
        "<p id='content' class='site-header'>x</p>",
        "<img id='fn-x' name='body'>",
    ],
)
def test_hostile_html_is_harmless(source):
    html = BeautifulSoup(render_markdown(source), "html.parser")
    assert not html.find_all(["script", "style", "iframe", "form", "input"])
    attributes = {name for tag in html.find_all(True) for name in tag.attrs if tag[name]}
    assert attributes <= {"width", "rel", "href", "title", "alt"}
    assert {link["href"] for link in html.select("a[href]")} <= {"x"}


def test_a_forged_fence_mark_stays_text():
    html = render_markdown("fence-0\n\n```\nreal\n```")
    assert "<p>fence-0</p>" in html
    assert html.count("<pre") == 1


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_renders(source):
    assert len(source) < MAX_CHARACTERS
    assert "<script" not in render_markdown(source)
