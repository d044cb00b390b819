"""Offers a blog's export as a zip in the admin."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from blog.exporting.exporter import export_blog
from blog.models import BlogIndexPage

REMARKS = "export-remarks.txt"
_PACKED = zipfile.ZIP_DEFLATED


class ExportForm(forms.Form):
    """Asks which system an export is for."""

    system = forms.ChoiceField(
        label=_("For"),
        choices=[
            ("plain", _("Plain Markdown")),
            ("hugo", "Hugo"),
            ("quarto", "Quarto"),
        ],
        help_text=_("Only the keys at the head of each file differ."),
    )


class ExportView(WagtailAdminTemplateMixin, View):
    """Says what an export holds, and answers it."""

    template_name = "blog/exporting/export.html"
    page_title = _("Export posts")
    header_icon = "upload"
    index: BlogIndexPage

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        address = reverse("wagtailadmin_explore", args=[self.index.pk])
        blog = {"url": address, "label": self.index.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), blog, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, index_id: int) -> HttpResponse:
        self.index = get_exportable(request.user, index_id)
        return self._asked(ExportForm())

    def post(self, request: HttpRequest, index_id: int) -> HttpResponse:
        self.index = get_exportable(request.user, index_id)
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self._asked(form)
        system = form.cleaned_data["system"]
        log(self.index, "blog.export", user=request.user, data={"names": [system]})
        file = zipped(self.index, system)
        return FileResponse(file, as_attachment=True, filename=f"{self.index.slug}.zip")

    def _asked(self, form: ExportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(index=self.index, form=form))


def may_export(user: AbstractBaseUser, index: BlogIndexPage) -> bool:
    """Tell whether a user may take a blog out with its drafts: who may edit all of its posts."""
    rights = index.permissions_for_user(user)
    return rights.can_edit() and rights.can_publish_subpage()


def get_exportable(user: AbstractBaseUser, index_id: int) -> BlogIndexPage:
    """Return a blog; raises Http404, and PermissionDenied for who may not export it."""
    index = get_object_or_404(BlogIndexPage, pk=index_id)
    if not may_export(user, index):
        raise PermissionDenied
    return index


def zipped(index: BlogIndexPage, system: str) -> IO[bytes]:
    """Return an open file with a blog's export as a zip; it goes when it is closed."""
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    with _exported(index, system) as folder, zipfile.ZipFile(file, "w", _PACKED) as archive:
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                archive.write(each, each.relative_to(folder))
    file.seek(0)
    return file


@contextmanager
def _exported(index: BlogIndexPage, system: str) -> Iterator[Path]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        report = export_blog(index, folder, system=system)
        if report.remarks:
            (folder / REMARKS).write_text("\n".join(report.remarks) + "\n", encoding="utf-8")
        yield folder


urlpatterns = [
    path("exports/of/<int:index_id>/", ExportView.as_view(), name="export_posts"),
]
