"""Compares bodies and dates where Wagtail compares a page's fields."""

from datetime import datetime

from django.db.models import DateTimeField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class
from wagtail.admin.staticfiles import versioned_static

from blog.blocks.stream_field import UnfrozenStreamField
from blog.comparison.body import BodyChanges, compare_bodies


class BodyComparison(FieldComparison):
    """Compares the bodies of two revisions, in place of Wagtail's comparison of streams."""

    @cached_property
    def changes(self) -> BodyChanges:
        return compare_bodies(self.val_a, self.val_b)

    def has_changed(self) -> bool:
        return bool(self.changes.changed)

    def htmldiff(self) -> SafeString:
        return render_to_string("blog/comparison/body.html", {"changes": self.changes})


class DateComparison(FieldComparison):
    """Compares dates to the minute, as people enter them.

    A row holds microseconds, its revision milliseconds, and what the form sent back no seconds.
    """

    def has_changed(self) -> bool:
        return _minute_of(self.val_a) != _minute_of(self.val_b)

    def htmldiff(self) -> SafeString:
        kinds = ("deletion", self.val_a), ("addition", self.val_b)
        return TextDiff([(kind, _shown(date)) for kind, date in kinds if date]).to_html()


def _minute_of(date: datetime | None) -> datetime | None:
    return date.replace(second=0, microsecond=0) if date else None


def _shown(date: datetime) -> str:
    return date_format(timezone.localtime(date), "SHORT_DATETIME_FORMAT")


def register_comparison() -> None:
    """Have Wagtail compare bodies, other streams and dates by ours."""
    register_comparison_class(UnfrozenStreamField, comparison_class=BodyComparison)
    register_comparison_class(DateTimeField, comparison_class=DateComparison)


def comparison_style() -> SafeString:
    """Return the tag of the style sheet for comparisons."""
    url = versioned_static("blog/comparison.css")
    return format_html('<link rel="stylesheet" href="{}">', url)
