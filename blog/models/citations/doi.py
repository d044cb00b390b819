"""Models the DOI under which a post is registered, where it is."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.citations.records import doi_of

MAX_DOI = 255


class DoiMixin(models.Model):
    """Gives a page a DOI, by which others cite it."""

    doi = models.CharField(
        "DOI",
        max_length=MAX_DOI,
        blank=True,
        default="",
        db_default="",
        help_text=_("Where the text is registered, such as 10.5281/zenodo.1234."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Keep a DOI without the address that it is often written with; refuse what is none."""
        super().clean()
        if self.doi and not doi_of(self.doi):
            raise ValidationError({"doi": _("A DOI begins with “10.”, such as 10.1000/182.")})
        self.doi = doi_of(self.doi)
