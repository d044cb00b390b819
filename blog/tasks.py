"""Slow work that follows a publish, run in the background by `manage.py serve`."""

from django_tasks import task
from wagtail.images.shortcuts import get_renditions_or_not_found

from blog.models import BlogPostPage

# The teaser's and the page's; the templates name the same specs.
COVER_SPECS = (
    "fill-640x360|format-webp|preserve-svg",
    "fill-1280x720|format-webp|preserve-svg",
)
# The byline's and the author's page's.
PORTRAIT_SPECS = ("fill-96x96|format-webp|preserve-svg", "fill-192x192|format-webp|preserve-svg")


@task(backend="background")
def make_renditions(post_id: int) -> None:
    """Make the renditions that a published post and its teaser show.

    Rendering asks for every one of them; a post deleted meanwhile needs none.
    """
    post = BlogPostPage.objects.filter(pk=post_id).first()
    if post is None:
        return
    post.document  # noqa: B018  (rendering the body makes its renditions)
    if post.cover:
        get_renditions_or_not_found(post.cover, COVER_SPECS)
    for portrait in filter(None, (author.portrait for author in post.authors)):
        get_renditions_or_not_found(portrait, PORTRAIT_SPECS)
