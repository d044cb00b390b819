"""Models the post: a page with a StreamField body, authors, tags and a teaser."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.models import Page, Site
from wagtail.search import index

from blog.archive.beside import posts_around
from blog.archive.routes import refuse_shadowed_slug
from blog.archive.series_place import SeriesPlace, fetch_series_places
from blog.archive.teasers import fetch_bylines, fetch_pictures
from blog.document.document import EXCERPT_CHARACTERS, Document, Problem
from blog.document.reading_time import minutes_to_read
from blog.editor.forms import PostCopyForm, PostForm
from blog.editor.permissions import PostPermissionTester
from blog.editor.post_panels import POST_PANELS, POST_PROMOTE_PANELS
from blog.editor.previews import PREVIEW_MODES, PREVIEW_TEMPLATES
from blog.models.author import PostAuthor
from blog.models.body_page import BodyPage
from blog.models.changes.mixin import ChangesMixin
from blog.models.citations.doi import DoiMixin
from blog.models.cover import CoverMixin
from blog.models.links.discussion import DiscussionMixin
from blog.models.notebook import NotebookMixin
from blog.models.provenance import ProvenanceMixin
from blog.models.querysets import PostManager
from blog.models.related_posts import find_related
from blog.models.short_form import ShortFormMixin
from blog.models.templates_folder import MaybeTemplateMixin
from blog.rendering.feed_item import post_html, post_item
from blog.rendering.search_entry import post_topics, with_link
from search.index.protocol import Entry
from search.syndication.items import Item


class BlogPostPage(
    MaybeTemplateMixin,
    ChangesMixin,
    ProvenanceMixin,
    NotebookMixin,
    CoverMixin,
    DoiMixin,
    DiscussionMixin,
    ShortFormMixin,
    BodyPage,
):
    """One post of a blog."""

    teaser = models.TextField(
        _("teaser"),
        max_length=300,
        blank=True,
        help_text=_(
            "Two lines that say what a reader learns; shown in listings and under the title."
        ),
    )
    tags = ClusterTaggableManager(through="blog.PostTag", blank=True, verbose_name=_("tags"))
    series = models.ForeignKey(
        "blog.Series",
        verbose_name=_("series"),
        related_name="posts",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    series_position = models.PositiveSmallIntegerField(
        _("position in the series"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    display_date = models.DateTimeField(
        _("display date"),
        default=timezone.now,
        help_text=_("Shown to readers and orders the listings; it does not schedule anything."),
    )
    canonical_url = models.URLField(
        _("canonical URL"),
        blank=True,
        help_text=_("Where this text first appeared, when that was elsewhere."),
    )
    is_featured = models.BooleanField(
        _("featured"), default=False, help_text=_("Stands first on the home page.")
    )
    word_count = models.PositiveIntegerField(default=0, editable=False)
    excerpt = models.CharField(max_length=EXCERPT_CHARACTERS, editable=False, blank=True)

    objects = PostManager()
    base_form_class = PostForm
    copy_form_class = PostCopyForm
    # Where it stands among the public posts of its series, once `fetch_teasers` found it.
    series_place: SeriesPlace | None = None

    class Meta:
        verbose_name = _("blog post page")
        indexes = [
            models.Index(fields=["-display_date", "-page_ptr"], name="post_newest_first"),
            models.Index(
                fields=["-display_date", "-page_ptr"],
                condition=models.Q(is_featured=True),
                name="post_featured_first",
            ),
        ]

    parent_page_types = ["blog.BlogIndexPage", "blog.PostTemplatesPage"]
    subpage_types = []

    content_panels = POST_PANELS
    promote_panels = [*BodyPage.promote_panels, *POST_PROMOTE_PANELS]

    preview_modes = PREVIEW_MODES

    search_fields = [
        *Page.search_fields,
        index.SearchField("teaser"),
        index.SearchField("body"),
        index.SearchField("link_title"),
        index.RelatedFields("post_tags", [index.RelatedFields("tag", [index.SearchField("name")])]),
        *ProvenanceMixin.provenance_search_fields,
        index.FilterField("display_date"),
    ]

    @property
    def reading_minutes(self) -> int:
        """Minutes that a reader takes for the stored words."""
        return minutes_to_read(self.word_count)

    @property
    def authors(self) -> list[models.Model]:
        """The authors in the order they sign."""
        return [entry.author for entry in self.post_authors.all()]

    @property
    def shown_tags(self) -> list[models.Model]:
        """The tags, from the rows that `fetch_teasers` fetched."""
        return [entry.tag for entry in self.post_tags.all()]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the body, and what is missing; a template's user signs and sums up."""
        missing = [] if self.is_template or self.is_short else [*self._missing()]
        return (*missing, *super().problems)

    def _missing(self) -> Iterator[Problem]:
        if not self.post_authors.all():
            yield Problem("byline", detail="")
        if not self.teaser.strip():
            yield Problem("teaser", detail="")

    @property
    def summary(self) -> str:
        """The teaser, else the beginning of the body."""
        return self.teaser or self.excerpt

    def search_entry(self) -> Entry:
        """Return what search finds of the post; see `search.index.protocol.Searchable`."""
        entry, topics = with_link(super().search_entry(), self), post_topics(self)
        return replace(entry, teaser=self.teaser, topics=topics, date=self.display_date)

    @classmethod
    def fetch_for_search(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Fetch posts with their bylines too; see `search.index.protocol.Searchable`."""
        return super().fetch_for_search(keys).select_related("series").with_bylines()

    def feed_item(self) -> Item:
        """Return the post as feeds have it; see `search.index.protocol.Syndicated`."""
        return replace(post_item(self), html=post_html(self, self.document.html))

    @classmethod
    def fetch_for_feed(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Fetch posts with their bylines and covers; see `search.index.protocol.Syndicated`."""
        return (
            super()
            .fetch_for_feed(keys)
            .select_related("cover")
            .prefetch_related("cover__renditions")
        )

    def read_document(self, document: Document) -> None:
        self.word_count, self.excerpt = document.words, document.excerpt

    def blog_url(self, request=None) -> str:
        """Return the address of this post's blog, below which the lists of its topics stand."""
        return urljoin(self.get_url(request) or "", "../")

    def full_post_list_url(self, topic: models.Model) -> str:
        """Return the address of a tag's, author's or series' posts in this post's blog."""
        return iri_to_uri(urljoin(self.full_url or "", f"../{topic.post_list_path}"))

    def clean(self):
        super().clean()
        refuse_shadowed_slug(self.slug)

    def minimal_clean(self):
        super().minimal_clean()
        refuse_shadowed_slug(self.slug)

    def permissions_for_user(self, user):
        return PostPermissionTester(user, self)

    def sign(self, author: models.Model) -> None:
        """Name an author where nobody signs the post yet."""
        if not self.post_authors.all():
            self.post_authors.add(PostAuthor(author=author))

    def get_template(self, request, *args, **kwargs):
        if self.is_short and "changes" not in kwargs:
            return "blog/short_form_page.html"
        return super().get_template(request, *args, **kwargs)

    def get_preview_template(self, request, mode_name):
        return PREVIEW_TEMPLATES.get(mode_name) or self.get_template(request)

    def get_preview_context(self, request, mode_name):
        """Return the context with the words and the beginning of what nobody saved yet."""
        self.read_document(self.document_of_body())
        return super().get_preview_context(request, mode_name)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        # Of a new post's preview the rows are in memory alone; the page of changes shows none.
        if self.pk is None or "changes" in kwargs:
            return context
        fetch_bylines([self])
        fetch_pictures(self)
        fetch_series_places([self], with_beside=True)
        context["previous_post"], context["next_post"] = posts_around(self)
        context["related_posts"] = self._related_posts(request)
        return context

    def _related_posts(self, request) -> list[Page]:
        """Return related posts of the same site, without the neighbours in the series."""
        site = Site.find_for_request(request)
        posts = BlogPostPage.objects.inside(site.root_page) if site else BlogPostPage.objects.none()
        place = self.series_place
        beside = [place.previous, place.next] if place else []
        return find_related(
            self, among=posts.defer_streamfields(), besides=[each for each in beside if each]
        )
