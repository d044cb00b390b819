"""Shows the bin in the admin; brings pages back from it and deletes them for good."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from blog.bin.bringing_back import bring_back
from blog.bin.forms import BringBackForm
from blog.bin.purging import going_media, purge
from blog.bin.rights import may_purge, places_for, shown_to
from blog.editor.editors_menu import EditorsMenuItem
from blog.models import BinnedPage

ACTIONS = ["add", "change", "publish"]


def _way_back(row: BinnedPage) -> str:
    return reverse("bring_back", args=[row.pk])


def _bring_back(row: BinnedPage) -> str:
    return _("Bring back")


def _goes_on(row: BinnedPage) -> str:
    return date_format(localtime(row.goes_at))


class BinView(ReportView):
    """What a user may see of the bin, that deleted last first."""

    page_title = gettext_lazy("Bin")
    header_icon = "bin"
    model = BinnedPage
    any_permission_required = ACTIONS
    index_url_name = "bin"
    index_results_url_name = "bin_results"
    default_ordering = "-binned_at"
    # On a phone, the first three are seen.
    columns = [
        TitleColumn(
            "title",
            accessor="page.draft_title",
            label=gettext_lazy("Title"),
            get_url=_way_back,
            classname="title",
        ),
        TitleColumn(
            "actions", accessor=_bring_back, label=gettext_lazy("Actions"), get_url=_way_back
        ),
        # Wagtail's column of dates knows the past alone.
        Column("goes_on", accessor=_goes_on, label=gettext_lazy("Goes for good")),
        DateColumn("binned_at", label=gettext_lazy("Deleted"), sort_key="binned_at"),
        Column("binned_by", label=gettext_lazy("By")),
        Column("address", label=gettext_lazy("Address")),
        NumberColumn("pages", label=gettext_lazy("Pages")),
        Column("type", accessor="page.page_type_display_name", label=gettext_lazy("Type")),
    ]

    @property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(Page)

    def get_base_queryset(self) -> QuerySet[BinnedPage]:
        tree = Page.objects.filter(path__startswith=OuterRef("page__path")).order_by()
        # Count() would make a group of each page.
        count = Func(F("pk"), function="COUNT", output_field=IntegerField())
        rows = shown_to(self.request.user).select_related("page", "binned_by")
        return rows.annotate(pages=Subquery(tree.annotate(count=count).values("count")))

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, "-pk")


class _RowView(WagtailAdminTemplateMixin, View):
    """About one page in the bin, for whoever sees it there."""

    header_icon = "bin"

    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = shown_to(request.user).select_related("page", "parent")
        self.row = get_object_or_404(rows, pk=pk)
        self.title = self.row.page.get_admin_display_title()
        try:
            return super().dispatch(request)
        except BinnedPage.DoesNotExist as error:
            raise Http404 from error

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*super().get_breadcrumbs_items(), {"url": reverse("bin"), "label": _("Bin")}]
        return [*items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tree = Page.objects.descendant_of(self.row.page)
        return super().get_context_data(
            row=self.row,
            title=self.title,
            below=tree.count(),
            aliases=self.row.companions.count(),
            **kwargs,
        )


class BringBackView(_RowView):
    """Asks where a page is to stand, and brings it back."""

    template_name = "blog/bin/bring_back.html"
    page_title = gettext_lazy("Bring back")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(BringBackForm(row=self.row, places=self._places()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BringBackForm(request.POST, row=self.row, places=self._places())
        if not form.is_valid():
            return self._show(form)
        page = self.row.page
        over = bring_back(self.row, **form.cleaned_data, user=request.user)
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"))
        text = _("“%(title)s” is back.") % {"title": self.title}
        messages.success(request, text, buttons=[edit])
        if over:
            messages.warning(request, _lapsed(over))
        return redirect("wagtailadmin_explore", form.cleaned_data["parent"].pk)

    def _places(self) -> QuerySet[Page]:
        return places_for(self.row.page, self.request.user)

    def _show(self, form: BringBackForm) -> HttpResponse:
        context = self.get_context_data(form=form, may_purge=may_purge(self.request.user))
        return self.render_to_response(context)


def _lapsed(count: int) -> str:
    return ngettext(
        "A version was to go live meanwhile; it is a draft.",
        "%(count)d versions were to go live meanwhile; they are drafts.",
        count,
    ) % {"count": count}


class PurgeView(_RowView):
    """Deletes a page for good at once, for those who may."""

    template_name = "blog/bin/purge.html"
    page_title = gettext_lazy("Delete for good")

    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not may_purge(request.user):
            raise PermissionDenied
        return super().dispatch(request, pk)

    def get(self, request: HttpRequest) -> HttpResponse:
        media = len(going_media(self.row))
        return self.render_to_response(self.get_context_data(media=media))

    def post(self, request: HttpRequest) -> HttpResponse:
        purge(self.row, user=request.user)
        messages.success(request, _("“%(title)s” is deleted for good.") % {"title": self.title})
        return redirect("bin")


urlpatterns = [
    path("bin/", BinView.as_view(), name=BinView.index_url_name),
    path("bin/results/", BinView.as_view(results_only=True), name=BinView.index_results_url_name),
    path("bin/<int:pk>/", BringBackView.as_view(), name="bring_back"),
    path("bin/<int:pk>/delete/", PurgeView.as_view(), name="purge"),
]


def bin_menu_item() -> MenuItem:
    return EditorsMenuItem(
        BinView.page_title,
        reverse_lazy("bin"),
        name="bin",
        icon_name="bin",
        order=900,
        actions=ACTIONS,
    )
