"""Gives templates the metadata of whichever page is shown."""

from django import template
from django.template import Context
from wagtail.models import Page, Site

from blog.metadata.metadata import Metadata
from blog.metadata.pages import front_metadata, page_metadata, post_metadata
from blog.metadata.post_lists import post_list_metadata
from blog.metadata.site_context import SiteContext
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
    site_context = SiteContext(site, identity)
    if post_list := context.get("post_list"):
        return post_list_metadata(page, post_list, context.get("teasers"), site_context)
    if isinstance(page, BlogPostPage):
        return post_metadata(page, site_context)
    if page.pk == site.root_page_id:
        return front_metadata(page, site_context)
    return page_metadata(page, site_context)
