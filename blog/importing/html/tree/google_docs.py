"""Turns what Google Docs writes by roles and addresses of its own into elements and addresses."""

from urllib.parse import parse_qs

from bs4 import BeautifulSoup

from blog.importing.fields.addresses import urlsplit_or_none
from blog.importing.html.tree.page import living, value


def settle_google_docs(tree: BeautifulSoup) -> None:
    """Give what Google Docs copies the elements that it means."""
    for item in tree.find_all("li", role="checkbox"):
        image, paragraph = item.find("img"), item.find("p")
        if image is None or paragraph is None:
            continue
        box = tree.new_tag("input", type="checkbox")
        if value(image, "alt") == "checked":
            box["checked"] = ""
        image.decompose()
        paragraph.insert(0, box, " ")
    for link in living(tree.find_all("a", href=True)):
        link["href"] = _target_of(value(link, "href"))


def _target_of(address: str) -> str:
    """Return where an address leads that Google's counter stands before."""
    parts = urlsplit_or_none(address)
    if parts is None or (parts.netloc, parts.path) != ("www.google.com", "/url"):
        return address
    target = next(iter(parse_qs(parts.query).get("q", [])), "")
    return target if target.startswith(("http://", "https://")) else address
