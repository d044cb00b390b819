"""Gives a post its cover, and the image that stands for it where others link to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.pictures.social_image import SocialImage, cover_image


class CoverMixin(models.Model):
    """A page with a cover image."""

    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("cover image"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    is_cover_inverted = models.BooleanField(
        _("invert the cover at night"),
        default=False,
        db_default=False,
        help_text=_("For drawings on a light ground: light and dark change places, colours stay."),
    )

    class Meta:
        abstract = True

    @property
    def social_image(self) -> SocialImage | None:
        """The image that stands for the page where others link to it: its card, else its cover."""
        if card := getattr(self, "social_card", None):
            return card.social_image(base_url=self.full_url or "", alt=self.title)
        return cover_image(self)
