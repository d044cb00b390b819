"""Gives a page's metadata its site context: name, publisher, feeds, the pages above."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from django.urls import reverse
from wagtail.models import Page, Site

from blog.colours.icons import icon_address
from blog.metadata import json_ld
from blog.metadata.metadata import Alternate, Node
from blog.models import SiteIdentity
from blog.models.social_card import SIZE as CARD_SIZE
from blog.pictures.social_image import SocialImage, social_image
from search.syndication.formats import FORMATS

ICON_PIXELS = 512
MARKDOWN_FILE = "index.md"


@dataclass(frozen=True)
class SiteContext:
    """The site that a page is shown on, and who publishes it."""

    site: Site
    identity: SiteIdentity

    @property
    def url(self) -> str:
        """The address of the front page."""
        return f"{self.site.root_url}/"

    @property
    def logo(self) -> SocialImage:
        """The publisher's logo, else the site's icon."""
        if self.identity.logo:
            return social_image(self.identity.logo, "logo", base_url=self.url)
        icon = urljoin(self.url, icon_address("icon-512.png", self.identity.colour))
        return SocialImage(icon, ICON_PIXELS, ICON_PIXELS)

    @property
    def social_image(self) -> SocialImage:
        """What stands for pages that have no picture of their own: the emblem."""
        card = urljoin(self.url, icon_address("social-card.png", self.identity.colour))
        return SocialImage(card, *CARD_SIZE, self.identity.name)

    def publisher(self, links: Sequence[str] = ()) -> Node:
        return json_ld.organization(
            name=self.identity.name, url=self.url, logo=self.logo, links=links
        )

    def website(self, language: str) -> Node:
        return json_ld.website(
            name=self.identity.name,
            url=self.url,
            description=self.identity.tagline,
            language=language,
            search_url=urljoin(self.url, reverse("search")),
        )

    def steps_to(self, page: Page) -> list[tuple[str, str]]:
        """Return the names and addresses of the pages above one, the front page first.

        Without a query where the page stands at most two levels below the front page and its
        parent is known.
        """
        root = self.site.root_page
        if page.depth <= root.depth:
            return []
        steps = [(self.identity.name, self.url)]
        if page.depth == root.depth + 1:
            return steps
        above = (
            [page.get_parent()]
            if page.depth == root.depth + 2
            else page.get_ancestors().filter(depth__gt=root.depth)
        )
        return [*steps, *((each.title, each.full_url) for each in above)]

    @property
    def site_feed(self) -> Alternate:
        """The feed of the whole site, which every page announces."""
        return self.feeds(self.url, self.identity.name)[0]

    def feeds(self, url: str, title: str) -> tuple[Alternate, ...]:
        """Return the feeds of what lists posts at an address, Atom first."""
        return tuple(
            Alternate(each.media_type, f"{title} ({each.name})", f"{url}{each.file_name}")
            for each in FORMATS
        )


def markdown_version(url: str) -> Alternate:
    """Return the Markdown version of the page at an address."""
    return Alternate("text/markdown", "Markdown", f"{url}{MARKDOWN_FILE}")
