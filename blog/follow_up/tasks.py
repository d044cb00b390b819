"""Does the slow work that follows a publish, in the background process of `manage.py serve`."""

import logging
from itertools import chain

from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, connection
from django.db.models import QuerySet
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.images import get_image_model
from wagtail.models import Page

from blog.follow_up.rerendering import rerender
from blog.models import Author, BlogPostPage, BodyPage, PageProblem, SiteIdentity
from blog.models.body_page import body_page_models
from blog.pictures.making import make_body_pictures, make_presets
from blog.social_cards.keeping import keep_cards
from search.database.task_priorities import CATCHING_UP, LATER

# Pages between which other tasks get their turn; a long one takes seconds.
CATCH_UP_PAGES = 5
CARDS_AT_ONCE = 20

logger = logging.getLogger(__name__)


@task(backend="background", priority=LATER)
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
            make_presets(image, _presets_outside_bodies(image.pk))
    if make_body_pictures(page.document.pictures):
        rerender([page.pk])


@task(backend="background", priority=LATER)
def make_image_renditions(image_id: int) -> None:
    """Make what an image is shown in as a cover, a portrait, a logo or an icon."""
    if image := get_image_model().objects.filter(pk=image_id).first():
        make_presets(image, _presets_outside_bodies(image_id))


@task(backend="background", priority=LATER)
def paint_cards(page_ids: list[int]) -> None:
    """Paint the cards that say something else now, as after an author's name changed.

    A few at a time; it enqueues itself for the rest, unless it is tried again itself.
    """
    rest = page_ids[CARDS_AT_ONCE:]
    try:
        keep_cards(page_ids[:CARDS_AT_ONCE])
    except (OperationalError, InterfaceError):
        rest = []
        raise
    finally:
        if rest:
            paint_cards.enqueue(rest)


@task(backend="background", priority=LATER)
def delete_card(name: str) -> None:
    """Delete the file of a card that no row names any more."""
    default_storage.delete(name)


def enqueue_catching_up() -> None:
    """Enqueue a `catch_up` of all pages, in the place of those that wait.

    One on its way would leave out the pages behind it, and several would look at each page anew.
    """
    # In one statement: what a worker claims meanwhile no longer waits.
    _waiting_catch_ups()._raw_delete(connection.alias)
    catch_up.enqueue()


@task(backend="background", priority=CATCHING_UP)
def catch_up(after: int = 0) -> None:
    """Make what published pages lack, a few pages at a time, by their ids from `after` on.

    As after an upgrade whose pages show what those before it did not make. It enqueues itself
    for the pages that follow, last, so that a second try of it begins no second row of them; not
    where one of all pages waits, which was enqueued while it ran.
    """
    pages = Page.objects.filter(live=True, pk__gt=after).order_by("pk")
    pks = list(pages.values_list("pk", flat=True)[:CATCH_UP_PAGES])
    for pk in pks:
        _catch_up_on_page(pk)
    if not pks:
        _catch_up_on_shown_images()
    elif not _waiting_catch_ups().filter(args_kwargs={"args": [], "kwargs": {}}).exists():
        catch_up.enqueue(pks[-1])


@task(backend="background", priority=CATCHING_UP)
def list_problems(after: int = 0) -> None:
    """Keep for the report what is wrong in each page's newest draft, as `catch_up` goes.

    As after an upgrade that finds more; saving a page does the same for that page.
    """
    pages = Page.objects.filter(pk__gt=after, alias_of=None).type(*body_page_models())
    pks = list(pages.order_by("pk").values_list("pk", flat=True)[:CATCH_UP_PAGES])
    for page in Page.objects.filter(pk__in=pks).specific():
        _keep_problems_of(page)
    if pks:
        list_problems.enqueue(pks[-1])


def _keep_problems_of(page: BodyPage) -> None:
    try:
        PageProblem.objects.keep(page.get_latest_revision_as_object())
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # one page that fails holds up no other
        logger.exception("The problems of page %s can't be listed.", page.pk)


def _waiting_catch_ups() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(status="READY", task_path=catch_up.module_path)


def _catch_up_on_page(page_id: int) -> None:
    try:
        make_renditions.func(page_id)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # one page that fails holds up no other
        logger.exception("Page %s can't be caught up on.", page_id)


def _catch_up_on_shown_images() -> None:
    """Make what portraits of authors without a post, logos and icons lack."""
    rows = Author.objects.filter(portrait__isnull=False).values_list("portrait", flat=True)
    logos = SiteIdentity.objects.values_list("logo", "favicon")
    for image_id in {*rows, *chain.from_iterable(logos)} - {None}:
        make_image_renditions.using(priority=CATCHING_UP).enqueue(image_id)


def _presets_outside_bodies(image_id: int) -> list[str]:
    """Return the presets that an image is shown in outside a body."""
    uses = (
        (BlogPostPage.objects.filter(cover=image_id, live=True), ["cover"]),
        (Author.objects.filter(portrait=image_id), ["byline", "author"]),
        (SiteIdentity.objects.filter(logo=image_id), ["logo"]),
        (SiteIdentity.objects.filter(favicon=image_id), ["icon"]),
    )
    return [preset for rows, presets in uses if rows.exists() for preset in presets]
