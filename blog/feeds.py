"""The Atom feed (RFC 4287) of an index page, or of all posts below another page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page, Site

from blog.document.absolute import absolute_urls, without_page_furniture
from blog.models import BlogPostPage, SiteIdentity
from search.visibility import public_pages
from search.xml_text import xml_text

POSTS_PER_FEED = 20


class PostFeed(Atom1Feed):
    """Atom with the whole post as its content and every author named."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        for name in item["author_names"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom_feed(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serve `<path>feed.xml`: the newest public posts below the page at `path`.

    The page is found by its own routing; 404 where no page stands, where it is a post, and
    where an anonymous reader may not see it: feed readers cannot log in.
    """
    site = Site.find_for_request(request)
    page = find_page(request, site, path)
    identity = SiteIdentity.for_site(site)
    feed = build_feed(page, identity=identity, feed_url=request.build_absolute_uri())
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def find_page(request: HttpRequest, site: Site | None, path: str) -> Page:
    """Return the public page at `path` of a site, or raise Http404."""
    if site is None:
        raise Http404("No site answers to this host.")
    components = [component for component in path.split("/") if component]
    page = site.root_page.localized.specific.route(request, components).page
    # A post has no posts below it, and a page's own routes (a tag's) are no pages.
    if isinstance(page, BlogPostPage) or page.get_url(request) != iri_to_uri(f"/{path}"):
        raise Http404("This page has no feed.")
    if not public_pages(Page.objects.filter(pk=page.pk)).exists():
        raise Http404("This page is not public.")
    return page


def build_feed(page: Page, *, identity: SiteIdentity, feed_url: str) -> PostFeed:
    """Return the feed of the newest public posts below `page`."""
    feed = PostFeed(
        title=identity.name if page.is_site_root() else f"{page.title} – {identity.name}",
        link=page.full_url,
        description=identity.tagline,
        author_name=identity.name,
        feed_url=feed_url,
        language=page.locale.language_code,
    )
    posts = (
        BlogPostPage.objects.inside(page).public().newest_first().with_bylines().with_documents()
    )
    for post in posts[:POSTS_PER_FEED]:
        feed.add_item(**feed_entry(post))
    return feed


def feed_entry(post: BlogPostPage) -> dict:
    """Return a post as feedgenerator's item; its id outlives moves and new addresses."""
    html = without_page_furniture(post.document.html)
    return {
        "title": xml_text(post.title),
        "link": post.full_url,
        "description": xml_text(post.summary),
        "unique_id": f"urn:uuid:{post.translation_key}",
        "pubdate": post.display_date,
        "updateddate": post.last_published_at or post.display_date,
        "author_names": [xml_text(author.name) for author in post.authors],
        "categories": [xml_text(tag.name) for tag in post.shown_tags],
        "content": xml_text(absolute_urls(html, post.full_url)),
    }
