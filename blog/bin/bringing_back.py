"""Brings a page back from the bin, as it was."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page

from blog.bin.loose_ends import put_back
from blog.models import BinnedPage
from blog.models.unpublished.binned_page import is_binned

BROUGHT_BACK = "blog.bin.bring_back"


@transaction.atomic
def bring_back(
    row: BinnedPage, *, parent: Page, slug: str, user: AbstractBaseUser | None = None
) -> int:
    """Move a page, and the aliases that went with it, out of the bin.

    Returns how many schedules passed meanwhile, whose pages come back as drafts. An alias whose
    place is gone stays in the bin by itself. The caller knows that the slug is free at the parent.
    Raises BinnedPage.DoesNotExist where somebody else was faster.
    """
    row = BinnedPage.objects.held(row)
    companions = list(row.companions.select_related("page"))
    page = row.page
    over = _move(row, parent, slug, user)
    for each in companions:
        # Read now: what moved there before counts in it.
        place = each.parent
        if place is None or is_binned(place):
            continue
        over += _move(each, place, find_available_slug(place, each.page.slug), user)
    log(instance=page.specific, action=BROUGHT_BACK, user=user)
    return over


def _move(row: BinnedPage, parent: Page, slug: str, user: AbstractBaseUser | None) -> int:
    # As they stand in the tree by now.
    page, parent = Page.objects.get(pk=row.page_id), Page.objects.get(pk=parent.pk)
    place = page.get_parent()
    if slug != page.slug:
        _rename(page, slug)
    follower = parent.get_children().filter(pk=row.kept.get("before")).first()
    target, position = (follower, "left") if follower else (parent, "last-child")
    move = MovePageAction(page.specific, target, pos=position, user=user)
    move.execute(skip_permission_checks=True)
    Page.objects.filter(pk=place.pk, slug=f"deleted-{page.pk}").delete()
    row.delete()
    return put_back(row.kept)


def _rename(page: Page, slug: str) -> None:
    """Give a page and what of it is to be published a slug; no redirect is made of the old."""
    Page.objects.filter(pk=page.pk).update(slug=slug)
    page.slug = slug
    for revision in page.revisions.all():
        if revision.content.get("slug") != slug:
            revision.content["slug"] = slug
            revision.save(update_fields=["content"])
