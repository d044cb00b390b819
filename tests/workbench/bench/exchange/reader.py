"""Reads imported posts as an anonymous reader does, and follows what they point at."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client

from blog.document import numbering
from blog.document.latex_to_mathml import Converted, Formula
from blog.follow_up import tasks
from blog.models import BlogPostPage, ImportedFile
from blog.rendering.build import build_parts

# Where the default site of a new database answers.
HOST = "localhost"
ORIGIN = f"http://{HOST}"
CONTENT = ".document"


class Reader:
    """An anonymous reader of the site, who remembers what each address answered."""

    def __init__(self, host: str = HOST) -> None:
        self.origin = f"http://{host}"
        self.client = Client(headers={"host": host})
        self.sources: dict[str, str] = {}
        self._ends: dict[str, tuple[int, str, str]] = {}

    def posts(self, shown: Iterable[str] = ()) -> dict[str, dict[str, Any]]:
        """Return what is read of each imported file's post, by the file's path.

        What the import withheld, though the old site had it `shown`, is published by hand first.
        """
        shown = set(shown)
        records = list(ImportedFile.objects.filter(post__isnull=False).order_by("path"))
        pages = BlogPostPage.objects.in_bulk([record.post_id for record in records])
        for record in records:
            self.sources[urlsplit(pages[record.post_id].full_url).path] = record.path
        withheld = [
            record.path
            for record in records
            if record.path in shown and not self._is_public(pages[record.post_id])
        ]
        for record in records:
            if record.path in withheld:
                pages[record.post_id] = published_by_hand(pages[record.post_id])
        return {
            record.path: self._post(pages[record.post_id])
            | {"is_withheld": record.path in withheld}
            for record in records
        }

    def _is_public(self, post: BlogPostPage) -> bool:
        return self.client.get(urlsplit(post.full_url).path).status_code == 200

    def source_at(self, address: str) -> str | None:
        """Return the source file of the post that an address leads to, None if to none."""
        status, path, _kind = self._end(address)
        return self.sources.get(path) if status == 200 else None

    def _post(self, post: BlogPostPage) -> dict[str, Any]:
        response = self.client.get(urlsplit(post.full_url).path)
        # A draft isn't read at all: what it holds is its editor's.
        if response.status_code != 200:
            return {"is_public": False}
        soup = BeautifulSoup(response.content, "html.parser")
        content = soup.select_one(CONTENT)
        covers = "".join(map(str, soup.select("picture.cover img")))
        standfirst = soup.select_one(".post__standfirst") or ""
        policy = response.headers["Content-Security-Policy"]
        return {
            "is_public": True,
            "date": str(soup.select_one("time.dt-published")["datetime"]),
            "html": f"{soup.h1}{standfirst}{covers}{content}",
            "ids": sorted(str(element["id"]) for element in soup.select("[id]")),
            "formulas": formulas_of(post),
            "pictures": _answers(
                soup.select(f"picture.cover img, {CONTENT} img"),
                "src",
                lambda image: self._is_seen(image, policy),
            ),
            "links": _answers(content.find_all("a"), "href", self._place),
        }

    def _place(self, link: Tag) -> list[str] | None:
        """Return what a link within the site leads to; None for a dead one, or one to the web."""
        address = urldefrag(urljoin(self.origin, str(link["href"]))).url
        if not address.startswith(f"{self.origin}/"):
            return None
        if source := self.source_at(address):
            return ["page", source]
        return ["file", ""] if self._end(address)[0] == 200 else None

    def _is_seen(self, image: Tag, policy: str) -> bool:
        """Tell whether the policy lets a picture load, and all of its sizes are there."""
        addresses = [str(image["src"]), *_candidates(image)]
        picture = image.find_parent("picture")
        for source in picture.find_all("source") if picture else ():
            addresses += _candidates(source)
        return all(self._loads(address, policy) for address in addresses)

    def _loads(self, address: str, policy: str) -> bool:
        address = urljoin(self.origin, address)
        if not is_allowed(address, policy, origin=self.origin):
            return False
        status, _path, kind = self._end(address)
        return status == 200 and kind.startswith("image/")

    def _end(self, address: str) -> tuple[int, str, str]:
        """Return the status, the path and the content type at which an address ends."""
        path = re.sub(rf"^{re.escape(self.origin)}", "", address) or "/"
        if path not in self._ends:
            self._ends[path] = self._followed(path)
        return self._ends[path]

    def _followed(self, path: str) -> tuple[int, str, str]:
        for _hop in range(5):
            response = self.client.get(path)
            # Read to its end, a file closes itself; closed by hand, it closes the database too.
            b"".join(response)
            if not 300 <= response.status_code < 400:
                break
            target = urljoin(f"{self.origin}{path}", response.headers["Location"])
            if not target.startswith(f"{self.origin}/"):
                break
            path = target.removeprefix(self.origin)
        return response.status_code, urlsplit(path).path, response.headers.get("Content-Type", "")


def published_by_hand(post: BlogPostPage) -> BlogPostPage:
    """Publish a post's newest revision, with the sizes of its pictures; return the post."""
    post.get_latest_revision().publish()
    tasks.make_renditions.func(post.pk)
    post.refresh_from_db()
    return post


def formulas_of(post: BlogPostPage) -> list[list[str]]:
    """Return the TeX of a post's formulas in reading order, each with the error it gave.

    The page shows MathML, which doesn't hold it: the body is built once more, and listened to.
    """
    heard: list[list[str]] = []
    convert = numbering.convert_formulas

    def listen(formulas: Iterable[Formula], *args: Any, **kwargs: Any) -> list[Converted]:
        results = convert(formulas, *args, **kwargs)
        pairs = zip(formulas, results, strict=True)
        heard.extend([formula.latex, result.error] for formula, result in pairs)
        return results

    numbering.convert_formulas = listen
    try:
        build_parts(post.body)
    finally:
        numbering.convert_formulas = convert
    return heard


def is_allowed(address: str, policy: str, *, origin: str) -> bool:
    """Tell whether a policy lets a picture load, as a browser reads `img-src`."""
    rules = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    parts = urlsplit(address)
    own = f"{parts.scheme}://{parts.netloc}"
    allowed = rules.get("img-src", rules.get("default-src", "")).split()
    return (
        ("'self'" in allowed and own == origin) or own in allowed or f"{parts.scheme}:" in allowed
    )


def _candidates(element: Tag) -> list[str]:
    return [part.split()[0] for part in str(element.get("srcset") or "").split(",") if part.strip()]


def _answers(elements: Iterable[Tag], attribute: str, ask: Callable[[Tag], Any]) -> dict[str, Any]:
    """Return what is answered for each address that elements have."""
    return {str(each[attribute]): ask(each) for each in elements if each.has_attr(attribute)}
