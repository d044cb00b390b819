"""Shows what feeds are, and every feed of the site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.views import serve

from blog.metadata.metadata import Metadata
from blog.metadata.site_context import SiteContext
from blog.models import SiteIdentity
from home.follow.feeds import followed_blogs, followed_site
from search.public.addresses import pages_at
from search.public.visibility import public_pages
from search.web.request import find_site


@require_safe
def follow(request: HttpRequest) -> HttpResponse:
    """List the feeds of a site; a page of the site's own at this address goes first.

    Raises Http404 where an anonymous reader may not see the site.
    """
    site = find_site(request)
    path = reverse("follow").removeprefix("/")
    if public_pages(pages_at(site, path)).exists():
        return serve(request, path)
    if not public_pages(pages_at(site, "")).exists():
        raise Http404("This site is not public.")
    identity = SiteIdentity.for_site(site)
    metadata = Metadata(
        title=gettext("Follow"),
        site_name=identity.name,
        url=f"{site.root_url}{reverse('follow')}",
        description=gettext("Every feed of this site, and what a feed is."),
        alternates=SiteContext(site, identity).feeds(f"{site.root_url}/", identity.name),
    )
    context = {
        "metadata": metadata,
        "whole": followed_site(site, identity.name),
        "blogs": followed_blogs(site),
    }
    return render(request, "home/follow/follow.html", context)
