"""Deletes for good what was in the bin, with the pictures and documents that it alone used."""

import logging
from itertools import chain

from django.contrib.auth.models import AbstractBaseUser
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Model
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from blog.bin.media import media_only_in
from blog.models import BinnedPage
from search.public.visibility import trees_following

logger = logging.getLogger(__name__)


def purge_overdue() -> int:
    """Delete for good what is in the bin for 30 days; return how many pages that were.

    Each in a transaction of its own: one that fails holds up no other, and is tried again at the
    next run.
    """
    purged = 0
    for row in BinnedPage.objects.overdue().select_related("page"):
        try:
            purge(row)
        except (OperationalError, InterfaceError):
            raise
        except BinnedPage.DoesNotExist:
            continue
        except Exception:  # a receiver or a storage raises what it likes
            logger.exception("Page %s can't be deleted for good.", row.page_id)
        else:
            purged += 1
    return purged


def purge(row: BinnedPage, *, user: AbstractBaseUser | None = None) -> None:
    """Delete a page for good, with all below it, its aliases, and what these alone used.

    Its address stays gone. Raises BinnedPage.DoesNotExist where it came back meanwhile.
    """
    media = going_media(row)
    with transaction.atomic():
        row = BinnedPage.objects.held(row)
        for tree in trees_following(row.page):
            # An alias below another went with it.
            page = Page.objects.filter(pk=tree.pk).first()
            if page is None:
                continue
            place = page.get_parent()
            DeletePageAction(page, user=user).execute(skip_permission_checks=True)
            Page.objects.filter(pk=place.pk, slug=f"deleted-{tree.pk}").delete()
        for medium in media:
            medium.delete()
        row.companions.update(goes_with=None)
        BinnedPage.objects.filter(page=None, address="").delete()


def going_media(row: BinnedPage) -> list[Model]:
    """Return the pictures and documents that go for good with a page."""
    trees = (Page.objects.descendant_of(tree, inclusive=True) for tree in trees_following(row.page))
    return media_only_in(list(chain.from_iterable(trees)))
