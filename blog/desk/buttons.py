"""Adds the desk's buttons to a page's menus in the admin, and its names to the history."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry

from blog.bin.bringing_back import BROUGHT_BACK
from blog.bin.putting import BINNED
from blog.change_notes.views import RELEASED, WITHHELD, may_withhold
from blog.checks.secrets_gate import ALLOWED
from blog.editor.short_forms import NEW
from blog.exporting.views import may_export
from blog.models import BlogIndexPage, BlogPostPage, PostTemplatesPage
from blog.review.since_live import since_live_address
from blog.sharing.links import is_shareable


def header_buttons(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield what fits a page: its changes, a blog's way in and out, a draft's link."""
    page = page.specific
    if url := since_live_address(page):
        yield Button(_("Changes since live"), url=url, icon_name="history", priority=15)
    if isinstance(page, BlogIndexPage) and page.permissions_for_user(user).can_add_subpage():
        url = reverse("new_from_template", args=[page.pk])
        yield Button(_("New from template"), url=url, icon_name="copy", priority=16)
        if page.has_short_forms:
            yield from _new_short_forms(page)
        url = reverse("new_import", args=[page.pk])
        yield Button(_("Import posts"), url=url, icon_name="download", priority=17)
    if isinstance(page, BlogIndexPage) and may_export(user, page):
        url = reverse("export_posts", args=[page.pk])
        yield Button(_("Export posts"), url=url, icon_name="upload", priority=18)
    if isinstance(page, BlogPostPage) and page.permissions_for_user(user).can_edit():
        url = reverse("picture_texts", args=[page.pk])
        yield Button(_("Picture texts"), url=url, icon_name="image", priority=18)
    if isinstance(page, BlogPostPage) and may_withhold(page, user):
        url = reverse("change_notes", args=[page.pk])
        yield Button(_("Change notes"), url=url, icon_name="history", priority=19)
    if is_shareable(page, user):
        url = reverse("share_draft", args=[page.pk])
        yield Button(_("Share draft"), url=url, icon_name="link", priority=31)


def _new_short_forms(index: BlogIndexPage) -> Iterator[Button]:
    add = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", index.pk])
    for form, label in NEW.items():
        yield Button(label, url=f"{add}?form={form}", icon_name="plus", priority=16)


def drop_publishing(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """Take publishing out of the footer of a new templates folder.

    Wagtail asks the page above for the right to publish, since this one is not there yet;
    a `construct_page_action_menu` hook.
    """
    model = request.resolver_match.kwargs.get("content_type_model_name")
    if model == PostTemplatesPage._meta.model_name:
        items[:] = [item for item in items if item.name not in ("action-publish", "action-submit")]


class AllowedSecrets(LogFormatter):
    """Tells in a page's history why secrets may be shown."""

    label = _("Allow secrets")

    def format_message(self, log_entry: PageLogEntry) -> str:
        text = gettext("Allowed what looks like a secret: %(reason)s")
        return text % {"reason": log_entry.data.get("reason", "")}


def name_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to pages and draft links of the desk, as a page's history tells it."""
    actions.register_action(ALLOWED)(AllowedSecrets)
    actions.register_action(
        "blog.draft_link.create", _("Share draft"), _("Made a link that shows the draft")
    )
    actions.register_action(
        "blog.draft_link.revoke", _("Revoke draft link"), _("Revoked a link to the draft")
    )
    actions.register_action(
        WITHHELD, _("Withhold comparison"), _("Withheld what readers see of a change")
    )
    actions.register_action(BINNED, _("Put into the bin"), _("Put into the bin"))
    actions.register_action(BROUGHT_BACK, _("Bring back"), _("Brought back from the bin"))
    actions.register_action(RELEASED, _("Show comparison"), _("Let readers see what a change was"))
