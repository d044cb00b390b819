"""Shows posts in the admin: the explorer's columns, and one list of all posts."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.tables import DateColumn, NumberColumn, RelatedObjectsColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button

from blog.archive.teasers import byline_prefetches
from blog.desk.lists.filters import PostFilterSet
from blog.desk.lists.whole_lists import AllBlogsMixin, WholeBlogMixin
from blog.desk.own_author import PostCreateView
from blog.desk.post_templates import NEW_FROM_TEMPLATE, ChooseBlogView, ways_to_short_forms
from blog.desk.problem_views import BodyPageViewSet, ListsProblemsMixin
from blog.models import BlogPostPage, PostTemplatesPage
from blog.taxonomy.revert import PostRevertView


class NamesColumn(RelatedObjectsColumn):
    """The names of a post's authors or tags, on one line."""

    cell_template_name = "blog/desk/names_cell.html"

    def get_value(self, instance: BlogPostPage) -> str:
        return ", ".join(str(named) for named in getattr(instance, self.accessor))


POST_COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    NamesColumn("authors", label=_("Authors"), width="14%"),
    NamesColumn("shown_tags", label=_("Tags"), width="18%"),
    DateColumn("display_date", label=_("Display date"), sort_key="display_date", width="12%"),
    NumberColumn("word_count", label=_("Words"), sort_key="word_count", width="7%"),
    PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%"),
]


class PostListingMixin:
    """Fetches with the posts what the columns show, newest first."""

    default_ordering = "-display_date"

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        return super().annotate_queryset(pages).prefetch_related(*byline_prefetches(BlogPostPage))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().order_queryset(queryset)
        if self.is_searching or not queryset.query.order_by:
            return queryset
        return queryset.order_by(*queryset.query.order_by, "-pk")

    def get_valid_orderings(self) -> list[str]:
        """All sortable columns; a search can't sort by what it does not index."""
        orderings = super().get_valid_orderings()
        if self.is_searching:
            return [ordering for ordering in orderings if "word_count" not in ordering]
        return orderings


class PostExplorerView(WholeBlogMixin, PostListingMixin, ExplorableIndexView):
    """What the explorer shows below a blog."""


class PostUseView(PostListingMixin, ContentTypeUseView):
    """The list of posts that the report of page types leads to."""


class PostIndexView(AllBlogsMixin, PostListingMixin, IndexView):
    """All posts of all blogs, without the templates."""

    page_title = _("Posts")
    template_name = "blog/desk/post_index.html"

    @property
    def header_more_buttons(self) -> list[Button]:
        """Wagtail's, and the ways to templates and imports."""
        template, imports = reverse("new_post_from_template"), reverse("imports")
        buttons = [Button(_("Import posts"), url=imports, icon_name="download", priority=50)]
        if self.permission_policy.user_has_permission(self.request.user, "add"):
            buttons.append(Button(NEW_FROM_TEMPLATE, url=template, icon_name="copy", priority=40))
            buttons += [
                Button(label, url=url, icon_name="plus", priority=30)
                for label, url in ways_to_short_forms()
            ]
        return [*super().header_more_buttons, *buttons]

    def get_base_queryset(self) -> QuerySet:
        posts = super().get_base_queryset()
        for folder in PostTemplatesPage.objects.all():
            posts = posts.not_child_of(folder)
        return posts


class PostRevisionsRevertView(ListsProblemsMixin, PostRevertView):
    """An old version of a post, with the list of problems."""


class PostViewSet(BodyPageViewSet):
    """The views of a post in the explorer."""

    model = BlogPostPage
    columns = POST_COLUMNS
    filterset_class = PostFilterSet
    ordering = "-display_date"
    index_view_class = PostExplorerView
    add_view_class = PostCreateView
    content_type_use_view_class = PostUseView
    revisions_revert_view_class = PostRevisionsRevertView


class PostListingViewSet(PageListingViewSet):
    """The menu item "Posts"."""

    model = BlogPostPage
    name = "posts"
    icon = "doc-full"
    menu_label = _("Posts")
    menu_order = 110
    add_to_admin_menu = True
    columns = POST_COLUMNS
    filterset_class = PostFilterSet
    index_view_class = PostIndexView
    choose_parent_view_class = ChooseBlogView
    ordering = "-display_date"


def listing_style() -> SafeString:
    """Return the tag of the style sheet for the admin's lists, and its titles on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("blog/listings.css"))
