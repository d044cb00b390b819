import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.markdown.dialect import MAX_CHARACTERS, is_oversized
from tests.blog.markdown.rendering import render_markdown
from tests.factories import ImageFactory

BOMBS = {
    "brackets": "[" * 20_000,
    "images": "![" * 10_000,
    "long prose": "word " * 200_000,
    "links": "[a](" * 3_000,
}


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


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_shown_as_text(name):
    assert is_oversized(BOMBS[name])
    assert render_markdown(BOMBS[name]).startswith('<figure class="code"')


def test_pages_and_images_are_linked_by_id(post):
    image = ImageFactory()
    html = render_markdown(f"[text](page:{post.pk}#part) ![alt](image:{image.pk})")
    assert f'href="{post.url}#part"' in html
    assert 'src="/media/original_images/' in html
    assert 'alt="alt"' in html


def test_an_image_without_its_file_does_not_break_the_text(post):
    image = ImageFactory()
    image.file.delete(save=False)
    assert "after" in render_markdown(f"![alt](image:{image.pk})\n\nafter")


@pytest.mark.parametrize("state", ["draft", "login", "expired"])
def test_a_page_that_is_not_public_is_not_linked(hidden_posts, state):
    assert 'href="' not in render_markdown(f"[text](page:{hidden_posts[state].pk})")


@pytest.mark.django_db
@pytest.mark.parametrize("reference", ["page:999", "image:999", "document:999", "page:x"])
def test_a_dangling_reference_keeps_its_text_without_an_address(reference):
    html = render_markdown(f"[text]({reference})")
    assert "text" in html
    assert 'href="' not in html


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_renders(source):
    assert len(source) < MAX_CHARACTERS
    assert "<script" not in render_markdown(source)
