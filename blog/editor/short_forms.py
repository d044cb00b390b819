"""Names the forms that a post comes in, and asks for what each of them needs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Media
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.staticfiles import versioned_static

from search.database.columns import shortened


class TextForm(models.TextChoices):
    """What a post is: a whole one, or a short form that stands in the same lists."""

    POST = "post", _("Post")
    LINK = "link", _("Link")
    QUOTATION = "quotation", _("Quotation")
    NOTE = "note", pgettext_lazy("form of a post", "Note")


SHORT_FORMS = (TextForm.LINK, TextForm.QUOTATION, TextForm.NOTE)
MADE_TITLE_CHARACTERS = 60
NEW = {
    TextForm.LINK: _("New link"),
    TextForm.QUOTATION: _("New quotation"),
    TextForm.NOTE: _("New note"),
}


def refuse_missing_address(form: str, link_url: str) -> None:
    """Raise `ValidationError` for a link that leads nowhere."""
    if form == TextForm.LINK and not link_url:
        raise ValidationError({"link_url": _("A link needs the address that it leads to.")})


def made_title(form: str, link_title: str, text: str) -> str:
    """Return a link's own title, or the beginning of the text, for a short form without one."""
    own = link_title if form == TextForm.LINK else ""
    return own or shortened(text, MADE_TITLE_CHARACTERS)


def short_form_in(value: str | None) -> str:
    """Return the short form that a query asks for; empty for none."""
    return value if value in SHORT_FORMS else ""


class ShortFormPanel(MultiFieldPanel):
    """Asks for a post's form, where its blog has short ones, and for what the form needs.

    A style sheet hides the fields that another form needs.
    """

    def __init__(self, **kwargs: Any) -> None:
        fields = [FieldPanel("form"), FieldPanel("link_url"), FieldPanel("link_title")]
        kwargs.pop("children", None)
        super().__init__(
            fields, **{"heading": _("Post or short form"), "classname": "short-form", **kwargs}
        )

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.form.has_short_forms and super().is_shown()

        @property
        def media(self) -> Media:
            style = versioned_static("blog/short_form.css")
            return super().media + Media(css={"all": [style]})
