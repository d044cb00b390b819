"""Models the social cards that were painted, one a post."""

from secrets import token_urlsafe
from urllib.parse import urljoin

from django.db import models

from blog.pictures.social_image import SocialImage

# Pixels, as those who show cards ask for.
SIZE = (1200, 630)


def unguessable_name() -> str:
    """Return a name that nobody can guess: a card shows the title of its post."""
    return f"{token_urlsafe(16)}.png"


class SocialCard(models.Model):
    """The card of one public post; `digest` tells what is to be seen on it."""

    page = models.OneToOneField(
        "wagtailcore.Page",
        primary_key=True,
        related_name="social_card",
        on_delete=models.CASCADE,
    )
    digest = models.CharField(max_length=32)
    file = models.FileField(upload_to="cards")

    # Made of its page, and no use of anything by itself.
    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.page_id} ({self.file.name})"

    def social_image(self, *, base_url: str, alt: str) -> SocialImage:
        """Return the card at its full address."""
        return SocialImage(urljoin(base_url, self.file.url), *SIZE, alt)
