"""Shows the reports of searches in the admin, to those who may see them."""

from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.contrib.search_promotions.views import chooser

from search.counting.reports import MissesReport, SearchesReport

VIEW_PERMISSION = "wagtailsearchpromotions.view_query"

PROMOTING = ("add_searchpromotion", "change_searchpromotion")


def choose_query(request: HttpRequest, get_results: bool = False) -> HttpResponse:
    """Let those who promote results, or see the reports, choose from what readers searched for."""
    user = request.user
    promotes = any(user.has_perm(f"wagtailsearchpromotions.{name}") for name in PROMOTING)
    if not promotes and not user.has_perm(VIEW_PERMISSION):
        raise PermissionDenied
    return chooser(request, get_results=get_results)


urlpatterns = [
    path("reports/searches/", SearchesReport.as_view(), name=SearchesReport.index_url_name),
    path(
        "reports/searches/results/",
        SearchesReport.as_view(results_only=True),
        name=SearchesReport.index_results_url_name,
    ),
    path(
        "reports/searches-without-a-hit/", MissesReport.as_view(), name=MissesReport.index_url_name
    ),
    path(
        "reports/searches-without-a-hit/results/",
        MissesReport.as_view(results_only=True),
        name=MissesReport.index_results_url_name,
    ),
    # Before Wagtail's own, which shows readers' searches to whoever may enter the admin.
    path("searchpicks/queries/chooser/", choose_query),
    path("searchpicks/queries/chooser/results/", choose_query, {"get_results": True}),
]


def may_see_reports(user: User | AnonymousUser) -> bool:
    return user.has_perm(VIEW_PERMISSION)


class ReportMenuItem(MenuItem):
    """Shown to whoever may see the reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_reports(request.user)


def searches_menu_item() -> MenuItem:
    address = reverse_lazy(SearchesReport.index_url_name)
    return ReportMenuItem(
        SearchesReport.page_title, address, name="searches", icon_name="search", order=1300
    )


def misses_menu_item() -> MenuItem:
    address = reverse_lazy(MissesReport.index_url_name)
    return ReportMenuItem(
        MissesReport.page_title, address, name="search-misses", icon_name="warning", order=1301
    )


def drop_stock_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take Wagtail's own report of search terms out of the menu; ours holds the same and more."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]


def report_permissions() -> QuerySet[Permission]:
    """Return what a group needs for the reports, to be given in the groups' form."""
    app_label, codename = VIEW_PERMISSION.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
