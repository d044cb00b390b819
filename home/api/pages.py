"""Answers for pages where Wagtail's API would do what no form of this site does."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from wagtail.models import Page

from blog.bin.putting import put_in_bin
from blog.editor.problems import FORBIDDING, KINDS
from blog.models import BodyPage
from blog.models.unpublished.binned_page import is_binned
from home.api.problems import refusal
from home.api.sent.told import lines_of_error

_ACTIONS = (
    "publish", "unpublish", "copy", "move", "revert", "convert_alias", "create_alias",
    "copy_for_translation", "delete",
)  # fmt: skip
# By any other position, or none, Wagtail puts a page beside its destination, and looks above that.
_WITHIN = ("first-child", "last-child")
_MOVE = "pages_actions_move"
CHECKED = {
    "list_pages", "detail_page", "create_page", "update_page", "delete_page", "list_page_revisions",
    "detail_page_revision", *(f"pages_actions_{action}" for action in _ACTIONS),
}  # fmt: skip


class PageRules:
    """What this site asks of one request about pages, before Wagtail sees it."""

    def __init__(
        self, user: AbstractBaseUser, name: str, method: str, data: dict[str, Any]
    ) -> None:
        self._user, self._name, self._method, self._data = user, name, method, data

    def answer(self, page_id: int | None) -> HttpResponse | None:
        """Return the answer in Wagtail's place; None where that is Wagtail's to give.

        Raises ValidationError for what may not be.
        """
        meta = self._data.get("meta") or {}
        for key in (page_id, meta.get("parent_id"), self._data.get("destination_id")):
            page = Page.objects.filter(pk=key).first() if isinstance(key, int) else None
            if page and is_binned(page):
                return refusal(404, "This page is in the bin: bring it back in the admin.")
            is_beside = self._name == _MOVE and self._data.get("position") not in _WITHIN
            if page and page.is_root() and is_beside:
                return refusal(422, "Nothing stands beside the page that holds all others.")
        page = Page.objects.filter(pk=page_id).first() if page_id else None
        if page is None:
            return None
        if page.is_root() and self._method not in ("GET", "HEAD"):
            return refusal(403, "This page holds all others, and stays as it is.")
        if self._method == "DELETE":
            return self._delete(page)
        if self._name == "pages_actions_publish":
            self._refuse_unfit(page)
        return None

    def _delete(self, page: Page) -> HttpResponse:
        """Put a page into the bin, as the admin does, where Wagtail's API has it gone for good."""
        if not page.permissions_for_user(self._user).can_delete():
            return refusal(403, "You may not delete this page.")
        put_in_bin(page, user=self._user)
        return HttpResponse(status=204)

    def _refuse_unfit(self, page: Page) -> None:
        """Raise ValidationError for a draft that no form would publish; Wagtail looks at none."""
        if not page.permissions_for_user(self._user).can_publish():
            return
        draft = page.get_latest_revision_as_object()
        draft.full_clean()
        if not isinstance(draft, BodyPage):
            return
        try:
            draft.body.stream_block.clean(draft.body)
        except ValidationError as error:
            raise ValidationError(lines_of_error(error)) from error
        found = [each for each in draft.problems if each.kind in FORBIDDING]
        if found:
            raise ValidationError(
                [f"block {each.block_id}: {KINDS[each.kind]}: {each.detail}" for each in found]
            )
