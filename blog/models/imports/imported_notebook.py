"""Remembers what a notebook was when it last came in, so that its next version can be merged."""

from django.db import models


class ImportedNotebook(models.Model):
    """What made a notebook, and what the importer made of it.

    `cells` are known again by their keys (`blog.importing.storing.cell_keys`). `title`, `teaser`,
    `provenance` and `blocks` are as the notebook gave them: what differs in the post was written
    here. Once a post was edited (`is_edited`), its other fields are the editors'.
    """

    file = models.OneToOneField(
        "blog.ImportedFile", related_name="notebook", on_delete=models.CASCADE
    )
    kernel = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=100, blank=True)
    language_version = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    teaser = models.TextField(blank=True)
    # Null in rows of before it was kept.
    provenance = models.JSONField(null=True)
    root = models.CharField(max_length=500)
    cells = models.JSONField()
    blocks = models.JSONField()
    is_edited = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.root
