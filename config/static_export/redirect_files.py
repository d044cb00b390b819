"""Writes what leads from an old address to a new one, for servers that can't redirect."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri

FILE = "_redirects"
# To these hosts a pattern, of as much as the whole site.
_PATTERN = re.compile(r"\*|/:")


@dataclass(frozen=True)
class OldAddress:
    """An address that answers no more, and the address, or full address, that it leads to."""

    address: str
    target: str
    is_permanent: bool = True


def redirect_page(target: str, *, full_target: str) -> bytes:
    """Return a page that leads to `target` at once, and names it to search engines."""
    context = {"target": target, "full_target": full_target}
    return render_to_string("static_export/redirect.html", context).encode()


def redirect_rules(olds: Iterable[OldAddress]) -> str:
    """Return the rules that Netlify and Cloudflare Pages read, one a line.

    Not forced: Cloudflare leaves out a rule with Netlify's sign for that.
    """
    lines = [
        f"{iri_to_uri(old.address)} {iri_to_uri(old.target)} {301 if old.is_permanent else 302}"
        for old in olds
        if not _PATTERN.search(old.address)
    ]
    return "\n".join([*lines, ""]) if lines else ""


def below_renamed(
    olds: Iterable[OldAddress], exported: Iterable[str], pages: set[str]
) -> Iterator[OldAddress]:
    """Yield the old addresses of what stands below a renamed page that has feeds.

    Feeds, topics, periods: what no redirect of Wagtail names, since none of it is a page. As
    `config.responses.redirects` answers them.
    """
    found = sorted(exported)
    known = set(found)
    for old in olds:
        target = old.target
        if target == "/" or target not in pages or f"{target}feed.xml" not in known:
            continue
        for address in found:
            is_own = address.startswith(target) and address != target
            if is_own and _page_of(address, pages) == target:
                rest = address.removeprefix(target)
                yield OldAddress(f"{old.address.rstrip('/')}/{rest}", address, old.is_permanent)


def _page_of(address: str, pages: set[str]) -> str:
    """Return the address of the nearest page at or above an address."""
    while address not in pages and address:
        address = address.rstrip("/").rpartition("/")[0]
        address = f"{address}/" if address else ""
    return address
