"""Gives a post the notebook that it was made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NotebookMixin(models.Model):
    """A page that may offer a notebook beside its text."""

    notebook = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("notebook"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("Offered beside the text, unless its collection is private."),
    )

    class Meta:
        abstract = True

    @property
    def open_notebook(self) -> models.Model | None:
        """The notebook that everybody may open; None where its collection is private."""
        notebook = self.notebook if self.notebook_id else None
        if notebook is None or notebook.collection.get_view_restrictions().exists():
            return None
        return notebook
