"""Builds two reports of the admin: what was searched for, and what of it found nothing."""

from django.conf import settings
from django.db.models import F, Max, QuerySet, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits
from wagtail.permission_policies import ModelPermissionPolicy

from search.counting.counts import RARE_DAYS
from search.models import SearchMiss
from search.results.search import RELEVANCE


class PeriodFilterSet(WagtailFilterSet):
    date = DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)

    class Meta:
        model = QueryDailyHits
        fields: list[str] = []


def search_address(row: dict) -> str:
    """Return where to see what readers got; with an order, so that looking doesn't count."""
    return f"{reverse('search')}?{urlencode({'q': row['text'], 'order': RELEVANCE})}"


class CountsReport(ReportView):
    """Queries of a period with their counts, the most frequent first."""

    counts: type[QueryDailyHits | SearchMiss]
    counted_field: str

    permission_policy = ModelPermissionPolicy(Query)
    permission_required = "view"
    template_name = "search/admin/report.html"
    header_icon = "search"
    verbose_name, verbose_name_plural = _("query"), _("queries")
    filterset_class = PeriodFilterSet
    is_searchable = True
    search_fields = ["query__query_string"]
    default_ordering = "-number"
    columns = [
        TitleColumn("text", label=_("Search"), sort_key="text", get_url=search_address),
        NumberColumn("number", label=_("Number"), sort_key="number"),
        Column("last_day", label=_("Last on"), sort_key="last_day"),
    ]
    list_export = ["text", "number", "last_day"]
    export_headings = {"text": _("Search"), "number": _("Number"), "last_day": _("Last on")}

    def get_base_queryset(self) -> QuerySet:
        rows = self.counts.objects.values(text=F("query__query_string"))
        return rows.annotate(number=Sum(self.counted_field), last_day=Max("date"))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by(self.ordering, "text")

    def get_context_data(self, **kwargs: object) -> dict:
        limits = {"days": settings.WAGTAILSEARCH_HITS_MAX_AGE, "rare_days": RARE_DAYS}
        limits["is_counting"] = settings.SEARCH_COUNTS
        return super().get_context_data(**kwargs) | limits


class SearchesReport(CountsReport):
    page_title = _("Searches")
    counts, counted_field = QueryDailyHits, "hits"
    index_url_name = "search_report"
    index_results_url_name = "search_report_results"
    export_filename = "searches"


class MissesReport(CountsReport):
    page_title = _("Searches without a hit")
    header_icon = "warning"
    counts, counted_field = SearchMiss, "misses"
    index_url_name = "search_misses_report"
    index_results_url_name = "search_misses_report_results"
    export_filename = "searches-without-a-hit"
