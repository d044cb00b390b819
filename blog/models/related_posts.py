"""Finds the posts that lead on from one: those that editors pinned, then its nearest."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page

from blog.models.querysets import PostQuerySet
from search.related.related_pages import related_pages

SHOWN = 4


class PinnedPost(Orderable):
    """A post that an editor put first among those related to another."""

    post = ParentalKey("blog.BlogPostPage", related_name="pinned_posts", on_delete=models.CASCADE)
    # Cascading, since modelcluster cannot read a revision whose protected row is gone.
    pinned = models.ForeignKey(
        "blog.BlogPostPage",
        verbose_name=_("post"),
        related_name="pinned_by",
        on_delete=models.CASCADE,
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["post", "pinned"], name="one_pin_once_a_post")
        ]

    panels = [FieldPanel("pinned")]

    def clean(self):
        super().clean()
        if self.pinned_id and self.pinned_id == self.post_id:
            raise ValidationError({"pinned": _("A post can't lead on to itself.")})


def find_related(post: Page, *, among: PostQuerySet, besides: Sequence[Page] = ()) -> list[Page]:
    """Return up to four public posts of `among` that lead on from a post, and none of `besides`.

    The pinned ones come first, in their order; three queries at most. Short forms lead on to
    these alone, and whole posts to short forms that are pinned.
    """
    posts = among.exclude(pk__in=[post.pk, *(each.pk for each in besides)])
    pins = [entry.pinned_id for entry in post.pinned_posts.all()]
    pinned = posts.public().in_bulk(pins) if pins else {}
    found = [pinned[pk] for pk in dict.fromkeys(pins) if pk in pinned][:SHOWN]
    if len(found) < SHOWN and not post.is_short:
        others = posts.whole().exclude(pk__in=[each.pk for each in found])
        found += related_pages(post, limit=SHOWN - len(found), among=others)
    return found
