"""Models the index page: a blog's post list, and those of its tags, authors, series and months."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from blog.archive.counts import has_series, topics_of, years_of
from blog.archive.periods import Period, periods_beside
from blog.archive.post_list import (
    POSTS_PER_PAGE,
    PostList,
    render_overview,
    render_post_list,
)
from blog.archive.routes import ARCHIVE, AUTHORS, MONTH, SERIES, SLUG, TAGS, YEAR
from blog.archive.topics import Topic, posts_of_topic
from blog.editor.forms import AliasCopyForm
from blog.models.author import Author
from blog.models.introduction import IntroductionMixin
from blog.models.post import BlogPostPage
from blog.models.post_route import LeadingToPostsMixin
from blog.models.querysets import PostQuerySet
from blog.models.taxonomy import Series, Tag
from search.public.paging import read_page_number
from search.public.restrictions import GuardedMixin


class BlogIndexPage(GuardedMixin, IntroductionMixin, RoutablePageMixin, LeadingToPostsMixin, Page):
    """A blog: its posts, newest first, in pages; a site may hold several."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    stale_after = models.PositiveSmallIntegerField(
        _("months until a checked post is out of date"),
        default=18,
        db_default=18,
        validators=[MaxValueValidator(1200)],
        help_text=_(
            "After the day on which a post says it was checked; then readers are told so. 0 for"
            " never."
        ),
    )

    has_short_forms = models.BooleanField(
        _("short forms"),
        default=True,
        db_default=True,
        help_text=_(
            "Offer links, quotations and notes beside posts. Those that are there stay readable."
        ),
    )

    copy_form_class = AliasCopyForm

    class Meta:
        verbose_name = _("blog index page")

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["blog.BlogPostPage"]

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("stale_after"),
        FieldPanel("has_short_forms"),
    ]

    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    @property
    def posts(self) -> PostQuerySet:
        """This blog's public posts, newest first."""
        return BlogPostPage.objects.inside(self).public().newest_first()

    def _posts_of(self, topic: Topic, request: HttpRequest) -> PostQuerySet:
        shown = read_page_number(request.GET.get("page")) * POSTS_PER_PAGE
        return posts_of_topic(self.posts, topic, first=shown + 1, among=self.numchild)

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        """List this blog's posts."""
        post_list = PostList(self.title, "")
        return render_post_list(self, request, self.posts, post_list, has_series=has_series(self))

    @path(f"{TAGS}/", name="tags")
    def tags_route(self, request: HttpRequest) -> HttpResponse:
        """List the tags of this blog's posts."""
        post_list = PostList(translate("Tags"), f"{TAGS}/", template="blog/tags_page.html")
        return render_overview(self, request, post_list, tags=topics_of(self, Tag))

    @re_path(rf"^{TAGS}/{SLUG}/$", name="tag")
    def tag_route(self, request: HttpRequest, slug: str) -> HttpResponse:
        """List this blog's posts under one tag."""
        tag = get_object_or_404(Tag, slug=slug)
        post_list = PostList(
            tag.name, tag.post_list_path, tag.description, "blog/tag_page.html", tag
        )
        return render_post_list(self, request, self._posts_of(tag, request), post_list)

    @path(f"{AUTHORS}/", name="authors")
    def authors_route(self, request: HttpRequest) -> HttpResponse:
        """List who signs this blog's posts."""
        post_list = PostList(translate("Authors"), f"{AUTHORS}/", template="blog/authors_page.html")
        return render_overview(self, request, post_list, authors=topics_of(self, Author))

    @re_path(rf"^{AUTHORS}/{SLUG}/$", name="author")
    def author_route(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show an author and list their posts in this blog."""
        author = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
        post_list = PostList(
            author.name, author.post_list_path, author.biography, "blog/author_page.html", author
        )
        posts = self._posts_of(author, request)
        return render_post_list(self, request, posts, post_list, author=author)

    @path(f"{SERIES}/", name="series_list")
    def series_list_route(self, request: HttpRequest) -> HttpResponse:
        """List the series of this blog's posts."""
        post_list = PostList(
            translate("Series"), f"{SERIES}/", template="blog/series_list_page.html"
        )
        return render_overview(self, request, post_list, series_list=topics_of(self, Series))

    @re_path(rf"^{SERIES}/{SLUG}/$", name="series")
    def series_route(self, request: HttpRequest, slug: str) -> HttpResponse:
        """List a series' posts in this blog, in their order."""
        series = get_object_or_404(Series, slug=slug)
        post_list = PostList(
            series.name, series.post_list_path, series.description, "blog/series_page.html", series
        )
        parts = self.posts.filter(series=series).in_series_order()
        return render_post_list(self, request, parts, post_list)

    @path(f"{ARCHIVE}/", name="archive")
    def archive_route(self, request: HttpRequest) -> HttpResponse:
        """List the years and months of this blog's posts."""
        post_list = PostList(translate("Archive"), f"{ARCHIVE}/", template="blog/archive_page.html")
        return render_overview(self, request, post_list, years=years_of(self))

    @re_path(rf"^{YEAR}/$", name="year")
    @re_path(rf"^{YEAR}/{MONTH}/$", name="month")
    def period_route(self, request: HttpRequest, year: str, month: str = "") -> HttpResponse:
        """List this blog's posts of one year or month."""
        period = Period(int(year), int(month) if month else None)
        post_list = PostList(
            period.name, period.post_list_path, template="blog/period_page.html", is_period=True
        )
        older, newer = periods_beside(period, self.posts)
        return render_post_list(
            self,
            request,
            self.posts.dated_within(period.start, period.end),
            post_list,
            period=period,
            years=years_of(self, within=Period(period.year)),
            older=older,
            newer=newer,
        )
