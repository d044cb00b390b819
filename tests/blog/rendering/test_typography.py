"""Tests where a post's prose is set in its language, and what of it stays as it was typed."""

import json
import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from blog.models import BlogPostPage
from tests.factories import BlogPostPageFactory

TITLE = 'Don\'t "panic" -- wait...'
SHOWN = "Don’t “panic” – wait…"
BODY = """\
A "quote *across* marks", 'one "more"' and `"code" -- 'x'...`[^n].

## What's "new" -- 1990--1995

It's $f'(x) -- "y"$ at <https://example.org/a--b...'c'>, <kbd>"</kbd>; run `--flag`.

```python
print("it's") -- 'x'...
```

[^n]: He's "in a note".
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(blog):
    body = [("markdown", BODY)]
    return BlogPostPageFactory(parent=blog, title=TITLE, teaser='It\'s "short".', body=body)


def test_prose_is_set_and_code_stays(post):
    html = str(post.document.html)
    for shown in ("A “quote <em>across</em> marks”", "‘one “more”’", "He’s “in a note”", "It’s"):
        assert shown in html
    code = strip_tags(" ".join(re.findall(r"<(?:code|kbd)\b.*?</(?:code|kbd)>", html, re.S)))
    assert not set(code) & set("“”‘’–…")
    assert ">https://example.org/a--b...'c'</a>" in html


def test_a_headings_address_is_that_of_what_was_typed(post):
    (heading,) = post.document.headings
    assert (heading.id, heading.title) == ("whats-new-1990-1995", "What’s “new” – 1990–1995")
    assert post.document.notes[0].text == "He’s “in a note”."


def test_a_quotation_mark_behind_a_backslash_stays_straight(blog):
    text = 'A \\"straight\\" and a "set" 3\\\' pipe.\n\n## The \\"x\\" flag'
    document = BlogPostPageFactory(parent=blog, body=[("markdown", text)]).document
    assert unescape(document.html).count('"straight" and a “set” 3\' pipe.') == 1
    (heading,) = document.headings
    assert (heading.id, heading.title) == ("the-x-flag", 'The "x" flag')
    assert 'A "straight" and a “set” 3\' pipe.' in document.section.text


def test_what_is_stored_and_exported_stays(post, client):
    stored = BlogPostPage.objects.get(pk=post.pk)
    assert (stored.title, str(stored.body[0].value)) == (TITLE, BODY)
    markdown = client.get(f"{post.url}index.md").content.decode()
    assert 'A "quote *across* marks"' in markdown
    assert not set(markdown) & set("“”‘’–…")


def test_page_feeds_and_metadata_show_the_same_title(post, client, blog):
    page = client.get(post.url).content.decode()
    assert f"<title>{SHOWN} – " in page
    assert f'<meta property="og:title" content="{SHOWN}">' in page
    assert f'"headline":"{SHOWN}"' in page
    assert SHOWN in strip_tags(page.partition("<h1")[2].partition("</h1>")[0])
    assert SHOWN in client.get(blog.url).content.decode()
    feed = json.loads(client.get(f"{blog.url}feed.json").content)
    assert feed["items"][0]["title"] == SHOWN
    assert feed["items"][0]["summary"] == "It’s “short”."


def test_a_post_is_set_in_its_own_language(blog, client):
    body = [("markdown", 'Ein "Wort" und "noch \'eins\'".')]
    post = BlogPostPageFactory(parent=blog, title='Das "Wort"', language="de", body=body)
    assert "Ein „Wort“ und „noch ‚eins‘“." in post.document.html
    assert "Das „Wort“" in client.get(blog.url).content.decode()


@pytest.mark.parametrize("query", ["don't", "don’t", '"quote across"', "whats new", "what’s new"])
def test_search_finds_what_was_typed_both_ways(post, client, query):
    page = client.get("/search/", {"q": query}).content.decode()
    assert SHOWN in unescape(strip_tags(page))
