"""Factories for every model that tests need."""

import factory
from django.contrib.auth.models import Group, User
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, Site
from wagtail_factories import ImageFactory, PageFactory

from blog.models import (
    Author,
    BlogIndexPage,
    BlogPostPage,
    PostAuthor,
    PostTemplatesPage,
    Series,
    Source,
    Tag,
)
from home.models import HomePage, StandardPage
from search.upkeep.writing import index_page

__all__ = ["ImageFactory", "create_site"]


class UserFactory(DjangoModelFactory):
    """A user with the password "secret-lamp-42"; `group` names their role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user-{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("secret-lamp-42")

    @factory.post_generation
    def group(self, create, name, **kwargs):
        if name:
            self.groups.add(Group.objects.get(name=name))


class AuthorFactory(DjangoModelFactory):
    class Meta:
        model = Author

    name = factory.Sequence(lambda number: f"Team {number}")
    slug = factory.Sequence(lambda number: f"team-{number}")


class TagFactory(DjangoModelFactory):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda number: f"Tag {number}")
    slug = factory.Sequence(lambda number: f"tag-{number}")


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    name = factory.Sequence(lambda number: f"Series {number}")
    slug = factory.Sequence(lambda number: f"series-{number}")


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    key = factory.Sequence(lambda number: f"source{number}")
    record = factory.Sequence(
        lambda number: {
            "type": "article-journal",
            "title": f"Title {number}",
            "author": [{"family": f"Family {number}", "given": "Ada"}],
            "issued": {"date-parts": [[2000 + number % 20]]},
        }
    )


class HomePageFactory(PageFactory):
    class Meta:
        model = HomePage

    title = "Epoch"


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda number: f"Standard page {number}")


class BlogIndexPageFactory(PageFactory):
    class Meta:
        model = BlogIndexPage

    title = "Blog"
    slug = "blog"
    show_in_menus = True


class PostTemplatesPageFactory(PageFactory):
    class Meta:
        model = PostTemplatesPage

    title = "Post templates"
    slug = "post-templates"
    live = False


class BlogPostPageFactory(PageFactory):
    """A live post; `body` takes (block name, raw value) pairs, `authors` and `tags` rows."""

    class Meta:
        model = BlogPostPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Post {number}")
    slug = factory.Sequence(lambda number: f"post-{number}")
    teaser = "What the reader learns."
    body = [("markdown", "All about *this*.")]
    display_date = factory.LazyFunction(timezone.now)
    first_published_at = factory.LazyFunction(timezone.now)
    last_published_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        # It was indexed when it was created; authors and tags have come since.
        if create and any(results.values()):
            index_page(instance)

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        kwargs["body"] = [{"type": name, "value": value} for name, value in kwargs["body"]]
        return kwargs

    @factory.post_generation
    def authors(self, create, authors, **kwargs):
        for position, author in enumerate(authors or []):
            PostAuthor.objects.create(post=self, author=author, sort_order=position)
        return authors

    @factory.post_generation
    def tags(self, create, tags, **kwargs):
        for tag in tags or []:
            self.post_tags.model.objects.create(content_object=self, tag=tag)
        return tags


class QueryFactory(DjangoModelFactory):
    class Meta:
        model = Query
        django_get_or_create = ["query_string"]

    query_string = "drift"


class SearchPromotionFactory(DjangoModelFactory):
    """A result that editors picked for the query "drift": a page, or a link to elsewhere."""

    class Meta:
        model = SearchPromotion

    query = factory.SubFactory(QueryFactory)
    sort_order = factory.Sequence(lambda number: number)


def create_site() -> Site:
    """Replace Wagtail's welcome page by a home page and return the default site."""
    welcome = Page.objects.filter(depth=2)
    if welcome.exists():
        welcome.delete()
    home = HomePageFactory(parent=Page.get_first_root_node())
    return Site.objects.create(
        hostname="testserver", port=80, root_page=home, is_default_site=True, site_name="Epoch"
    )
