"""What a long technical post weighs: HTML, style sheet and script, as gzip packs them.

Images and fonts aside. A server that speaks brotli sends about a seventh less.
"""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.factories import AuthorFactory, BlogPostPageFactory, SeriesFactory, TagFactory

STARTER = Path("home/starter/posts")
GUIDE = STARTER / "large-language-models-a-practical-guide.md"
WORDS = 1640
MOST = 22_000
MOST_REQUESTS = 4
# With their comments, as nothing is minified.
SHEET, MODULE = 8_500, 6_000
FORMULAS = [
    r"$$ p_i = \frac{e^{z_i / T}}{\sum_{j=1}^{V} e^{z_j / T}} $$",
    r"The loss is $L(\theta) = -\frac{1}{N} \sum_{t=1}^{N} \log p_\theta(x_t \mid x_{<t})$.",
    r"$$ \operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right) V $$",
    r"A step is $\theta_{t+1} = \theta_t - \eta \hat m_t / (\sqrt{\hat v_t} + \epsilon)$.",
    r"$$ \mathrm{KL}(p \,\|\, q) = \int p(x) \log \frac{p(x)}{q(x)} \, dx $$ {#eq:kl}",
    r"Perplexity is $e^{L}$, and entropy $H(p) = -\sum_x p(x) \log_2 p(x)$.",
    r"$$ A = \begin{bmatrix} a_{11} & a_{12} \\ a_{21} & a_{22} \end{bmatrix} $$",
    r"Recall at $k$ is $|R \cap T_k| / |R|$, by [@eq:kl].",
    r"$$ \hat y = \sigma(w^\top x + b), \qquad \sigma(a) = \frac{1}{1 + e^{-a}} $$",
    r"The cost is $\mathcal{O}(n^2 d)$ in time and $\mathcal{O}(n^2)$ in memory.",
]


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def source(url: str) -> bytes:
    return Path(finders.find(url.removeprefix("/static/"))).read_bytes()


def long_text() -> str:
    """A starter post without its pictures, a formula after each of its first paragraphs."""
    text = GUIDE.read_text(encoding="utf-8").split("---\n", 2)[2]
    text = re.sub(r"!\[.*?\]\(.*?\)", "", text)
    formulas = iter(FORMULAS)
    return re.sub(r"(?m)^[A-Z].*$", lambda line: f"{line[0]}\n\n{next(formulas, '')}", text)


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
    assert page.content.count(b"<math") >= len(FORMULAS)
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
