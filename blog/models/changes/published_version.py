"""Models what was published of each post, for its readers' page of changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.models import Page

from blog.blocks.body_field import row_hash
from blog.rendering.build import json_hash

# Of a post; the oldest go first, but none with a note, nor a correction.
MOST_VERSIONS = 100
_IS_COMPARABLE = models.Q(is_withheld=False) & ~models.Q(comparison="")


class ChangeKind(models.TextChoices):
    """What an editor says of a change; DEFAULT leaves it to the number of changed words."""

    DEFAULT = "", _("Change, or small edit if fewer than 20 words changed")
    SMALL = "small", _("Small edit: no date moves")
    CORRECTION = "correction", _("Correction: stands above the text")
    RETRACTION = "retraction", _("Retraction: stands above the text")


# Those that stand at the top of their post.
STANDING = (ChangeKind.CORRECTION, ChangeKind.RETRACTION)
LABELS = {ChangeKind.CORRECTION: _("Correction"), ChangeKind.RETRACTION: _("Retraction")}


@dataclass(frozen=True)
class Change:
    """What readers are told of one change."""

    kind: str
    date: datetime
    note: str

    @property
    def is_standing(self) -> bool:
        """Whether it stands at the top of the post."""
        return self.kind in STANDING

    @property
    def label(self) -> str:
        """What it is called before its date."""
        return str(LABELS.get(self.kind, _("Changed")))


class PublishedVersionQuerySet(models.QuerySet):
    """Published versions, narrowed to what a page shows."""

    def of(self, page: Page) -> Self:
        """Those of a post, the newest first."""
        return self.filter(post_id=page.pk).order_by("-pk")

    def listed(self) -> Self:
        """What readers are told of, without the texts."""
        return self.filter(is_listed=True).defer("title", "teaser", "body", "comparison")

    def comparable(self) -> Self:
        """Those whose comparison readers may see."""
        return self.filter(_IS_COMPARABLE, is_listed=True)

    def with_state(self) -> Self:
        """Add `is_comparable`, without reading what was compared."""
        state = models.ExpressionWrapper(_IS_COMPARABLE, models.BooleanField())
        return self.annotate(is_comparable=state)

    def prune(self, page: Page) -> None:
        """Delete a post's oldest versions beyond the newest MOST_VERSIONS, if they say nothing."""
        newest = self.of(page).values_list("pk", flat=True)
        oldest_kept = newest[MOST_VERSIONS - 1 : MOST_VERSIONS].first()
        if oldest_kept is not None:
            old = self.filter(post_id=page.pk, pk__lt=oldest_kept, note="")
            old.exclude(kind__in=STANDING).delete()


class PublishedVersion(models.Model):
    """A post as it was published once, and what its readers are told of the change.

    It outlives the revision. `comparison` is HTML for readers, made in the background of this and
    the version before; empty where it may not be shown.
    """

    post = models.ForeignKey(
        "blog.BlogPostPage", related_name="published_versions", on_delete=models.CASCADE
    )
    published_at = models.DateTimeField()
    title = models.TextField()
    teaser = models.TextField()
    body = models.JSONField()
    content_hash = models.CharField(max_length=32)
    kind = models.CharField(max_length=12, choices=ChangeKind.choices, blank=True)
    note = models.TextField(blank=True)
    is_listed = models.BooleanField(default=False)
    is_substantial = models.BooleanField(default=False)
    comparison = models.TextField(blank=True)
    is_withheld = models.BooleanField(default=False)

    objects = PublishedVersionQuerySet.as_manager()

    # What was published once is no use of anything today.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")

    def __str__(self):
        return f"{self.post_id} ({self.published_at})"

    @classmethod
    def of_page(cls, page: Page) -> Self:
        """Return what is published of a live post, not saved yet."""
        return cls(
            post_id=page.pk,
            published_at=page.last_published_at,
            title=page.title,
            teaser=page.teaser,
            body=list(page.body.get_prep_value()),
            content_hash=json_hash([page.title, page.teaser, row_hash(page.body)]),
        )

    def body_value(self, blocks: list[Any] | None = None) -> StreamValue:
        """Return the body, or some of its blocks, without those of unknown types."""
        block = type(self).post.field.related_model._meta.get_field("body").stream_block
        return block.to_python(self.body if blocks is None else blocks)

    @property
    def change(self) -> Change:
        """What readers are told of it."""
        return Change(self.kind, timezone.localtime(self.published_at), self.note)
