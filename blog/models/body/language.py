"""Gives a page the language of its text."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.editor.languages import has_several_languages, is_rtl


class LanguageMixin(models.Model):
    """A page whose text may be in another language than its site."""

    # A database default, since code from before this field writes rows too while it is replaced.
    language = models.CharField(
        _("language"),
        max_length=16,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"^[a-z]{2,3}(-[a-z0-9]{2,8})*\Z")],
        help_text=_("Of the text, where it is not the site's: for speech, hyphens and numbering."),
    )

    class Meta:
        abstract = True

    @property
    def body_language(self) -> str:
        """The code of the language that the page is written in.

        Where the site has several, that of the page's place among them.
        """
        return self.own_language or (self.locale.language_code if self.locale_id else "")

    @property
    def is_foreign(self) -> bool:
        """Whether the text is in another language than the page around it.

        By no query, since each teaser of a list asks.
        """
        return bool(self.own_language) and self.own_language != settings.LANGUAGE_CODE

    @property
    def own_language(self) -> str:
        """The language that an editor chose; empty where the page is in that of its tree."""
        return "" if has_several_languages() else self.language

    @property
    def text_direction(self) -> str:
        """Which way the text is written: "ltr" or "rtl"."""
        return "rtl" if is_rtl(self.body_language) else "ltr"
