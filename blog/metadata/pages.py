"""Builds the metadata of posts, of plain pages and of the front page."""

from dataclasses import replace

from wagtail.models import Page

from blog.metadata import json_ld
from blog.metadata.citation_tags import citation_tags
from blog.metadata.metadata import Metadata, Node
from blog.metadata.site_context import SiteContext, markdown_version
from blog.models import BlogPostPage
from search.public.addresses import original_url
from search.typography.typesetting import typeset


def page_metadata(page: Page, site_context: SiteContext) -> Metadata:
    """Return the metadata of a page that is no post and lists none."""
    language, url = page.locale.language_code, original_url(page)
    title, description = typeset(page.title, language), typeset(page.search_description, language)
    node = json_ld.part(
        "WebPage",
        name=title,
        url=url,
        description=description,
        inLanguage=language,
        dateModified=json_ld.moment(page.last_published_at),
        isPartOf={"@type": "WebSite", "name": site_context.identity.name, "url": site_context.url},
    )
    steps = [*site_context.steps_to(page), (title, url)]
    return Metadata(
        title=title,
        site_name=site_context.identity.name,
        url=url,
        description=description or site_context.identity.tagline,
        image=site_context.social_image,
        alternates=(site_context.site_feed, markdown_version(url)),
        nodes=(node, json_ld.breadcrumbs(steps)),
    )


def front_metadata(page: Page, site_context: SiteContext) -> Metadata:
    """Return the metadata of a site's front page: the site itself and its publisher."""
    identity = site_context.identity
    links = [link.value.url for link in identity.social_links if link.value.url]
    publisher = site_context.publisher(links)
    feeds = site_context.feeds(site_context.url, identity.name)
    return replace(
        page_metadata(page, site_context),
        title=identity.name,
        alternates=(*feeds, markdown_version(page.full_url)),
        nodes=(site_context.website(page.locale.language_code), publisher),
    )


def post_metadata(post: BlogPostPage, site_context: SiteContext) -> Metadata:
    """Return the metadata of a post whose bylines and series place are at hand."""
    url, language = post.canonical_url or original_url(post), post.body_language
    title = typeset(post.title, language)
    metadata = Metadata(
        title=title,
        site_name=site_context.identity.name,
        url=url,
        description=typeset(post.search_description or post.summary, language),
        kind="article",
        image=post.social_image,
        published=post.display_date,
        # Never before it was published, as an imported post's could be.
        modified=max(post.display_date, post.updated_at),
        author_urls=tuple(post.full_post_list_url(author) for author in post.authors),
        tags=tuple(tag.name for tag in post.shown_tags),
        citation=()
        if post.is_short
        else citation_tags(
            title=post.title,
            authors=[author.name for author in post.authors],
            published=post.display_date,
            journal=site_context.identity.name,
            language=language,
            url=url,
            doi=post.doi,
        ),
        alternates=(site_context.site_feed, markdown_version(post.full_url)),
    )
    steps = [*site_context.steps_to(post), (title, post.full_url)]
    nodes = (_posting_node(post, metadata, site_context), json_ld.breadcrumbs(steps))
    return replace(metadata, nodes=nodes)


def _posting_node(post: BlogPostPage, metadata: Metadata, site_context: SiteContext) -> Node:
    publisher = site_context.publisher()
    authors = [
        json_ld.author(name=author.name, url=url, is_team=author.is_team, sameAs=author.orcid_url)
        for author, url in zip(post.authors, metadata.author_urls, strict=True)
    ]
    return json_ld.filled(
        type_="SocialMediaPosting" if post.is_short else "BlogPosting",
        headline=metadata.title,
        description=metadata.description,
        url=metadata.url,
        mainEntityOfPage=json_ld.filled(
            type_="WebPage",
            id_=metadata.url,
            lastReviewed=post.checked_on.isoformat() if post.checked_on else "",
        ),
        image=json_ld.image_object(metadata.image),
        datePublished=json_ld.moment(metadata.published),
        dateModified=json_ld.moment(metadata.modified),
        author=authors or [{"@id": publisher["@id"]}],
        publisher=publisher,
        wordCount=post.word_count,
        timeRequired="" if post.is_short else f"PT{post.reading_minutes}M",
        keywords=list(metadata.tags),
        inLanguage=post.body_language,
        sharedContent=_shared_node(post),
        identifier=json_ld.doi(post.doi),
        discussionUrl=post.discuss_url,
        citation=_citation_nodes(post),
        correction=_correction_nodes(post),
        isPartOf=_blog_and_series_nodes(post),
    )


def _shared_node(post: BlogPostPage) -> Node | None:
    """Return what a link leads to, or the words of a quotation and whose they are."""
    target = post.link_target
    if post.is_quotation:
        name, url = (target.title, target.url) if target else ("", "")
        return json_ld.filled(
            type_="Quotation", text=post.document.text, creditText=name, isBasedOn=url
        )
    return json_ld.part("WebPage", name=target.name, url=target.url) if target else None


def _citation_nodes(post: BlogPostPage) -> list[Node]:
    return [
        json_ld.part(
            "CreativeWork", name=each.title or each.entry, url=each.url, datePublished=each.year
        )
        for each in post.document.sources
    ]


def _correction_nodes(post: BlogPostPage) -> list[Node]:
    return [
        json_ld.filled(
            type_="CorrectionComment", text=each.note, dateCreated=json_ld.moment(each.date)
        )
        for each in post.standing_changes
    ]


def _blog_and_series_nodes(post: BlogPostPage) -> list[Node]:
    """Return the blog that a post is in, and its series."""
    index = post.get_parent()
    wholes = [json_ld.part("Blog", name=index.title, url=index.full_url)]
    if place := post.series_place:
        url = post.full_post_list_url(place.series)
        wholes.append(json_ld.part("CreativeWorkSeries", name=place.series.name, url=url))
    return wholes
