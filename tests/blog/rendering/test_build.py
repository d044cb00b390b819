import pytest

from blog.html.absolute_urls import absolute_urls
from tests.blog.markdown.rendering import build
from tests.factories import ImageFactory


def test_ids_are_unique_over_all_blocks():
    document = build(
        ("markdown", "## Setup\n\n## Setup"),
        ("rich_text", "<h2>Setup</h2>"),
        ("markdown", "## Setup 2\n\n### `code` & more\n\n## 数据"),
    )
    ids = [heading.id for heading in document.headings]
    assert ids == ["setup", "setup-2", "setup-3", "setup-2-2", "code-more", "数据"]
    assert all(f'id="{anchor}"' in document.html for anchor in ids)


def test_a_heading_of_the_first_level_yields_to_the_title():
    document = build(("markdown", "# Loud"))
    assert [(heading.level, heading.title) for heading in document.headings] == [(2, "Loud")]
    assert "<h1" not in document.html


def test_code_that_looks_like_a_heading_is_none():
    assert build(("code", {"language": "html", "code": "<h2>x</h2>"})).headings == ()


def test_text_and_words_leave_code_out():
    document = build(
        ("markdown", "# One\n\ntwo **three** &amp;\n\n```\nnot this\n```"),
        ("code", {"language": "python", "code": "nor = this"}),
    )
    assert document.text == "One two three &"
    assert document.words == 4


def test_the_excerpt_is_cut():
    assert len(build(("markdown", "word " * 200)).excerpt) <= 200


def test_an_empty_body_is_a_document():
    document = build()
    assert (document.html, document.headings, document.text) == ("", (), "")


@pytest.mark.django_db
def test_a_figure_shows_its_image_and_caption():
    image = ImageFactory()
    figure = {"image": {"image": image.pk, "alt_text": "A curve", "decorative": False},
              "caption": "Loss <b>", "is_wide": True}  # fmt: skip
    html = build(("figure", figure)).html
    assert 'alt="A curve"' in html
    assert "Loss &lt;b&gt;" in html
    assert f'src="image:{image.pk}"' in html


def test_addresses_become_absolute():
    html = '<a href="#x">a</a><img src="/m/a.png" srcset="/m/a.png 1w, /m/b.png 2w"><a href="http://o/">'
    absolute = absolute_urls(html, "https://example.org/blog/p/")
    assert 'href="https://example.org/blog/p/#x"' in absolute
    assert 'srcset="https://example.org/m/a.png 1w, https://example.org/m/b.png 2w"' in absolute
    assert 'href="http://o/"' in absolute


def test_text_that_looks_like_an_address_is_left():
    text = '<p>write <code>href="page.html"</code></p>'
    assert absolute_urls(text, "https://example.org/") == text


def test_a_heading_leaves_the_pages_own_ids_alone():
    assert build(("markdown", "## Content")).headings[0].id == "content-2"


def test_contents_list_sections_and_subsections():
    document = build(("markdown", "## A\n\n### B\n\n#### C"))
    assert [heading.title for heading in document.contents] == ["A", "B"]
