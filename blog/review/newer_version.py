"""Tells whoever saves a page that someone else saved it since they opened it."""

from django.contrib.auth.models import AbstractBaseUser
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


class NewerVersionMixin:
    """Refuses to save above a version that the editor has not seen, once, and says whose it is.

    Wagtail does so for autosave alone; else a script asks, which hears of the other version some
    seconds later. Nothing is lost: the form keeps what was typed, the history the other version.
    """

    def form_valid(self, form: WagtailAdminPageForm) -> HttpResponse:
        # An inner `atomic()` takes the write lock on SQLite, the row's lock is PostgreSQL's.
        with transaction.atomic():
            page = Page.objects.select_for_update(of=("self",)).get(pk=self.page.pk)
            self.latest_revision = page.get_latest_revision()
            for name in ("latest_revision_created_at", "is_out_of_date"):
                self.__dict__.pop(name, None)
            if self.is_out_of_date:
                return self._refuse(self.latest_revision)
            return super().form_valid(form)

    def _refuse(self, newer: Revision) -> HttpResponse:
        """Say whose version is newer; the form that comes back goes above it when it is sent."""
        text = _(
            "%(name)s saved another version while you were writing. Yours is below and not saved"
            " yet: save again to put it on top; the other one stays in the history."
        ) % {"name": _name_of(newer.user)}
        if self.expects_json_response:
            return self.json_error_response("invalid_revision", text)
        address = self._address_of_changes(newer)
        messages.error(self.request, text, buttons=[messages.button(address, _("Compare"), True)])
        self.page.latest_revision_id = newer.pk
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def _address_of_changes(self, newer: Revision) -> str:
        """Return what changed between the version that the editor opened and the newer one."""
        sent = self.request.POST
        opened = sent.get("overwrite_revision_id") or sent.get("loaded_revision_id") or ""
        known = opened.isdigit() and self.page.revisions.filter(pk=opened).exists()
        before = opened if known and int(opened) != newer.pk else "live"
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
