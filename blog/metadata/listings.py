"""The metadata of a blog's lists: of all posts, of a topic's, of a month's, of all tags."""

from typing import Any

from django.utils.encoding import iri_to_uri

from blog.metadata import json_ld
from blog.metadata.metadata import Alternate, Metadata, Node
from blog.metadata.surroundings import Surroundings, markdown_version
from blog.models import Author, BlogIndexPage
from blog.models.listing import Listing
from blog.shared_images import shared_image
from search.paging import PageSlice

Teasers = PageSlice[Any] | None


def listing_metadata(
    index: BlogIndexPage, listing: Listing, teasers: Teasers, around: Surroundings
) -> Metadata:
    """Return the metadata of one numbered page of a list; `teasers` is None for an overview."""
    url = f"{index.full_url}{iri_to_uri(listing.path)}"
    author = listing.topic if isinstance(listing.topic, Author) else None
    steps = [*around.steps_to(index), (index.title, index.full_url)]
    if listing.path:
        steps.append((listing.heading, url))
    return Metadata(
        title=listing.heading,
        site_name=around.identity.name,
        url=numbered(url, teasers.number if teasers else 1),
        description=listing.description or index.search_description or around.identity.tagline,
        kind="profile" if author else "website",
        is_listed=is_listed(listing, teasers),
        previous_url=numbered(url, teasers.previous_number) if teasers else "",
        next_url=numbered(url, teasers.next_number) if teasers else "",
        alternates=_alternates(index, listing, url, around),
        nodes=(_node(index, listing, url, around), json_ld.breadcrumbs(steps)),
    )


def numbered(url: str, number: int | None) -> str:
    """Return the address of one numbered page of the list at `url`; empty for no number."""
    if number is None:
        return ""
    return f"{url}?page={number}" if number > 1 else url


def is_listed(listing: Listing, teasers: Teasers) -> bool:
    """Tell whether search engines should list a list.

    Numbered pages yes: they lead to what is on no other. Not the posts of a year or a month,
    which stand in the blog in the same order; nor a blog that is still empty; nor a tag or a
    series whose only post says all that its page would, unless it has a description. An author's
    page is about the author. `config/sitemap` keeps to the same rule.
    """
    if listing.is_period:
        return False
    if teasers is None or isinstance(listing.topic, Author):
        return True
    enough = 2 if listing.topic and not listing.description else 1
    return teasers.number > 1 or len(teasers.items) >= enough


def _alternates(
    index: BlogIndexPage, listing: Listing, url: str, around: Surroundings
) -> tuple[Alternate, ...]:
    """Return a list's own feeds and text, or the feeds of the blog where it has none.

    Its own come first: many readers take the first they find.
    """
    names = [index.title, around.identity.name]
    if listing.path and listing.topic is None:
        return (*around.feeds(index.full_url, " – ".join(names)), around.site_feed)
    names = [listing.heading, *names] if listing.topic else names
    return (*around.feeds(url, " – ".join(names)), around.site_feed, markdown_version(url))


def _node(index: BlogIndexPage, listing: Listing, url: str, around: Surroundings) -> Node:
    language = index.locale.language_code
    if not listing.path:
        description = index.search_description or around.identity.tagline
        return json_ld.part(
            "Blog",
            name=index.title,
            url=url,
            description=description,
            inLanguage=language,
            publisher=around.publisher(),
        )
    blog = json_ld.part("Blog", name=index.title, url=index.full_url)
    page = {"name": listing.heading, "url": url, "inLanguage": language, "isPartOf": blog}
    if isinstance(listing.topic, Author):
        return json_ld.part("ProfilePage", **page, mainEntity=_author(listing.topic, url, around))
    return json_ld.part("CollectionPage", **page, description=listing.description)


def _author(author: Author, url: str, around: Surroundings) -> Node:
    portrait = author.portrait and shared_image(author.portrait, "author", base_url=around.url)
    return json_ld.author(
        name=author.name,
        url=url,
        is_team=author.is_team,
        description=author.biography,
        image=json_ld.image_object(portrait),
        sameAs=[link.value.url for link in author.links if link.value.url],
    )
