"""Routes the addresses of imports in the admin."""

from django.http import HttpRequest, JsonResponse
from django.urls import path

from blog.import_desk.insertion import insert_notebook
from blog.import_desk.permissions import get_run
from blog.import_desk.receiving import begin, receive
from blog.import_desk.views import ImportsView, NewImportView, RunView


def whole_report(request: HttpRequest, run_id: str) -> JsonResponse:
    """Answer an import's whole report as a file."""
    run = get_run(request.user, run_id)
    headers = {"Content-Disposition": 'attachment; filename="import-report.json"'}
    return JsonResponse(run.shown_report or {}, headers=headers, json_dumps_params={"indent": 1})


urlpatterns = [
    path("imports/insert-notebook/", insert_notebook, name="insert_notebook"),
    path("imports/", ImportsView.as_view(), name="imports"),
    path("imports/into/<int:index_id>/", NewImportView.as_view(), name="new_import"),
    path("imports/into/<int:index_id>/begin/", begin, name="begin_import"),
    path("imports/<uuid:run_id>/", RunView.as_view(), name="import_run"),
    path("imports/<uuid:run_id>/files/", receive, name="import_files"),
    path("imports/<uuid:run_id>/report.json", whole_report, name="import_report"),
]
