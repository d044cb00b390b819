"""What a long technical post weighs: HTML, style sheet and script, as gzip packs them.

Images and fonts aside. A server that speaks brotli sends about a seventh less.
"""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from config.responses.static_files import minified
from tests.factories import AuthorFactory, BlogPostPageFactory, SeriesFactory, TagFactory

STARTER = Path("home/starter/posts")
GUIDE = STARTER / "large-language-models-a-practical-guide.md"
MOST = 22_000
MOST_REQUESTS = 4
SHEET, MODULE = 8_500, 6_000
FORMULAS = 10


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def source(url: str) -> bytes:
    """Return a sheet or script as it is collected."""
    name = url.removeprefix("/static/")
    return minified(name, Path(finders.find(name)).read_text()).encode()


def long_text() -> str:
    """The longest starter post, with its formulas and without its pictures."""
    text = GUIDE.read_text(encoding="utf-8").split("---\n", 2)[2]
    return re.sub(r"!\[.*?\]\(.*?\)(\{.*?\})?", "", text)


@pytest.fixture
def long_post(blog):
    series, tags = SeriesFactory(), [TagFactory(name=name) for name in ("llm", "evaluation")]
    for title in ("Notes on embedding search", "From notebooks to ML pipelines"):
        body = [("markdown", "Tokens, temperature and the window; prompts and retrieval.")]
        BlogPostPageFactory(parent=blog, title=title, tags=tags, series=series, body=body)
    return BlogPostPageFactory(
        parent=blog,
        title="Large language models, a practical guide",
        teaser="What a next-token predictor can and cannot do, and how to put one to work.",
        tags=tags,
        authors=[AuthorFactory(name="Applied Research Team")],
        series=series,
        body=[("markdown", long_text())],
    )


def test_a_long_post_is_light(client, long_post):
    page = client.get(long_post.url)
    assert page.content.count(b"<math") >= FORMULAS
    assert page.content.count(b"code__text") >= 2
    assert long_post.word_count >= 1450
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
    scripts = re.findall(r'<script[^>]+src="([^"]+)"', page.text)
    weights = {"page": packed(page.content)}
    weights |= {url: packed(source(url)) for url in [*sheets, *scripts]}
    print(weights, sum(weights.values()))  # noqa: T201  (for `pytest -s`)
    assert len(weights) <= MOST_REQUESTS
    assert sum(weights.values()) <= MOST


def test_the_sheet_and_the_module_stay_small():
    assert packed(source("/static/css/site.css")) <= SHEET
    assert packed(source("/static/js/site.js")) <= MODULE
