"""Adds sources in the admin: reads what is pasted, uploaded or fetched, shows it, then keeps it."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from blog.citations.formats.reading import MAX_CHARACTERS, Reading, UnreadableSourcesError
from blog.citations.formats.recognising import read_sources
from blog.models import Source
from blog.source_desk.fetching import fetch_record
from blog.source_desk.plan import Choice, Done, Fate, Row, carry_out, plan
from blog.source_desk.snippets import ADD_SOURCES, SourceViewSet

# A character may take four bytes.
MAX_BYTES = 4 * MAX_CHARACTERS
MESSAGES_SHOWN = 200
_CHOICES = frozenset(Choice)


class AddSourcesForm(forms.Form):
    """Asks for sources as a text or a file in one of the formats, or for an id to fetch."""

    text = forms.CharField(
        label=_("BibTeX, CSL-JSON or RIS"),
        required=False,
        strip=False,
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("or a file of it"), required=False)
    identifier = forms.CharField(
        label=_("or a DOI or arXiv id"),
        required=False,
        max_length=300,
        help_text=_("The server then asks the registry of DOIs (doi.org) for its record, once."),
    )

    def clean_file(self) -> str:
        """Return the text of the file; read as Latin-1 where it is no UTF-8."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > MAX_BYTES:
            raise forms.ValidationError(gettext("This file is too big: at most 12 MB are read."))
        content = file.read()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("latin-1")

    def clean(self) -> dict[str, Any]:
        """Put what was sent, in whichever way, into `text`."""
        data = super().clean()
        if self.errors:
            return data
        sent = [data[name] for name in ("text", "file", "identifier") if data[name]]
        if len(sent) != 1:
            raise forms.ValidationError(
                gettext("Paste a text, choose a file or name an id: one of them.")
            )
        try:
            data["text"] = fetch_record(data["identifier"]) if data["identifier"] else sent[0]
            data["reading"] = read_sources(data["text"])
        except UnreadableSourcesError as error:
            raise forms.ValidationError(str(error)) from error
        return data


class AddSourcesView(WagtailAdminTemplateMixin, View):
    """Asks for sources, shows what was read of them, and keeps them once that was seen."""

    template_name = "blog/source_desk/add.html"
    page_title = ADD_SOURCES
    header_icon = "openquote"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.policy = policy_registry.get_by_type(Source)
        if not self.policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        sources = {"url": reverse(_index_name()), "label": SourceViewSet.menu_label}
        return [*super().get_breadcrumbs_items(), sources, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=AddSourcesForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AddSourcesForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        reading: Reading = form.cleaned_data["reading"]
        rows = plan(reading.sources)
        if "keep" in request.POST:
            return self._keep(rows)
        context = self._preview(rows, reading, text=form.cleaned_data["text"])
        return self.render_to_response(self.get_context_data(**context))

    def _preview(self, rows: list[Row], reading: Reading, *, text: str) -> dict[str, Any]:
        return {
            "rows": rows,
            "reading": reading,
            "text": text,
            "counts": {fate.value: sum(row.fate == fate for row in rows) for fate in Fate},
            "unread": reading.unread[:MESSAGES_SHOWN],
            "more_unread": max(0, len(reading.unread) - MESSAGES_SHOWN),
            "may_replace": self._may_replace(),
        }

    def _may_replace(self) -> bool:
        return self.policy.user_has_permission(self.request.user, "change")

    def _keep(self, rows: list[Row]) -> HttpResponse:
        choices = {
            number: Choice(said)
            for number, row in enumerate(rows)
            if (said := self.request.POST.get(f"choice-{number}")) in _CHOICES
            and row.fate == Fate.OTHER
        }
        if Choice.REPLACE in choices.values() and not self._may_replace():
            raise PermissionDenied
        try:
            done = carry_out(rows, choices, self.request.user)
        except IntegrityError:
            messages.error(
                self.request, gettext("Somebody added the same sources just now: read them again.")
            )
            return HttpResponseRedirect(reverse("add_sources"))
        messages.success(self.request, done_in_words(done))
        return HttpResponseRedirect(reverse(_index_name()))


def done_in_words(done: Done) -> str:
    """Say how many sources were added, replaced and left."""
    parts = [
        ngettext("%(n)d source was added.", "%(n)d sources were added.", done.added)
        % {"n": done.added}
    ]
    if done.replaced:
        parts.append(
            ngettext("%(n)d was replaced.", "%(n)d were replaced.", done.replaced)
            % {"n": done.replaced}
        )
    if done.left:
        parts.append(
            ngettext("%(n)d stays as it was.", "%(n)d stay as they were.", done.left)
            % {"n": done.left}
        )
    return " ".join(parts)


def _index_name() -> str:
    return f"wagtailsnippets_{Source._meta.app_label}_{Source._meta.model_name}:list"


urlpatterns = [path("sources/add/", AddSourcesView.as_view(), name="add_sources")]
