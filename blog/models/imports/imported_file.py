"""Remembers each imported file, so that a second run changes only what changed."""

from django.db import models


class ImportedFile(models.Model):
    """One source file and the post it became.

    `source` names the archive that the file is of; empty in rows from before there was a name.
    `post` is null once the post was deleted: such a file is not imported again. `is_incomplete`
    says that remote pictures are missing, which a run that fetches them looks for again;
    `has_lost_links`, that some links found no target, which a later run may bring.
    """

    index = models.ForeignKey(
        "blog.BlogIndexPage", related_name="imported_files", on_delete=models.CASCADE
    )
    # A database default, since code from before this field writes rows too while it is replaced.
    source = models.CharField(max_length=100, default="", db_default="", blank=True)
    path = models.CharField(max_length=500)
    post = models.ForeignKey(
        "blog.BlogPostPage", related_name="imported_files", null=True, on_delete=models.SET_NULL
    )
    checksum = models.CharField(max_length=64)
    revision = models.ForeignKey(
        "wagtailcore.Revision", related_name="+", null=True, on_delete=models.SET_NULL
    )
    is_incomplete = models.BooleanField(default=False, db_default=False)
    # Of rows from before this field nobody knows.
    has_lost_links = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["index", "source", "path"], name="one_record_a_file")
        ]

    def __str__(self):
        return self.path
