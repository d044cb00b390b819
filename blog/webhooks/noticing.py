"""Notices what happens to public pages, in the transaction in which it does.

What readers saw of some pages before a change is held against what they see after it, so that a
page made private, or moved to where nobody may look, counts as taken down. Aliases repeat what
their source says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from blog.models import Webhook
from blog.models.webhooks.message import Event
from blog.webhooks.writing import Happening, write
from search.public.restrictions import leaves_with_page
from search.public.visibility import not_taken_down, originals, public_pages

# What a save writes that readers would notice.
NOTICED = {"live", "slug", "last_published_at"}


@dataclass(frozen=True)
class Seen:
    """What readers saw of a page: its row, its title and the address."""

    page: Page
    address: str


Sight = dict[int, Seen]


def remember_page(page: Page, slug: str, url_path: str) -> None:
    """Keep on a page what readers see of it, with its slug and path until it is saved.

    Where the slug changes, what they see of the pages below it too.
    """
    # A move saves it as a plain page, between the two signals of its own.
    if type(page) is Page and url_path != page.url_path:
        return
    rows = _tree(page) if slug != page.slug else Page.objects.filter(pk=page.pk)
    page._seen_before = url_path, _seen(not_taken_down(rows))


def follow_saved_page(instance: Model, created: bool, raw: bool, **kwargs: object) -> None:
    """Tell what a save did: to the page, and by its new slug to all below it."""
    if not isinstance(instance, Page) or raw:
        return
    if created:
        if instance.live and Webhook.objects.on().exists():
            _tell({}, _seen(public_pages(Page.objects.filter(pk=instance.pk))))
        return
    if (kept := instance.__dict__.pop("_seen_before", None)) is None:
        return
    old_path, before = kept
    is_renamed = old_path != instance.url_path
    rows = _tree(instance) if is_renamed else Page.objects.filter(pk=instance.pk)
    _tell(before, _seen(public_pages(rows), moved=(old_path, instance.url_path)))


def remember_tree(instance: Page, parent_page_before: Page, **kwargs: object) -> None:
    """Keep what readers see of a tree that is about to be moved; `pre_page_move`."""
    if Webhook.objects.on().exists():
        # Of the things that both signals hand out, the one that is the same object.
        parent_page_before._seen_before = _seen(not_taken_down(_tree(instance)))


def follow_move(instance: Page, parent_page_before: Page, **kwargs: object) -> None:
    """Tell what a move did to a page and all below it; `post_page_move`."""
    before = parent_page_before.__dict__.pop("_seen_before", None)
    if before is not None:
        _tell(before, _seen(public_pages(_tree(instance))))


def remember_restricted(instance: PageViewRestriction, **kwargs: object) -> None:
    """Keep what readers see of the tree that a restriction is about to be put on or taken off."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page and Webhook.objects.on().exists():
        instance._seen_before = _seen(not_taken_down(_tree(page)))


def follow_restricted(
    instance: PageViewRestriction, origin: object = None, **kwargs: object
) -> None:
    """Tell what a restriction hid, or shows again."""
    before = instance.__dict__.pop("_seen_before", None)
    page = Page.objects.filter(pk=instance.page_id).first()
    if before is not None and page and not leaves_with_page(origin):
        _tell(before, _seen(public_pages(_tree(page))))


def follow_deletion(instance: Model, sender: type[Model], **kwargs: object) -> None:
    """Tell of a public page that is deleted for good, past the bin; `pre_delete`."""
    # Each is deleted once as what it is, and once as a page.
    if sender is Page and instance.live and Webhook.objects.on().exists():
        _tell(_seen(not_taken_down(Page.objects.filter(pk=instance.pk))), {})


def _tree(page: Page) -> PageQuerySet:
    return Page.objects.descendant_of(page, inclusive=True)


def _seen(pages: PageQuerySet, *, moved: tuple[str, str] | None = None) -> Sight:
    """Return what readers see of pages; `moved` is a path, and the one in its place.

    Wagtail writes the paths of what lies below a renamed page only after that is saved.
    """
    found: Sight = {}
    for page in originals(pages).order_by("path"):
        if moved and page.url_path.startswith(moved[0]):
            page.url_path = moved[1] + page.url_path.removeprefix(moved[0])
        # None for a page of no site.
        if address := page.full_url:
            found[page.pk] = Seen(page, address)
    return found


def _tell(before: Sight, after: Sight) -> None:
    if happenings := list(_differences(before, after)):
        write(happenings)


def _differences(before: Sight, after: Sight) -> Iterator[Happening]:
    for pk, old in before.items():
        new = after.get(pk)
        if new is None:
            yield Happening(Event.UNPUBLISHED, old.page, old.address)
            continue
        if new.address != old.address:
            yield Happening(Event.MOVED, new.page, new.address, old.address, old.page.path)
        if new.page.last_published_at != old.page.last_published_at:
            yield Happening(Event.CHANGED, new.page, new.address)
    for pk, new in after.items():
        if pk not in before:
            yield Happening(Event.PUBLISHED, new.page, new.address)
