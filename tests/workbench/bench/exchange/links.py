"""Says what a link or a picture counts as, so that two sites' can be compared."""

import re
from collections.abc import Callable
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import Tag

from tests.workbench.bench.exchange.counting import REMOTE, Judge, words

# Of an address without its fragment: the kind of what it leads to and its name, None if nothing.
Place = Callable[[str], tuple[str, str] | None]

_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_FOOTNOTE = re.compile(r"#fn(?:ref)?(?:[:-]|\d)")
_EMBED = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:embed/|watch\?v=)|youtu\.be/|(?:player\.)?vimeo\.com/(?:video/)?"
    r"|gist\.github\.com/[\w-]+/)([\w-]+)"
)


def link_judge(place: Place, ids: set[str], *, own: str = "") -> Judge:
    """Return what judges links: to the web by address, within the site by where they lead.

    `ids` are those of the page, which its own fragments may name; `own` is the page's name.
    """

    def judge(element: Tag) -> tuple[str, str] | None:
        address = str(element.get("href") or element.get("src") or "").strip()
        if embedded := _EMBED.search(address):
            return "links", f"embed {embedded[1]}"
        if element.name != "a" or not address or _is_furniture(element):
            return None
        text = words(element)[:80]
        target = _target_of(address, place, ids)
        if own and target == f"page {own}" and "#" in address:
            # A place in the page itself, by the page's whole address.
            target = _target_of("#" + address.partition("#")[2], place, ids)
        return ("links", f"{target} “{text}”") if target else None

    return judge


def picture_judge(place: Place) -> Judge:
    """Return what judges pictures, by their alternative texts; remote ones by their addresses."""

    def judge(element: Tag) -> tuple[str, str] | None:
        address = str(element.get("src") or "").strip()
        if _WEB.match(address) and place(address) is None:
            # One within a link, such as a badge, is read as that link's text.
            around = element.find_parent("a", href=_WEB)
            return REMOTE, normal_web(str(around["href"]) if around else address)
        found = place(address)
        return ("pictures", words(str(element.get("alt") or ""))) if found else None

    return judge


def normal_web(address: str) -> str:
    """Return a web address in one spelling."""
    parts = urlsplit(address)
    path = unquote(parts.path).rstrip("/")
    query = f"?{unquote(parts.query)}" if parts.query else ""
    fragment = f"#{unquote(parts.fragment)}" if parts.fragment else ""
    return f"{parts.netloc.lower()}{path}{query}{fragment}"


def _target_of(address: str, place: Place, ids: set[str]) -> str | None:
    if address.startswith("#"):
        return "fragment" if unquote(address[1:]) in ids else None
    if address.lower().startswith("mailto:"):
        # Hugo takes a Go module and its version, `host/path@v1`, for one.
        return None if "/" in address else f"mail {address[7:]}"
    found = place(urldefrag(address).url)
    if found:
        return " ".join(found)
    return f"web {normal_web(address)}" if _WEB.match(address) else None


def _is_furniture(element: Tag) -> bool:
    address = str(element.get("href", ""))
    classes = set(element.get("class") or [])
    return bool(_FOOTNOTE.search(address)) or bool(
        classes & {"anchor", "title-link", "code__raw", "footnote-backref"}
    )
