"""Has what is deleted in the admin go to the bin."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.models import Page, PageQuerySet

from blog.bin.putting import put_in_bin
from blog.editor.permissions import tree_of_sites
from blog.models.unpublished.binned_page import DAYS, is_binned


def bin_deleted(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Put a page into the bin, in place of Wagtail's deletion; a `before_delete_page` hook.

    Wagtail has looked at the user's rights, and has asked before the POST.
    """
    if is_binned(page):
        return lead_to_bin(request, page)
    if request.method != "POST":
        return None
    if not type_to_delete_confirmation(request):
        return redirect(request.get_full_path())
    parent = page.get_parent()
    try:
        row = put_in_bin(page, user=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect(request.get_full_path())
    text = _("“%(title)s” is in the bin, and goes for good on %(date)s.") % {
        "title": page.get_admin_display_title(),
        "date": date_format(localtime(row.goes_at)),
    }
    messages.success(request, text, buttons=[_button_to_bin()])
    return redirect(
        get_valid_next_url_from_request(request)
        or reverse("wagtailadmin_explore", args=[parent.pk])
    )


class BinBulkAction(DeleteBulkAction):
    """Puts several pages into the bin, in place of Wagtail's action of the same name."""

    template_name = "blog/bin/confirm_bulk_delete.html"

    @classmethod
    def execute_action(
        cls, objects: list[Page], user: AbstractBaseUser | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Return how many pages went, and how many more below them."""
        moved = below = 0
        for page in objects:
            page.refresh_from_db()
            # None for one that was chosen beside what it stands below, and went along.
            if put_in_bin(page, user=user):
                moved += 1
                below += page.get_descendant_count()
        return moved, below

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            messages.error(self.request, error.message)
            return redirect(self.next_url)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        count = num_parent_objects + num_child_objects
        return ngettext(
            "%(count)d page is in the bin, and goes for good in %(days)d days.",
            "%(count)d pages are in the bin, and go for good in %(days)d days.",
            count,
        ) % {"count": count, "days": DAYS}


def lead_to_bin(request: HttpRequest, page: Page, *_place: Page) -> HttpResponse | None:
    """Open the bin in place of what would edit or move what is in it; a hook before both."""
    if not is_binned(page):
        return None
    messages.warning(request, _("This page is in the bin: bring it back to edit it."))
    return redirect("bin")


def leave_out_of_choosers(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Offer nothing of the bin as a link's target; a `construct_page_chooser_queryset` hook."""
    return pages.descendant_of(tree_of_sites())


def _button_to_bin() -> Any:
    return messages.button(reverse("bin"), _("Bin"))
