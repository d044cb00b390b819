"""What the importer remembers of each file, so that a second run changes only what changed."""

from django.db import models


class ImportedFile(models.Model):
    """One source file and the post it became.

    `post` is null once the post was deleted: such a file is not imported again.
    """

    index = models.ForeignKey(
        "blog.BlogIndexPage", related_name="imported_files", on_delete=models.CASCADE
    )
    path = models.CharField(max_length=500)
    post = models.ForeignKey(
        "blog.BlogPostPage", related_name="imported_files", null=True, on_delete=models.SET_NULL
    )
    checksum = models.CharField(max_length=64)
    revision = models.ForeignKey(
        "wagtailcore.Revision", related_name="+", null=True, on_delete=models.SET_NULL
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["index", "path"], name="one_record_a_file")]

    def __str__(self):
        return self.path
