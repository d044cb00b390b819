"""Measures what feeds, texts and the sitemap cost as posts grow.

`python -m tests.workbench.bench.machines POSTS`

Each address is asked for by Django's test client, in this process, on made-up posts; the first
answer is left out. No more than a few times what a thousand posts cost is what 100,000 should.
"""

import argparse
import statistics
import time
from collections.abc import Iterator

from tests.workbench.bench.search import corpus

TIMES = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("posts", type=int)
    count = parser.parse_args().posts
    corpus.set_up(f"machines-{count}")
    from tests.workbench.bench.search.bulk import fill_with_made_posts

    corpus.prepare(f"machines {count}", lambda: fill_with_made_posts(count))
    for line in lines(count):
        print(line, flush=True)  # noqa: T201  (this is a command)


def lines(count: int) -> Iterator[str]:
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    client = Client(SERVER_NAME="localhost")
    yield f"{count} posts: queries, milliseconds in the median, bytes"
    for url in addresses():
        response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        times = [timed(client, url) for _ in range(TIMES)]
        unchanged = [timed(client, url, response.headers.get("ETag", "")) for _ in range(TIMES)]
        yield (
            f"{queries(client, url):3} {statistics.median(times):8.1f} "
            f"{statistics.median(unchanged):8.1f} (304) {len(response.content):9}  {url}"
        )


def addresses() -> list[str]:
    from blog.models import BlogIndexPage, BlogPostPage

    index = BlogIndexPage.objects.get()
    post = BlogPostPage.objects.public().newest_first()[3]
    tag = post.post_tags.first().tag
    parts = [f"/sitemap-pages-{post.pk // 1000}.xml", f"/sitemap-topics-{index.pk}-0.xml"]
    return [
        "/feed.xml",
        "/blog/feed.json",
        f"/blog/{tag.post_list_path}rss.xml",
        f"/blog/{post.post_authors.first().author.post_list_path}feed.xml",
        "/sitemap.xml",
        *parts,
        "/llms.txt",
        "/index.md",
        f"/blog/{tag.post_list_path}index.md",
        f"/blog/{post.slug}/index.md",
        "/robots.txt",
    ]


def timed(client: object, url: str, etag: str = "") -> float:
    headers = {"If-None-Match": etag} if etag else {}
    start = time.perf_counter()
    client.get(url, headers=headers)
    return (time.perf_counter() - start) * 1000


def queries(client: object, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


if __name__ == "__main__":
    main()
