"""Addresses are found where they are links, and nothing else is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.static_export.frames import with_policy
from config.static_export.links import (
    links_in_css,
    links_in_manifest,
    replace_in_html,
    replace_in_text,
)

SITE = "https://site.example"


def found_in(html: str) -> list[str]:
    found = []
    replace_in_html(html, lambda link: found.append(link) or link, root_url=SITE)
    return found


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ('<a class="x" href="/a/?b=1&amp;c=2">href="/no/"</a>', ["/a/?b=1&c=2"]),
        ("<a href='/a/' title='src=\"/no/\"'>", ["/a/"]),
        ("<img alt='> href=\"/no/\"' src=/a.png>", ["/a.png"]),
        (
            '<img srcset="/a.avif 800w, /b.avif 1600w" src="/c.png">',
            ["/a.avif", "/b.avif", "/c.png"],
        ),
        (f'<meta content="{SITE}/a.png"><meta content="/not/">', [f"{SITE}/a.png"]),
        ('<figure data-frame="/frames/1/a.html" data-player="/no/">', ["/frames/1/a.html"]),
        ('<div data-viewer="/v.js" data-sheet="/v.css" data-close="/no/">', ["/v.js", "/v.css"]),
        ('<div data-cards="/c.js">', ["/c.js"]),
        (f'<script type="application/ld+json">{{"url":"{SITE}/a/"}}</script>', [f"{SITE}/a/"]),
        ('<p>a < b href="/no/"', []),
    ],
)
def test_links_are_found_in_pages(html, links):
    assert found_in(html) == links


def test_a_new_address_is_escaped():
    html = replace_in_html("<a href='?q'>", lambda link: '/"&<', root_url=SITE)
    assert html == '<a href="/&quot;&amp;&lt;">'


@given(st.text(alphabet="<>/= \"'&;ahrefsc\n?", max_size=60))
def test_whatever_is_not_replaced_stays_as_it_is(text):
    assert replace_in_html(f"<a href='/x'>{text}", lambda link: link, root_url=SITE) == (
        f"<a href='/x'>{text}"
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"<loc>{SITE}/a/</loc>", [f"{SITE}/a/"]),
        (f"- [a]({SITE}/a/index.md): of {SITE}/not/", [f"{SITE}/a/index.md"]),
        (f'&lt;img src="{SITE}/a.png"&gt;', [f"{SITE}/a.png"]),
        (f'{{"content_html": "<a href=\\"{SITE}/a/\\">"}}', [f"{SITE}/a/"]),
        (f'"{SITE}.org/a/"', []),
    ],
)
def test_links_are_found_in_feeds_and_markdown(text, links):
    found = []
    replace_in_text(text, lambda link: found.append(link) or link, root_url=SITE)
    assert found == links


def test_links_are_found_in_style_sheets_and_manifests():
    css = """a { b: url( "x.woff2" ) } c { d: url(data:a,b) url(../y.svg) }"""
    assert links_in_css(css) == ["x.woff2", "../y.svg"]
    assert links_in_manifest('{"src": "/a.png", "start_url": "/", "name": "a/b"}') == [
        "/a.png",
        "/",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<!DOCTYPE html>", b"<script>1</script>"),
        (b"\xef\xbb\xbf <!-- a <!doctype --> <!doctype html>", b"<html><head>"),
        (b"<!-->", b"<script>1</script>--><p>"),
        (b"<!-- a --!>", b"<script>1</script>--><p>"),
        (b"", b"<p>plot"),
        (b"", b""),
    ],
)
def test_a_figures_policy_stands_before_all_that_runs(before, after):
    made = b"".join(with_policy([before + after, b"rest"]))
    assert made.startswith(before + b'<meta charset="utf-8"><meta http-equiv="Content-Security-')
    assert made.endswith(b'">' + after + b"rest")
    assert b"default-src &#x27;none&#x27;" in made
    assert b"sandbox" not in made
