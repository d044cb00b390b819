"""What the desk adds to a page's menus in the admin, and to its history."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from blog.editorial.sharing import is_shareable
from blog.models import BlogIndexPage, PostTemplatesPage


def header_buttons(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield "New from template" for a blog and "Share draft" for what the user may edit."""
    page = page.specific
    if isinstance(page, BlogIndexPage) and page.permissions_for_user(user).can_add_subpage():
        url = reverse("new_from_template", args=[page.pk])
        yield Button(_("New from template"), url=url, icon_name="copy", priority=16)
    if is_shareable(page, user):
        url = reverse("share_draft", args=[page.pk])
        yield Button(_("Share draft"), url=url, icon_name="link", priority=31)


def drop_publishing(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """Take publishing out of the footer of a new templates folder.

    Wagtail asks the page above for the right to publish, since this one is not there yet;
    a `construct_page_action_menu` hook.
    """
    model = request.resolver_match.kwargs.get("content_type_model_name")
    if model == PostTemplatesPage._meta.model_name:
        items[:] = [item for item in items if item.name not in ("action-publish", "action-submit")]


def name_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to draft links as a page's history tells it."""
    actions.register_action(
        "blog.draft_link.create", _("Share draft"), _("Made a link that shows the draft")
    )
    actions.register_action(
        "blog.draft_link.revoke", _("Revoke draft link"), _("Revoked a link to the draft")
    )
