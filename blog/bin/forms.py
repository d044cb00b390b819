"""Asks where a page from the bin is to stand, and under which slug."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from blog.archive.routes import refuse_shadowed_slug
from blog.models import BinnedPage, BlogPostPage
from blog.models.unpublished.binned_page import is_binned


class PlaceField(forms.ModelChoiceField):
    """A page, by its title and path."""

    def label_from_instance(self, page: Page) -> str:
        """Return what tells a page from others of its title."""
        return f"{page.get_admin_display_title()} ({page.url_path})"


class BringBackForm(forms.Form):
    """Offers where a page stood, if it is still there, and its slug, or a free one near it."""

    parent = PlaceField(
        queryset=Page.objects.none(),
        label=gettext_lazy("Below"),
        empty_label=None,
        # Else the longest name makes it wider than a phone.
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    slug = forms.SlugField(label=gettext_lazy("Slug"), max_length=255, allow_unicode=True)

    def __init__(self, *args: Any, row: BinnedPage, places: QuerySet[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = row.page
        self.fields["parent"].queryset = places
        old = places.filter(pk=row.parent_id).first()
        self.place = old or places.first()
        self.is_elsewhere = bool(self.place) and old is None
        if self.place:
            slug = find_available_slug(self.place, self.page.slug)
            self.initial = {"parent": self.place.pk, "slug": slug}

    @property
    def is_taken(self) -> bool:
        """Whether something else has the page's slug at the place that is offered."""
        return bool(self.place) and self.initial["slug"] != self.page.slug

    def clean(self) -> dict[str, Any]:
        """Raise where the page can't stand at the place, or not under the slug."""
        cleaned = super().clean()
        parent, slug = cleaned.get("parent"), cleaned.get("slug")
        if parent is None or slug is None:
            return cleaned
        page = self.page.specific
        if page.alias_of and is_binned(page.alias_of):
            raise ValidationError({"parent": _("Bring back first what this is an alias of.")})
        if not page.can_move_to(parent):
            raise ValidationError({"parent": _("A page of this type can’t stand there.")})
        if isinstance(page, BlogPostPage):
            refuse_shadowed_slug(slug)
        if find_available_slug(parent, slug) != slug:
            raise ValidationError({"slug": _("This slug is taken there.")})
        return cleaned
