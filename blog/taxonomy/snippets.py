"""Shows authors, tags and series in the admin: their lists, forms and delete pages."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import NumberColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from blog.models import Author, Series, Tag
from blog.taxonomy.deletion import TaxonomyDeleteView

POST_COUNT = NumberColumn("post_count", label=_("Posts"), sort_key="post_count")


class TaxonomyViewSet(SnippetViewSet):
    """What the three have in common; `post_relation` leads to one row a post."""

    post_relation: str
    list_display = ["name", "slug", POST_COUNT]
    ordering = "name"
    search_fields = ["name"]
    # The search index could not order its results by a count.
    search_backend_name = None
    delete_view_class = TaxonomyDeleteView
    delete_template_name = "blog/taxonomy/confirm_delete.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model.objects.annotate(post_count=Count(self.post_relation))


class AuthorViewSet(TaxonomyViewSet):
    model = Author
    icon = "user"
    list_display = ["name", "slug", "user", POST_COUNT]
    post_relation = "post_authors"


class TagViewSet(TaxonomyViewSet):
    model = Tag
    icon = "tag"
    post_relation = "post_tags"


class SeriesViewSet(TaxonomyViewSet):
    model = Series
    icon = "list-ol"
    post_relation = "posts"


class TaxonomyViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Taxonomy")
    menu_icon = "tag"
    items = [AuthorViewSet, TagViewSet, SeriesViewSet]
