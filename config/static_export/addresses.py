"""Decides which file answers an address, and what address that file has."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, parse_qs, quote, unquote, urljoin, urlsplit

from django.urls import reverse

# What a path may hold as it is (RFC 3986).
SAFE = "/!$&'()*+,;=:@~-._"
PAGE = re.compile(r"[1-9][0-9]{0,2}")


@dataclass(frozen=True)
class SiteAddresses:
    """The addresses of one site, which stand in its files as `/blog/?page=2` does in its pages.

    A plain server knows no query: numbered pages get folders of their own, and what is asked of
    the search is asked of the running site, if there is one (`search_url`).
    """

    root_url: str
    search_url: str = ""

    @cached_property
    def search_path(self) -> str:
        return reverse("search")

    def local(self, link: str, base: str) -> str | None:
        """Return where a link of a page leads on this site, or None for elsewhere.

        Spelled in one way, with the number of a list's page as its only query, or what is asked
        of the search.
        """
        try:
            parts = self._joined(link, base)
        except ValueError:
            return None
        if f"{parts.scheme}://{parts.netloc}" != self.root_url:
            return None
        path = quote(unquote(parts.path or "/"), safe=SAFE)
        if self._is_asked(path, parts.query):
            return f"{path}?{parts.query}"
        number = parse_qs(parts.query).get("page", ["1"])[-1]
        is_numbered = path.endswith("/") and number != "1" and PAGE.fullmatch(number)
        return f"{path}?page={number}" if is_numbered else path

    def rewritten(self, link: str, base: str) -> str:
        """Return a link of the page at `base` as its file has it; the same where that is right."""
        address = self.local(link, base)
        if address is None:
            return link
        parts = self._joined(link, base)
        if self._is_asked(parts.path, parts.query):
            return self._elsewhere(parts.path, parts.query)
        is_relative = not link.startswith(("/", self.root_url))
        if "?page=" not in address and not ("?" in base and is_relative) and "page=" not in link:
            return link
        site = self.root_url if link.startswith(self.root_url) else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{site}{exported(address)}{fragment}"

    def is_search(self, address: str) -> bool:
        """Tell whether an address is an answer of the search, and not the page of its form."""
        return address.startswith(self.search_path) and address != self.search_path

    def _joined(self, link: str, base: str) -> SplitResult:
        # Of "?" alone, which leads to a list's first page, Python keeps the base's query.
        base = base.partition("?")[0] if link.startswith("?") else base
        return urlsplit(urljoin(f"{self.root_url}{base}", link.strip()))

    def _is_asked(self, path: str, query: str) -> bool:
        return self.is_search(f"{path}?{query}" if query else path)

    def _elsewhere(self, path: str, query: str) -> str:
        if not self.search_url:
            return self.search_path
        below = path.removeprefix(self.search_path)
        url = f"{self.search_url.rstrip('/')}/{below}" if below else self.search_url
        return f"{url}?{query}" if query else url


def exported(address: str) -> str:
    """Return the address that a site's own address has among the files."""
    path, _sign, number = address.partition("?page=")
    return f"{path.rstrip('/')}/page/{number}/" if number else path


def file_of(address: str) -> str:
    """Return the path of the file that answers an address of the export."""
    path = unquote(exported(address)).removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def page_file_of(address: str) -> str:
    """Return the path of a file that is a page, whatever the address looks like."""
    path = file_of(address)
    return path if path.lower().endswith((".html", ".htm")) else f"{path}/index.html"
