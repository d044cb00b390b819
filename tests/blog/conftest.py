"""What the three kinds of names have in common for the tests of merging and deleting."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from blog.models import Author, BlogPostPage, PostAuthor, Series, Tag


@dataclass
class Kind:
    """Tags, authors or series: how to make one, and how a post comes to name it."""

    model: type

    def create(self, name: str):
        return self.model.objects.create(name=name, slug=name.lower())

    def give(self, post: BlogPostPage, *names) -> None:
        """Let a post in memory name the rows; it has one series, the last."""
        if self.model is Tag:
            post.tags.set(names)
        elif self.model is Author:
            post.post_authors.set(
                [PostAuthor(author=author, sort_order=place) for place, author in enumerate(names)]
            )
        else:
            post.series = names[-1] if names else None

    def names(self, post: BlogPostPage) -> list[str]:
        """What the post names, in the order it names it."""
        if self.model is Series:
            return [post.series.name] if post.series else []
        return [row.name for row in (post.shown_tags if self.model is Tag else post.authors)]

    def url(self, view: str, *args) -> str:
        return reverse(self.model.snippet_viewset.get_url_name(view), args=args)

    def bulk_url(self, action: str, *rows) -> str:
        ids = "&".join(f"id={row.pk}" for row in rows)
        args = ["blog", self.model._meta.model_name, action]
        return f"{reverse('wagtail_bulk_action', args=args)}?{ids}&next=/admin/"


@pytest.fixture(params=[Tag, Author, Series], ids=lambda model: model._meta.model_name)
def kind(request, db) -> Kind:
    return Kind(request.param)


@pytest.fixture
def told():
    """Return a function that lists the messages a response shows."""
    return lambda response: [str(message).strip() for message in response.context["messages"]]
