"""Builds the metadata of a blog's lists: of all posts, of a topic's, of a month's, of all tags."""

from typing import Any

from django.utils.encoding import iri_to_uri

from blog.archive.post_list import PostList
from blog.metadata import json_ld
from blog.metadata.metadata import Alternate, Metadata, Node
from blog.metadata.site_context import SiteContext, markdown_version
from blog.models import Author, BlogIndexPage
from blog.pictures.social_image import social_image
from search.public.addresses import original_url
from search.public.paging import PageSlice

Teasers = PageSlice[Any] | None


def post_list_metadata(
    index: BlogIndexPage, post_list: PostList, teasers: Teasers, site_context: SiteContext
) -> Metadata:
    """Return the metadata of one numbered page of a list; `teasers` is None for an overview."""
    url = f"{index.full_url}{iri_to_uri(post_list.path)}"
    author = post_list.topic if isinstance(post_list.topic, Author) else None
    steps = [*site_context.steps_to(index), (index.title, index.full_url)]
    if post_list.path:
        steps.append((post_list.heading, url))
    return Metadata(
        title=post_list.heading,
        site_name=site_context.identity.name,
        url=numbered(
            url if post_list.path else original_url(index), teasers.number if teasers else 1
        ),
        description=post_list.description
        or index.search_description
        or site_context.identity.tagline,
        kind="profile" if author else "website",
        image=site_context.social_image,
        is_listed=is_listed(post_list, teasers),
        previous_url=numbered(url, teasers.previous_number) if teasers else "",
        next_url=numbered(url, teasers.next_number) if teasers else "",
        alternates=_feeds_and_markdown(index, post_list, url, site_context),
        nodes=(_list_node(index, post_list, url, site_context), json_ld.breadcrumbs(steps)),
    )


def numbered(url: str, number: int | None) -> str:
    """Return the address of one numbered page of the list at `url`; empty for no number."""
    if number is None:
        return ""
    return f"{url}?page={number}" if number > 1 else url


def is_listed(post_list: PostList, teasers: Teasers) -> bool:
    """Tell whether search engines should list a list.

    Numbered pages yes: they lead to what is on no other. Not the posts of a year or a month,
    which stand in the blog in the same order; nor a blog that is still empty; nor a tag or a
    series whose only post says all that its page would, unless it has a description. An author's
    page is about the author. `home/sitemap` keeps to the same rule.
    """
    if post_list.is_period:
        return False
    if teasers is None or isinstance(post_list.topic, Author):
        return True
    enough = 2 if post_list.topic and not post_list.description else 1
    return teasers.number > 1 or len(teasers.items) >= enough


def _feeds_and_markdown(
    index: BlogIndexPage, post_list: PostList, url: str, site_context: SiteContext
) -> tuple[Alternate, ...]:
    """Return a list's own feeds and text, or the feeds of the blog where it has none.

    Its own come first: many readers take the first they find.
    """
    names = [index.title, site_context.identity.name]
    if not post_list.has_feeds:
        return (*site_context.feeds(index.full_url, " – ".join(names)), site_context.site_feed)
    names = [post_list.heading, *names] if post_list.topic else names
    return (
        *site_context.feeds(url, " – ".join(names)),
        site_context.site_feed,
        markdown_version(url),
    )


def _list_node(
    index: BlogIndexPage, post_list: PostList, url: str, site_context: SiteContext
) -> Node:
    language = index.locale.language_code
    if not post_list.path:
        description = index.search_description or site_context.identity.tagline
        return json_ld.part(
            "Blog",
            name=index.title,
            url=url,
            description=description,
            inLanguage=language,
            publisher=site_context.publisher(),
        )
    blog = json_ld.part("Blog", name=index.title, url=index.full_url)
    page = {"name": post_list.heading, "url": url, "inLanguage": language, "isPartOf": blog}
    if isinstance(post_list.topic, Author):
        return json_ld.part(
            "ProfilePage", **page, mainEntity=_author_node(post_list.topic, url, site_context)
        )
    return json_ld.part("CollectionPage", **page, description=post_list.description)


def _author_node(author: Author, url: str, site_context: SiteContext) -> Node:
    portrait = author.portrait and social_image(
        author.portrait, "author", base_url=site_context.url
    )
    return json_ld.author(
        name=author.name,
        url=url,
        is_team=author.is_team,
        description=author.biography,
        image=json_ld.image_object(portrait),
        sameAs=[*filter(None, (author.orcid_url, *(link.value.url for link in author.links)))],
    )
