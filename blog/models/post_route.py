"""Routes from a blog to its posts, in one query for all that a post's page begins with."""

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from blog.models.post import BlogPostPage


class LeadingToPostsMixin:
    """A page whose children are posts; behind `RoutablePageMixin`, whose addresses come first."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Return the post at an address; all else is Wagtail's to find."""
        post = self._find_post(path_components[0]) if len(path_components) == 1 else None
        if post is None:
            return super().route(request, path_components)
        post._cached_parent_obj = self  # as Wagtail's own leaves it
        return post.route(request, [])

    def _find_post(self, slug: str) -> Page | None:
        return BlogPostPage.objects.child_of(self).filter(slug=slug).for_reading().first()
