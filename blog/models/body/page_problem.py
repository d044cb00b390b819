"""Models what should be seen to in each page's newest draft, for the report of all pages."""

from collections.abc import Iterator
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from blog.editor.problems import FORBIDDING, KINDS, shown_lines
from blog.models.querysets import EditableRowsQuerySet
from blog.models.templates_folder import PostTemplatesPage


class PageProblemQuerySet(EditableRowsQuerySet):
    """Kept problems, narrowed to what a report shows."""

    def outside_templates(self) -> Self:
        """Leave out the posts that new ones are copied from, which are unfinished on purpose."""
        rows = self
        for path in PostTemplatesPage.objects.values_list("path", flat=True):
            rows = rows.exclude(page__path__startswith=path)
        return rows

    def keep(self, page: Page) -> None:
        """Keep what is wrong in a page's draft, a row a kind; writes only what is new."""
        rows = {row.kind: row for row in _rows_of(page)}
        stored = {row.kind: row for row in self.filter(page_id=page.pk)}
        if gone := stored.keys() - rows.keys():
            self.filter(page_id=page.pk, kind__in=gone).delete()
        changed = [row for kind, row in rows.items() if not row.says_the_same_as(stored.get(kind))]
        self.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["page", "kind"],
            update_fields=["count", "detail", "address"],
        )


class PageProblem(models.Model):
    """The problems of one kind in a page's newest draft: how many, and the first of them."""

    page = models.ForeignKey(
        "wagtailcore.Page", related_name="listed_problems", on_delete=models.CASCADE
    )
    kind = models.CharField(max_length=20)
    count = models.PositiveIntegerField()
    detail = models.TextField()
    # The fragment that leads to the first from the page's form.
    address = models.TextField()

    objects = PageProblemQuerySet.as_manager()

    # Made of its page and no use of anything by itself.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        constraints = [
            models.UniqueConstraint(fields=["page", "kind"], name="page_problem_once_a_kind")
        ]
        indexes = [models.Index(fields=["kind", "page"], name="page_problem_by_kind")]

    def __str__(self):
        return f"{self.page_id}: {self.count} × {self.kind}"

    @property
    def what(self) -> str:
        """The kind in words; one of an older version by its name."""
        return str(KINDS.get(self.kind, self.kind))

    @property
    def forbids_publishing(self) -> bool:
        return self.kind in FORBIDDING

    def says_the_same_as(self, other: Self | None) -> bool:
        names = ("count", "detail", "address")
        return other is not None and all(getattr(self, n) == getattr(other, n) for n in names)


def _rows_of(page: Page) -> Iterator[PageProblem]:
    lines = shown_lines(page.problems, page.body)
    for kind in dict.fromkeys(line.kind for line in lines):
        first, *others = (line for line in lines if line.kind == kind)
        yield PageProblem(
            page_id=page.pk,
            kind=kind,
            count=1 + len(others),
            detail=first.detail,
            address=first.href,
        )
