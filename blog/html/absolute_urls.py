"""Makes the addresses absolute in HTML that leaves the site, as feeds need them."""

import re
from html import escape, unescape
from urllib.parse import urljoin

_TAG = re.compile(r"<[a-z][^>]*>")
_ADDRESS = re.compile(r'(?<= )(href|src|srcset|poster)="([^"]*)"')


def absolute_urls(html: str, base_url: str) -> str:
    """Return our own HTML with every link, image and srcset made absolute to `base_url`."""

    def absolute(match: re.Match[str]) -> str:
        name, value = match[1], unescape(match[2])
        joined = _join_srcset(base_url, value) if name == "srcset" else urljoin(base_url, value)
        return f'{name}="{escape(joined)}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(absolute, tag[0]), html)


def _join_srcset(base_url: str, srcset: str) -> str:
    """Join each candidate (`address width`) of a srcset; ours hold no comma in an address."""
    candidates = (candidate.split() for candidate in srcset.split(","))
    return ", ".join(
        " ".join([urljoin(base_url, address), *descriptor])
        for address, *descriptor in (parts for parts in candidates if parts)
    )
