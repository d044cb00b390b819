"""Slow work that follows a publish, run in the background by `manage.py serve`."""

from django_tasks import task

from blog.models import BlogPostPage

# The teaser's and the page's; the templates name the same specs.
COVER_SPECS = ("fill-640x360|format-webp", "fill-1280x720|format-webp")


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
        post.cover.get_renditions(*COVER_SPECS)
