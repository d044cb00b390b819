"""The metadata of posts, of plain pages and of the front page."""

from dataclasses import replace

from wagtail.models import Page

from blog.metadata import json_ld
from blog.metadata.citation_tags import citation_tags
from blog.metadata.metadata import Metadata, Node
from blog.metadata.surroundings import Surroundings, markdown_version
from blog.models import BlogPostPage


def page_metadata(page: Page, around: Surroundings) -> Metadata:
    """Return the metadata of a page that is no post and lists none."""
    language, url = page.locale.language_code, page.full_url
    node = json_ld.part(
        "WebPage",
        name=page.title,
        url=url,
        description=page.search_description,
        inLanguage=language,
        dateModified=json_ld.moment(page.last_published_at),
        isPartOf={"@type": "WebSite", "name": around.identity.name, "url": around.url},
    )
    steps = [*around.steps_to(page), (page.title, url)]
    return Metadata(
        title=page.title,
        site_name=around.identity.name,
        url=url,
        description=page.search_description or around.identity.tagline,
        alternates=(around.site_feed, markdown_version(url)),
        nodes=(node, json_ld.breadcrumbs(steps)),
    )


def front_metadata(page: Page, around: Surroundings) -> Metadata:
    """Return the metadata of a site's front page: the site itself and its publisher."""
    identity = around.identity
    links = [link.value.url for link in identity.social_links if link.value.url]
    publisher = around.publisher(links)
    feeds = around.feeds(around.url, identity.name)
    return replace(
        page_metadata(page, around),
        title=identity.name,
        alternates=(*feeds, markdown_version(page.full_url)),
        nodes=(around.website(page.locale.language_code), publisher),
    )


def post_metadata(post: BlogPostPage, around: Surroundings) -> Metadata:
    """Return the metadata of a post whose bylines and series place are at hand."""
    url = post.canonical_url or post.full_url
    metadata = Metadata(
        title=post.title,
        site_name=around.identity.name,
        url=url,
        description=post.search_description or post.summary,
        kind="article",
        image=post.social_image,
        published=post.display_date,
        # Never before it was published, as an imported post's could be.
        modified=max(post.display_date, post.last_published_at or post.display_date),
        author_urls=tuple(post.full_listing_url(author) for author in post.authors),
        tags=tuple(tag.name for tag in post.shown_tags),
        citation=citation_tags(
            title=post.title,
            authors=[author.name for author in post.authors],
            published=post.display_date,
            journal=around.identity.name,
            language=post.body_language,
            url=url,
        ),
        alternates=(around.site_feed, markdown_version(post.full_url)),
    )
    steps = [*around.steps_to(post), (post.title, post.full_url)]
    nodes = (_posting(post, metadata, around), json_ld.breadcrumbs(steps))
    return replace(metadata, nodes=nodes)


def _posting(post: BlogPostPage, metadata: Metadata, around: Surroundings) -> Node:
    publisher = around.publisher()
    authors = [
        json_ld.author(name=author.name, url=url, is_team=author.is_team)
        for author, url in zip(post.authors, metadata.author_urls, strict=True)
    ]
    return json_ld.filled(
        type_="BlogPosting",
        headline=metadata.title,
        description=metadata.description,
        url=metadata.url,
        mainEntityOfPage={"@type": "WebPage", "@id": metadata.url},
        image=json_ld.image_object(metadata.image),
        datePublished=json_ld.moment(metadata.published),
        dateModified=json_ld.moment(metadata.modified),
        author=authors or [{"@id": publisher["@id"]}],
        publisher=publisher,
        wordCount=post.word_count,
        timeRequired=f"PT{post.reading_minutes}M",
        keywords=list(metadata.tags),
        inLanguage=post.body_language,
        isPartOf=_wholes(post),
    )


def _wholes(post: BlogPostPage) -> list[Node]:
    """Return the blog that a post is in, and its series."""
    index = post.get_parent()
    wholes = [json_ld.part("Blog", name=index.title, url=index.full_url)]
    if place := post.series_place:
        url = post.full_listing_url(place.series)
        wholes.append(json_ld.part("CreativeWorkSeries", name=place.series.name, url=url))
    return wholes
