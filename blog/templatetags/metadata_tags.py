"""What the head of a page says, for whichever page is shown."""

from django import template
from django.template import Context
from wagtail.models import Page, Site

from blog.metadata.listings import listing_metadata
from blog.metadata.metadata import Metadata
from blog.metadata.pages import front_metadata, page_metadata, post_metadata
from blog.metadata.surroundings import Surroundings
from blog.models import BlogPostPage

register = template.Library()


@register.simple_tag(takes_context=True)
def metadata_of_page(context: Context) -> Metadata:
    """Return the metadata of the page, or the list of an index page, in a context.

    What has no address (an error, the preview of a page never saved) names the site alone and
    is kept out of search engines.
    """
    page, identity = context.get("page"), context["identity"]
    site = Site.find_for_request(context["request"]) if context.get("request") else None
    if not isinstance(page, Page) or site is None or not page.full_url:
        title = page.title if isinstance(page, Page) else identity.name
        return Metadata(title=title, site_name=identity.name, is_listed=False)
    around = Surroundings(site, identity)
    if listing := context.get("listing"):
        return listing_metadata(page, listing, context.get("teasers"), around)
    if isinstance(page, BlogPostPage):
        return post_metadata(page, around)
    if page.pk == site.root_page_id:
        return front_metadata(page, around)
    return page_metadata(page, around)
