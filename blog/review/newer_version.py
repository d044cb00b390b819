"""Tells whoever saves a page that someone else saved it since they opened it."""

import re

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Revision

# What belongs to a page rather than to one of its versions, as `Page.with_content_json` has it.
STATE = (
    "live", "has_unpublished_changes", "latest_revision_id", "latest_revision_created_at",
    "path", "depth", "numchild", "owner_id", "locked", "locked_by_id", "locked_at",
)  # fmt: skip
# A key that every database has room for.
VERSION = re.compile(r"[0-9]{1,18}")


class NewerVersionMixin:
    """Refuses to save above a version that the editor has not seen, once, and says whose it is.

    Wagtail does so for autosave alone; else a script asks, which hears of the other version some
    seconds later. Nothing is lost: the form keeps what was typed, the history the other version.
    """

    def form_valid(self, form: WagtailAdminPageForm) -> HttpResponse:
        # An inner `atomic()` takes the write lock on SQLite, the row's lock is PostgreSQL's.
        with transaction.atomic():
            page = Page.objects.select_for_update(of=("self",)).get(pk=self.page.pk)
            if unseen := self._unseen_version(page):
                return self._refuse(page, unseen)
            if self.expects_json_response and self._is_overtaken(page):
                text = _("This text was saved or published while it was on its way.")
                return self.json_error_response("invalid_revision", text)
            self._catch_up(page)
            return super().form_valid(form)

    def _is_overtaken(self, page: Page) -> bool:
        """Tell whether the page was saved since this request read it.

        An autosave waits here for the button that was pressed after it, which knew more.
        """
        names = ("live", "has_unpublished_changes", "latest_revision_id")
        return any(getattr(page, name) != getattr(self.page, name) for name in names)

    def _catch_up(self, page: Page) -> None:
        """Write no state that this request read before it waited.

        A page that is no draft any more would go offline, a moved one lose its place.
        """
        is_moved = page.path != self.page.path
        for name in STATE:
            setattr(self.page, name, getattr(page, name))
        if is_moved:
            self.page.set_url_path(page.get_parent())

    def _unseen_version(self, page: Page) -> Revision | None:
        """Return the newest version by someone else that the form does not know of.

        One's own may have come while the form was on its way: autosave makes them.
        """
        known = self._known_version()
        if known is None:
            return None
        others = page.revisions.exclude(user=self.request.user).filter(pk__gte=known)
        newest = others.order_by("-pk").first()
        if newest is None or newest.pk != known:
            return newest
        # Autosave keeps one revision: the same may hold more by now.
        loaded_at = self.request.POST.get("loaded_revision_created_at")
        is_seen = newest.created_at.isoformat() == loaded_at
        return None if is_seen else newest

    def _known_version(self) -> int | None:
        """Return the key of the revision that the form was opened with; None for a form without.

        Raises BadRequest for what is no key, which Wagtail would look for.
        """
        sent = self.request.POST
        known = sent.get("overwrite_revision_id") or sent.get("loaded_revision_id") or ""
        if known and not VERSION.fullmatch(known):
            raise BadRequest
        return int(known) if known else None

    def _refuse(self, page: Page, newer: Revision) -> HttpResponse:
        """Say whose version is newer; the form that comes back goes above it when it is sent."""
        text = _(
            "%(name)s saved another version while you were writing. Yours is below and not saved"
            " yet: save again to put it on top; the other one stays in the history."
        ) % {"name": _name_of(newer.user)}
        if self.expects_json_response:
            return self.json_error_response("invalid_revision", text)
        address = self._address_of_changes(newer)
        messages.error(self.request, text, buttons=[messages.button(address, _("Compare"), True)])
        # What the form that comes back knows of.
        self.latest_revision = page.get_latest_revision()
        self.page.latest_revision_id = self.latest_revision.pk
        self.__dict__.pop("latest_revision_created_at", None)
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def _address_of_changes(self, newer: Revision) -> str:
        """Return what changed between the version that the editor opened and the newer one."""
        opened = self._known_version()
        is_there = self.page.revisions.filter(pk=opened).exists()
        before = opened if is_there and opened != newer.pk else "live"
        args = [self.page.pk, before, newer.pk]
        return reverse("wagtailadmin_pages:revisions_compare", args=args)


def _name_of(user: AbstractBaseUser | None) -> str:
    return get_user_display_name(user) if user else _("Someone")


class PageEditView(NewerVersionMixin, EditView):
    """Wagtail's view of any page's form."""


class PageRevertView(NewerVersionMixin, RevisionsRevertView):
    """Wagtail's view of an old version's form."""


class AnyPageViewSet(PageViewSet):
    """The views of pages that have none of their own, in place of Wagtail's."""

    edit_view_class = PageEditView
    revisions_revert_view_class = PageRevertView


def any_page_viewset() -> PageViewSet:
    """Return them; a `register_admin_viewset` hook, after Wagtail's of the same."""
    return AnyPageViewSet()
