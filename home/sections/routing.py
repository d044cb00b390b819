"""Finds a blog below the front page, where every address of a blog begins."""

from copy import copy

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from blog.models import BlogIndexPage
from search.public.once_per_change import is_remembering, once_per_change

# Where a site has more blogs, Wagtail looks for the others.
MAX_BLOGS = 100


class LeadingToBlogsMixin:
    """A page that remembers the blogs below it between two changes."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Return the page that an address leads to, as Wagtail does; raise Http404 for none."""
        blogs = _blogs_below(self.path) if path_components and is_remembering() else {}
        blog = blogs.get(path_components[0]) if blogs else None
        if blog is None:
            return super().route(request, path_components)
        blog = copy(blog)
        blog._cached_parent_obj = self  # as Wagtail's own leaves it
        return blog.route(request, path_components[1:])


@once_per_change
def _blogs_below(path: str) -> dict[str, BlogIndexPage]:
    """Return the blogs right below a page of the tree, by slug, whatever their state."""
    # Few, so their depth is looked at here: asked for it, SQLite begins at all pages.
    blogs = BlogIndexPage.objects.filter(path__startswith=path).select_related("locale")
    depth = len(path) // Page.steplen + 1
    found = blogs.order_by("pk")[:MAX_BLOGS]
    return {blog.slug: blog for blog in found if blog.depth == depth}
