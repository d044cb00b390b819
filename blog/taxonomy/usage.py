"""Finds which posts name a tag, an author or a series, now or in an older revision."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from wagtail.permissions import policy_registry

from blog.models import BlogPostPage
from blog.taxonomy.naming import NAMINGS, Naming
from blog.taxonomy.revisions import NamingRevision, revisions_naming

POSTS_SHOWN = 5


@dataclass
class Usage:
    """The ids of the posts that name a row.

    `current`: in what readers see, in the newest draft, or in what is scheduled. `older`: in
    no more than older revisions.
    """

    current: set[int] = field(default_factory=set)
    older: set[int] = field(default_factory=set)


@dataclass
class ShownUsage:
    """How many posts name a row, and the first of those that the user may find."""

    current_count: int
    older_count: int
    current: list[BlogPostPage]
    older: list[BlogPostPage]

    @property
    def is_protected(self) -> bool:
        """Whether deleting the row would change what posts say now."""
        return self.current_count > 0


def usage_of(rows: Sequence[Model]) -> dict[int, Usage]:
    """Find the posts that name each of the rows, which are all of one model, by their ids."""
    usage = {row.pk: Usage() for row in rows}
    if not rows:
        return usage
    naming = NAMINGS[type(rows[0])]
    add_rows(usage, naming)
    add_revisions(usage, list(revisions_naming(naming, usage)))
    for found in usage.values():
        found.older -= found.current
    return usage


def add_rows(usage: dict[int, Usage], naming: Naming) -> None:
    rows = naming.holder.objects.filter(**{f"{naming.field}__in": usage})
    for pk, post in rows.values_list(naming.field, naming.post):
        usage[pk].current.add(post)


def add_revisions(usage: dict[int, Usage], revisions: list[NamingRevision]) -> None:
    posts = BlogPostPage.objects.filter(pk__in={revision.post_id for revision in revisions})
    newest = set(posts.values_list("latest_revision_id", flat=True))
    for revision in revisions:
        is_current = revision.is_scheduled or revision.pk in newest
        for pk in revision.names & usage.keys():
            found = usage[pk].current if is_current else usage[pk].older
            found.add(revision.post_id)


def shown_usage(rows: Sequence[Model], user: AbstractBaseUser) -> dict[int, ShownUsage]:
    """Return what the delete pages show of each row: counts of all posts, and the first few."""
    return {pk: shown_usage_of(found, user) for pk, found in usage_of(rows).items()}


def shown_usage_of(usage: Usage, user: AbstractBaseUser) -> ShownUsage:
    return ShownUsage(
        current_count=len(usage.current),
        older_count=len(usage.older),
        current=first_posts(usage.current, user),
        older=first_posts(usage.older, user),
    )


def first_posts(pks: Collection[int], user: AbstractBaseUser) -> list[BlogPostPage]:
    """Return the first posts, by title, of those the user may find in the explorer."""
    if not pks:
        return []
    policy = policy_registry.get_by_type(BlogPostPage)
    explorable = policy.explorable_instances(user).values("pk")
    posts = BlogPostPage.objects.filter(pk__in=pks).filter(pk__in=explorable)
    return list(posts.defer_streamfields().order_by("draft_title", "pk")[:POSTS_SHOWN])
