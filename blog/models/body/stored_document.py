"""Keeps Documents for readers, so that no request renders a body."""

import logging
from typing import Self

from django.db import models
from django.utils.functional import cached_property

from blog.document.document import Document, OtherShapeError
from blog.rendering.build import RENDERER_VERSION

logger = logging.getLogger(__name__)


class StoredDocumentQuerySet(models.QuerySet):
    """Stored Documents, narrowed to what a command or a page looks for."""

    def without_markdown(self) -> Self:
        """Leave what few ask for where it is."""
        return self.defer("markdown")

    def current(self) -> Self:
        """Those that this version of the renderer made."""
        return self.filter(version=RENDERER_VERSION)


class StoredDocument(models.Model):
    """The Document of one live page, as readers get it.

    It belongs to the body with this hash; a page whose body is another one does without it.
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        primary_key=True,
        related_name="stored_document",
        on_delete=models.CASCADE,
    )
    body_hash = models.CharField(max_length=32)
    language = models.CharField(max_length=16)
    version = models.CharField(max_length=100, db_index=True)
    html = models.TextField()
    # Of the same body; addresses not full are placeholders, see `blog.markdown.placeholders`.
    markdown = models.TextField(default="")
    outline = models.JSONField()
    # Of a short form, as lists show it; see `blog.rendering.short_forms`.
    short_html = models.TextField(default="", db_default="")
    rendered_at = models.DateTimeField(auto_now=True)

    objects = StoredDocumentQuerySet.as_manager()

    # A document is made of its page and no use of anything by itself.
    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.page_id} ({self.version})"

    @cached_property
    def document(self) -> Document | None:
        """The Document, as it was stored; None where it has another shape than today's."""
        try:
            return Document.from_json(self.outline, html=self.html)
        except OtherShapeError:
            logger.warning("The stored Document of page %s has another shape.", self.page_id)
            return None
