"""Slow work that follows a publish, run in the background by `manage.py serve`."""

from django.core.files.storage import default_storage
from django_tasks import task
from wagtail.images import get_image_model
from wagtail.models import Page

from blog.making_pictures import make_body_pictures, make_shapes
from blog.models import Author, BlogPostPage, BodyPage, SiteIdentity
from blog.rerendering import rerender
from blog.social_cards.keeping import keep_cards

# What nobody waits for lets everything else go first.
LOW_PRIORITY = -10
# Pages between which other tasks get their turn; a long one takes seconds.
CATCH_UP_PAGES = 5
CARDS_AT_ONCE = 20


@task(backend="background")
def make_renditions(page_id: int) -> None:
    """Make the renditions that a published page shows, and its card, then render its body again.

    A page deleted or unpublished meanwhile needs none.
    """
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    if not isinstance(page, BodyPage):
        return
    if isinstance(page, BlogPostPage):
        keep_cards([page.pk])
        shown = [page.cover, *(author.portrait for author in page.authors)]
        for image in filter(None, shown):
            make_shapes(image, _shapes(image.pk))
    if make_body_pictures(page.document.pictures):
        rerender([page.pk])


@task(backend="background")
def make_image_renditions(image_id: int) -> None:
    """Make what an image is shown in as a cover, a portrait or a logo."""
    if image := get_image_model().objects.filter(pk=image_id).first():
        make_shapes(image, _shapes(image_id))


@task(backend="background", priority=LOW_PRIORITY)
def paint_cards(page_ids: list[int]) -> None:
    """Paint the cards that say something else now, as after an author's name changed.

    A few at a time; it enqueues itself for the rest.
    """
    if rest := page_ids[CARDS_AT_ONCE:]:
        paint_cards.enqueue(rest)
    keep_cards(page_ids[:CARDS_AT_ONCE])


@task(backend="background")
def delete_card(name: str) -> None:
    """Delete the file of a card that no row names any more."""
    default_storage.delete(name)


@task(backend="background", priority=LOW_PRIORITY)
def catch_up(after: int = 0) -> None:
    """Make what published pages lack, a few pages at a time, by their ids from `after` on.

    As after an upgrade whose pages show what those before it did not make. It enqueues itself
    for the pages that follow, first, so that one page that fails holds up no other.
    """
    pages = Page.objects.filter(live=True, pk__gt=after).order_by("pk")
    pks = list(pages.values_list("pk", flat=True)[:CATCH_UP_PAGES])
    if pks:
        catch_up.enqueue(pks[-1])
    else:
        _catch_up_on_shown_images()
    for pk in pks:
        make_renditions.func(pk)


def _catch_up_on_shown_images() -> None:
    """Make what portraits of authors without a post, and logos, lack."""
    rows = Author.objects.filter(portrait__isnull=False).values_list("portrait", flat=True)
    logos = SiteIdentity.objects.filter(logo__isnull=False).values_list("logo", flat=True)
    for image_id in {*rows, *logos}:
        make_image_renditions.using(priority=LOW_PRIORITY).enqueue(image_id)


def _shapes(image_id: int) -> list[str]:
    """Return the shapes that an image is shown in outside a body."""
    uses = (
        (BlogPostPage.objects.filter(cover=image_id, live=True), ["cover"]),
        (Author.objects.filter(portrait=image_id), ["byline", "author"]),
        (SiteIdentity.objects.filter(logo=image_id), ["logo"]),
    )
    return [shape for rows, shapes in uses if rows.exists() for shape in shapes]
