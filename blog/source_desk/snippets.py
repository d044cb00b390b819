"""Shows sources in the admin: their list, their form, and what is said before one is deleted."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.widgets import BooleanRadioSelect, Button, HeaderButton
from wagtail.snippets.views.snippets import DeleteView, EditView, IndexView, SnippetViewSet

from blog.models import Source, SourceUse
from blog.source_desk.cited_by import CitingPages, pages_citing
from blog.source_desk.forms import SourceForm
from blog.source_desk.words import TYPE_WORDS, TYPES
from search.analysis.text import fold

ADD_SOURCES = _("Add many")


class SourceFilterSet(WagtailFilterSet):
    """Narrows sources to a type, and to those that posts cite."""

    type = ChoiceFilter(label=_("Type"), choices=TYPES, empty_label=_("All"))
    cited = BooleanFilter(label=_("Cited"), method="filter_cited", widget=BooleanRadioSelect)

    class Meta:
        model = Source
        fields: list[str] = []

    def filter_cited(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(use_count__gt=0) if value else rows.filter(use_count=0)


class SourceIndexView(IndexView):
    """The list, looked through by every name, title and number of a record."""

    @property
    def header_buttons(self) -> list[Button]:
        buttons = [*super().header_buttons]
        if self.permission_policy.user_has_permission(self.request.user, "add"):
            address = reverse("add_sources")
            buttons.append(HeaderButton(ADD_SOURCES, url=address, icon_name="upload"))
        return buttons

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        for word in fold(self.search_query or "").split()[:10]:
            queryset = queryset.filter(words__contains=word)
        return queryset


class CitedMixin:
    """Adds the pages that cite the source to a view of it."""

    @cached_property
    def cited_by(self) -> CitingPages:
        return pages_citing([self.object.key], self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cited_by=self.cited_by, **kwargs)


class SourceEditView(CitedMixin, EditView):
    """The form, with the pages that cite the source beneath."""

    template_name = "blog/source_desk/edit.html"


class SourceDeleteView(CitedMixin, DeleteView):
    """Wagtail's view, with the pages that cite the source."""

    template_name = "blog/source_desk/confirm_delete.html"


def _panel(*names: str) -> list[FieldPanel]:
    return [FieldPanel(f"csl_{name}") for name in names]


class SourceViewSet(SnippetViewSet):
    """Sources, by key; their form needs no knowledge of CSL."""

    model = Source
    icon = "openquote"
    menu_label = _("Sources")
    menu_order = 210
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        "key",
        Column("byline", label=_("Authors"), sort_key="byline"),
        Column("year", label=_("Year"), sort_key="year"),
        Column("title", label=_("Title"), sort_key="title"),
        Column("kind", label=_("Type"), accessor=lambda row: TYPE_WORDS.get(row.type, row.type)),
        NumberColumn("use_count", label=_("Cited in"), sort_key="use_count"),
    ]
    ordering = "key"
    search_fields = ["words"]
    # The search index could not order its results by a count.
    search_backend_name = None
    filterset_class = SourceFilterSet
    index_view_class = SourceIndexView
    edit_view_class = SourceEditView
    delete_view_class = SourceDeleteView
    edit_template_name = SourceEditView.template_name
    delete_template_name = SourceDeleteView.template_name
    edit_handler = ObjectList(
        [
            FieldPanel("key"),
            *_panel("type", "title", "author", "issued", "container_title"),
            FieldRowPanel(_panel("volume", "issue", "page")),
            FieldRowPanel(_panel("DOI", "URL", "accessed")),
            MultiFieldPanel(
                _panel(
                    "editor", "publisher", "edition", "number", "genre", "ISBN", "note", "abstract"
                ),
                heading=_("More"),
                classname="collapsed",
            ),
        ],
        base_form_class=SourceForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        uses = SourceUse.objects.filter(key=OuterRef("key")).order_by().values("key")
        count = uses.annotate(count=Count("pk")).values("count")
        return Source.objects.defer("record", "words").annotate(
            use_count=Coalesce(Subquery(count), 0)
        )
