"""Shows the comparison of two bodies where Wagtail compares a page's fields."""

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.compare import FieldComparison, register_comparison_class
from wagtail.admin.staticfiles import versioned_static

from blog.blocks.body_field import BodyField
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


def register_comparison() -> None:
    """Have Wagtail compare bodies by ours."""
    register_comparison_class(BodyField, comparison_class=BodyComparison)


def comparison_style() -> SafeString:
    """Return the tag of the style sheet for comparisons."""
    url = versioned_static("blog/comparison.css")
    return format_html('<link rel="stylesheet" href="{}">', url)
