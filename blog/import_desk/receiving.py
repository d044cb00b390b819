"""Receives the files of an import: all at once from a form, or in parts from the page's script."""

from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from blog.import_desk import tasks
from blog.import_desk.permissions import get_blog, get_run
from blog.import_desk.uploads import RefusedUploadError, keep_uploads, sweep
from blog.import_desk.views import NewImportForm
from blog.models import ImportRun
from search.database.columns import fitted

State = ImportRun.State


@require_POST
def begin(request: HttpRequest, index_id: int) -> HttpResponse:
    """Make an import of the files that came along, and have it tried.

    The page's script sends none yet: it is told where to send them.
    """
    index = get_blog(request.user, index_id)
    sweep()
    form = NewImportForm(request.POST)
    files = request.FILES.getlist("files")
    if refusal := _refusal(form, has_files=bool(files) or _is_script(request)):
        if _is_script(request):
            return JsonResponse({"error": refusal}, status=400)
        messages.error(request, refusal)
        return HttpResponseRedirect(reverse("new_import", args=[index.pk]))
    named = request.POST.get("first", "") or (files[0].name if len(files) == 1 else "")
    asked = form.cleaned_data
    name = fitted(asked.pop("name") or PurePath(named).stem or _("Dropped files"), 100)
    run = ImportRun.objects.create(index=index, user=request.user, name=name, **asked)
    if _is_script(request):
        return JsonResponse({"files": reverse("import_files", args=[run.pk])})
    return _take_all(request, run)


def _refusal(form: NewImportForm, *, has_files: bool) -> str:
    """Return why an import can't begin; empty where it can."""
    if not form.is_valid():
        return " ".join(
            f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items()
        )
    return "" if has_files else _("Choose the files to import, or a zip of them.")


@require_POST
def receive(request: HttpRequest, run_id: str) -> HttpResponse:
    """Keep more files of an import, or a part of one; the last request has it tried anew."""
    run = get_run(request.user, run_id)
    if run.state not in ImportRun.TAKES_FILES or run.user != request.user:
        raise PermissionDenied
    if not _is_script(request):
        return _take_all(request, run)
    try:
        if request.FILES:
            _keep_sent(request, run)
    except RefusedUploadError as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    if request.POST.get("is_last"):
        tasks.start(run, State.TRYING, is_anew=True)
    return JsonResponse({"page": reverse("import_run", args=[run.pk])})


def _keep_sent(request: HttpRequest, run: ImportRun) -> None:
    """Keep files with the paths that came along, in the same order."""
    files, paths = request.FILES.getlist("files"), request.POST.getlist("paths")
    offset = request.POST.get("offset", "0")
    if len(files) != len(paths) or not (offset.isdecimal() and len(offset) < 12):
        raise RefusedUploadError(_("No file arrived."))
    keep_uploads(run, zip(paths, files, strict=True), offset=int(offset))


def _take_all(request: HttpRequest, run: ImportRun) -> HttpResponse:
    files = request.FILES.getlist("files")
    try:
        keep_uploads(run, [("", file) for file in files])
    except RefusedUploadError as refusal:
        messages.error(request, str(refusal))
    else:
        tasks.start(run, State.TRYING, is_anew=True)
    return HttpResponseRedirect(reverse("import_run", args=[run.pk]))


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"
