"""Reads what a generator built: the posts' addresses, dates and content are the reference."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.workbench.bench.exchange import counting, links
from tests.workbench.bench.exchange.archives import Archive, Expected

WAS = "https://old.example"
LINK_TO_ITSELF = re.compile(r'<a href="([^"]+)">\s*(<img [^>]*src="\1"[^>]*>)\s*</a>')


@dataclass(frozen=True)
class _Built:
    """A post's page: its source, its address on the old site, its HTML."""

    source: str
    address: str
    date: str
    html: str


def archive(name: str, folder: Path, built: Path, planned: list[Expected]) -> Archive:
    """Return the archive of a site's folder, and of what its generator built of it.

    `planned` says what each post was written to be; where it is shown, what was built counts.
    """
    pages = list(_built_pages(built))
    sources = {page.address: page.source for page in pages}
    posts = {post.path: post for post in planned}
    for page in pages:
        # What isn't planned is no post: a list, a README that the generator copied.
        if (post := posts.get(page.source)) and not post.hidden:
            posts[page.source] = _as_built(post, page, built, sources)
    missing = [path for path, post in posts.items() if not post.hidden and not post.counts]
    if missing:
        raise ValueError(f"{name} built no page of {', '.join(missing[:5])}")
    return Archive(name, folder, posts, was=WAS)


def _built_pages(built: Path) -> Iterator[_Built]:
    for file in sorted(built.rglob("*.html")):
        soup = BeautifulSoup(file.read_text(), "html.parser")
        if article := soup.select_one("article[data-source]"):
            path = "/" + file.relative_to(built).as_posix()
            yield _Built(
                source=str(article["data-source"]),
                address=re.sub(r"/index\.html$", "/", path),
                date=str(article.time["datetime"]) if article.time else "",
                html="".join(map(str, _content_of(article))),
            )


def _content_of(article: Tag) -> Iterator[Tag]:
    yield from article.select(":scope > img, :scope > .content")


def _as_built(post: Expected, page: _Built, built: Path, sources: dict[str, str]) -> Expected:
    def place(address: str) -> tuple[str, str] | None:
        target = urlsplit(urljoin(f"{WAS}{page.address}", address))
        if f"{target.scheme}://{target.netloc}" != WAS:
            return None
        path = unquote(target.path)
        if source := sources.get(path) or sources.get(f"{path}/") or sources.get(f"{path}.html"):
            return ("page", source)
        return ("file", "") if _is_file(built, path) else None

    # The import shows the picture in full, and says that it left the link out.
    html = LINK_TO_ITSELF.sub(r"\2", page.html)
    ids = {str(each["id"]) for each in BeautifulSoup(page.html, "html.parser").select("[id]")}
    counts = counting.count(
        html, link=links.link_judge(place, ids), picture=links.picture_judge(place)
    )
    return replace(
        post, date=page.date[:10], addresses=(page.address, *post.addresses), counts=counts
    )


def _is_file(built: Path, path: str) -> bool:
    try:
        return (built / path.lstrip("/")).is_file()
    except (OSError, ValueError):
        return False
