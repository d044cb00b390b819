"""Shows all that the log holds in one report: Wagtail's site history, filtered and exported."""

import json
from collections.abc import Iterator
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.admin.widgets.button import Button
from wagtail.models import APIToken, BaseLogEntry, ModelLogEntry
from wagtail.users.utils import get_manageable_token_owners

JSON = "json"
# Entries that an export reads at once.
BATCH = 500


class AuditFilterSet(SiteHistoryReportFilterSet):
    """Wagtail's filters, with a field to type a name where it lists every user there is."""

    who = django_filters.CharFilter(label=gettext_lazy("User"), method="filter_user")

    def get_users_queryset(self) -> QuerySet:
        """Return nobody, which has Wagtail leave its own filter out."""
        return get_user_model().objects.none()

    def filter_user(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        fields = ("username", "first_name", "last_name")
        named = Q()
        for word in value.split():
            named &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
        return entries.filter(user__in=get_user_model().objects.filter(named).values("pk"))


class AuditReport(LogEntriesView):
    """Who did what: pages, people, roles, invitations, settings, imports and exports."""

    filterset_class = AuditFilterSet
    FORMATS = (*LogEntriesView.FORMATS, JSON)
    list_export = [*LogEntriesView.list_export, "message"]
    export_headings = {**LogEntriesView.export_headings, "message": gettext_lazy("Message")}

    def get_filtered_queryset(self) -> QuerySet:
        return super().get_filtered_queryset().order_by("-timestamp", "log_model_index", "-pk")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return entries without those of tokens that their reader may not manage.

        Wagtail shows all entries of a kind of thing to whoever may make one.
        """
        entries, user = super().filter_queryset(queryset), self.request.user
        if entries.model is not ModelLogEntry or user.is_superuser:
            return entries
        tokens = APIToken.objects.filter(user__in=get_manageable_token_owners(user))
        keys = tokens.values(key=Cast("pk", TextField()))
        kind = ContentType.objects.get_for_model(APIToken)
        return entries.exclude(~Q(object_id__in=keys), content_type=kind)

    def decorate_paginated_queryset(self, queryset: QuerySet) -> Any:
        """Return entries for rows; of an export in batches, since it holds the whole log."""
        decorate = super().decorate_paginated_queryset
        if not self.is_export:
            return decorate(queryset)
        return _in_batches(queryset, decorate)

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponse:
        if spreadsheet_format != JSON:
            return super().as_spreadsheet(queryset, spreadsheet_format)
        response = StreamingHttpResponse(_as_json(queryset), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.json"'
        return response

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings[field])

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        address = self.get_export_url(JSON)
        button = Button(_("Download JSON"), url=address, icon_name="download", priority=110)
        return [*super().header_more_buttons, button]


def _in_batches(rows: QuerySet, decorate: Any) -> Iterator[BaseLogEntry]:
    batch: list[dict] = []
    for row in rows.iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            yield from decorate(batch)
            batch = []
    yield from decorate(batch)


def _as_json(entries: Iterator[BaseLogEntry]) -> Iterator[str]:
    """Yield a JSON array, one entry a line, with all that each one holds."""
    separator = "[\n"
    for entry in entries:
        yield separator + json.dumps(_fields(entry), cls=DjangoJSONEncoder, ensure_ascii=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _fields(entry: BaseLogEntry) -> dict[str, Any]:
    object_id = entry.object_id
    kind = entry.content_type
    return {
        "timestamp": entry.timestamp,
        "action": entry.action,
        "message": str(entry.message),
        "type": f"{kind.app_label}.{kind.model}" if kind else None,
        "id": str(object_id),
        "label": entry.label,
        "user_id": entry.user_id,
        "user": str(entry.user_display_name),
        "uuid": entry.uuid,
        "data": entry.data,
    }
