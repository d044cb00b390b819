"""Shows imports in the admin: where one is dropped, what it would bring, how far it is."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from blog.import_desk import tasks
from blog.import_desk.permissions import (
    get_blog,
    get_run,
    may_add_documents,
    may_add_images,
    may_publish_run,
    open_blogs,
)
from blog.import_desk.shown_report import progress_in_words, shown_report
from blog.import_desk.uploads import forget_files, has_files, uploaded_names
from blog.models import BlogIndexPage, ImportRun

State = ImportRun.State

RUNS_SHOWN = 50
NAMES_SHOWN = 20


class NewImportForm(forms.Form):
    """Asks what the archive is called and where it comes from; files are sent beside it."""

    name = forms.CharField(
        label=_("Name of the archive"),
        max_length=100,
        required=False,
        help_text=_(
            "The same name the next time brings only what changed. Left empty: the name of the"
            " zip or folder."
        ),
    )
    old_site = forms.URLField(
        label=_("Address of the old site"),
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text=_("Links to it become links to the posts."),
    )
    is_fetching = forms.BooleanField(
        label=_("Fetch pictures from other sites"),
        required=False,
        help_text=_("Else a picture that is not among the files becomes a link."),
    )


class ImportTemplateMixin(WagtailAdminTemplateMixin):
    """Leads from the blog through its imports."""

    header_icon = "download"
    index: BlogIndexPage | None = None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*super().get_breadcrumbs_items()]
        if self.index is not None:
            address = reverse("wagtailadmin_explore", args=[self.index.pk])
            items.append({"url": address, "label": self.index.get_admin_display_title()})
        return [*items, {"url": "", "label": self.page_title}]


class ImportsView(ImportTemplateMixin, View):
    """Lists the blogs that a user may import into, and what was imported there."""

    template_name = "blog/import_desk/imports.html"
    page_title = _("Imports")

    def get(self, request: HttpRequest) -> HttpResponse:
        blogs = open_blogs(request.user)
        if not blogs:
            raise PermissionDenied
        runs = ImportRun.objects.filter(index__in=blogs).select_related("index", "user")
        runs = runs.defer("trial", "report")[:RUNS_SHOWN]
        return self.render_to_response(self.get_context_data(blogs=blogs, runs=runs))


class NewImportView(ImportTemplateMixin, View):
    """Asks for the files of a new import into a blog."""

    template_name = "blog/import_desk/new_import.html"
    page_title = _("Import posts")

    def get(self, request: HttpRequest, index_id: int) -> HttpResponse:
        self.index = get_blog(request.user, index_id)
        runs = self.index.import_runs.select_related("user").defer("trial", "report")[:5]
        context = self.get_context_data(
            index=self.index,
            form=NewImportForm(),
            runs=runs,
            may_add_images=may_add_images(request.user),
            may_add_documents=may_add_documents(request.user),
        )
        return self.render_to_response(context)


class RunView(ImportTemplateMixin, View):
    """Shows one import: its report, its progress, and what may be done with it."""

    template_name = "blog/import_desk/run.html"

    def get(self, request: HttpRequest, run_id: str) -> HttpResponse:
        self.run = get_run(request.user, run_id)
        self.index, self.page_title = self.run.index, self.run.name
        return self.render_to_response(self.get_context_data(**self.run_context()))

    def run_context(self) -> dict[str, Any]:
        run, user = self.run, self.request.user
        has_parts = has_files(run)
        names = uploaded_names(run) if has_parts else []
        is_silent = run.is_active and run.changed_at < timezone.now() - tasks.SILENCE
        return {
            "run": run,
            "index": run.index,
            "report": shown_report(run),
            "progress": progress_in_words(run),
            "may_publish": may_publish_run(user, run),
            "may_restart": has_parts
            and (is_silent or run.state in (State.CANCELLED, State.FAILED)),
            "takes_files": has_parts and run.state in ImportRun.TAKES_FILES,
            "names": names[:NAMES_SHOWN],
            "more_names": max(0, len(names) - NAMES_SHOWN),
        }

    def post(self, request: HttpRequest, run_id: str) -> HttpResponse:
        run = get_run(request.user, run_id)
        action = request.POST.get("action", "")
        if action == "discard":
            return self._discard(run)
        if action in ("import", "publish"):
            self._begin_import(run, is_publishing=action == "publish")
        elif action == "cancel":
            tasks.cancel(run)
        elif action == "restart" and has_files(run):
            tasks.restart(run)
        return HttpResponseRedirect(reverse("import_run", args=[run.pk]))

    def _begin_import(self, run: ImportRun, *, is_publishing: bool) -> None:
        if is_publishing and not may_publish_run(self.request.user, run):
            raise PermissionDenied
        if run.state == State.TRIED and has_files(run):
            run.is_publishing = is_publishing
            if tasks.start(run, State.IMPORTING):
                data = {"names": [run.name]}
                log(run.index, "blog.import", user=self.request.user, data=data)

    def _discard(self, run: ImportRun) -> HttpResponse:
        if run.is_active:
            tasks.cancel(run)
        forget_files(run)
        run.delete()
        messages.success(self.request, _("The import was discarded; what came in stays."))
        return HttpResponseRedirect(reverse("new_import", args=[run.index_id]))
