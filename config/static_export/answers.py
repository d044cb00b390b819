"""Makes what a file holds from what the site answered, and hears of each address in it."""

import re
from collections.abc import Callable, Iterable

from django.http import HttpRequest

from blog.html.addresses import FRAMES_PATH
from config.static_export.addresses import SiteAddresses
from config.static_export.fetching import Answer
from config.static_export.frames import with_policy
from config.static_export.links import (
    links_in_css,
    links_in_manifest,
    replace_in_html,
    replace_in_text,
)
from config.static_export.search_place import search_page, with_forms_led

LLMS = "/llms.txt"
_FOLLOWED = {
    "application/atom+xml",
    "application/rss+xml",
    "application/feed+json",
    "application/xml",
    "text/markdown",
}

Meet = Callable[[str], None]


class Contents:
    """Makes files of answers for one export; `meet` gets each address of the site in them."""

    def __init__(
        self, addresses: SiteAddresses, make_request: Callable[[str], HttpRequest]
    ) -> None:
        self._addresses, self._make_request = addresses, make_request

    def of(self, answer: Answer, address: str, meet: Meet) -> Iterable[bytes]:
        """Return a file's content in chunks; a list where it is held in memory."""
        if answer.media_type == "text/css":
            return self._style_sheet(answer, address, meet)
        if answer.is_file:
            is_frame = address.startswith(f"/{FRAMES_PATH}")
            return with_policy(answer.chunks()) if is_frame else answer.chunks()
        return [self._text(answer, address, meet).encode()]

    def replaced(self, link: str, base: str, meet: Meet) -> str:
        """Return a link of the answer at `base` as its file has it."""
        if link.startswith("#"):
            return link
        if local := self._addresses.local(link, base):
            meet(local)
        return self._addresses.rewritten(link, base)

    def _style_sheet(self, answer: Answer, address: str, meet: Meet) -> list[bytes]:
        content = b"".join(answer.chunks())
        for link in links_in_css(content.decode(errors="replace")):
            self.replaced(link, address, meet)
        return [content]

    def _text(self, answer: Answer, address: str, meet: Meet) -> str:
        def replace(link: str) -> str:
            return self.replaced(link, address, meet)

        root_url = self._addresses.root_url
        if answer.media_type == "text/html":
            html = self._page(answer, address)
            return replace_in_html(html, replace, root_url=root_url)
        text = answer.text()
        if address == LLMS or answer.media_type in _FOLLOWED:
            return replace_in_text(self._told(text, address), replace, root_url=root_url)
        if answer.media_type == "application/manifest+json":
            for link in links_in_manifest(text):
                replace(link)
        return text

    def _page(self, answer: Answer, address: str) -> str:
        search_url = self._addresses.search_url
        if address == self._addresses.search_path:
            html = search_page(self._make_request(address), search_url)
        else:
            html = answer.text()
        return with_forms_led(html, search_url)

    def _told(self, text: str, address: str) -> str:
        """Return what programs are told, without a line on a search that is not there."""
        if address != LLMS or self._addresses.search_url:
            return text
        search = re.escape(f"{self._addresses.root_url}{self._addresses.search_path}?")
        return re.sub(rf"^- \[[^\]]*\]\({search}.*\n", "", text, flags=re.MULTILINE)
