"""The index page: a blog's listing, its tag pages and its feed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from blog.models.post import BlogPostPage
from blog.models.querysets import PostQuerySet
from blog.models.taxonomy import Tag
from search.paging import page_slice

POSTS_PER_PAGE = 12


class BlogIndexPage(RoutablePageMixin, Page):
    """A blog: its posts, newest first, in pages; a site may hold several."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    class Meta:
        verbose_name = _("blog index page")

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["blog.BlogPostPage"]

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    @property
    def posts(self) -> PostQuerySet:
        """This blog's public posts, newest first."""
        return BlogPostPage.objects.inside(self).public().newest_first()

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        """List this blog's posts."""
        return self.render_listing(request, self.posts)

    @path("tags/<slug:slug>/", name="tag")
    def tag_route(self, request: HttpRequest, slug: str) -> HttpResponse:
        """List this blog's posts under one tag; 404 where none is public."""
        tag = get_object_or_404(Tag, slug=slug)
        return self.render_listing(
            request, self.posts.tagged(slug), tag=tag, template="blog/tag_page.html"
        )

    def render_listing(
        self,
        request: HttpRequest,
        posts: PostQuerySet,
        *,
        tag: Tag | None = None,
        template: str | None = None,
    ) -> HttpResponse:
        """Render one numbered page of teasers; 404 for an empty listing of a tag."""
        teasers = page_slice(
            posts.with_teasers(), number=request.GET.get("page"), size=POSTS_PER_PAGE
        )
        if tag and not teasers.items:
            raise Http404("No public post has this tag.")
        return self.render(
            request, context_overrides={"teasers": teasers, "tag": tag}, template=template
        )
