"""Gives a post its form: a whole post, or a link, a quotation or a note."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.validators import URLValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from blog.document.document import Document
from blog.editor.short_forms import TextForm, refuse_missing_address
from blog.rendering.short_forms import short_html

MAX_ADDRESS, MAX_NAME = 2000, 255
TEASER, SHORT_TEASER = "components/teaser.html", "components/short_teaser.html"


@dataclass(frozen=True)
class LinkTarget:
    """What a link leads to, or where a quotation is from; a quotation may lack the address."""

    url: str
    title: str

    @property
    def host(self) -> str:
        """The name of its site, as readers know it."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def name(self) -> str:
        """What it is called, else its site."""
        return self.title or self.host


class ShortFormMixin(models.Model):
    """A page that may be of a short form; what another form needs is kept and not shown."""

    form = models.CharField(
        _("form"),
        max_length=10,
        choices=TextForm,
        default=TextForm.POST,
        db_default=TextForm.POST,
        help_text=_("Links, quotations and notes stand whole in the same lists as posts."),
    )
    link_url = models.URLField(
        _("address"),
        max_length=MAX_ADDRESS,
        blank=True,
        default="",
        db_default="",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Of what a link leads to, or of where a quotation is from."),
    )
    link_title = models.CharField(
        _("title or source"),
        max_length=MAX_NAME,
        blank=True,
        default="",
        db_default="",
        help_text=_("What the page that is linked to is called; of a quotation, who says so."),
    )

    # Set by the form of a draft, whose new page says that it is live.
    may_lack_address = False

    class Meta:
        abstract = True

    @property
    def is_short(self) -> bool:
        """Whether it is a link, a quotation or a note."""
        return self.form != TextForm.POST

    @property
    def is_quotation(self) -> bool:
        """Whether its text is quoted."""
        return self.form == TextForm.QUOTATION

    @property
    def link_target(self) -> LinkTarget | None:
        """What a link or a quotation points at; None for nothing."""
        has_target = self.is_quotation or self.form == TextForm.LINK
        if not has_target or not (self.link_url or self.link_title):
            return None
        return LinkTarget(self.link_url, self.link_title)

    @property
    def has_own_title(self) -> bool:
        """Whether the title says more than the beginning of a short text, which it may be."""
        beginning = self.title.removesuffix("…").strip()
        return not self.is_short or not self.excerpt.startswith(beginning)

    @property
    def teaser_template(self) -> str:
        """The template that post lists show it by."""
        return SHORT_TEASER if self.is_short else TEASER

    @cached_property
    def short_html(self) -> SafeString:
        """The whole text as lists show it; empty where it is too long, or needs its own page.

        `fetch_teasers` has fetched it with the rows that a list shows.
        """
        stored = self._state.fields_cache.get("stored_document")
        if stored is not None and "short_html" in stored.__dict__:
            return mark_safe(stored.short_html)
        return self.short_html_of(self.document)

    def short_html_of(self, document: Document) -> SafeString:
        """Return a Document's text as lists show it whole; empty for a post."""
        return short_html(document) if self.is_short else mark_safe("")

    def clean(self) -> None:
        """Refuse a public link without an address; a draft may lack it, as the form lets it."""
        super().clean()
        if self.live and not self.may_lack_address:
            refuse_missing_address(self.form, self.link_url)
