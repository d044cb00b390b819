"""Tries an import: everything is written as in a real run and taken back, and no file is made."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from blog.importing.entry import Attachment, Picture
from blog.importing.storing.writing import Shelf


@contextmanager
def rolled_back() -> Iterator[None]:
    """Open a transaction that is rolled back in any case, with the tasks it enqueued."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class TrialShelf(Shelf):
    """Puts pictures into the library as rows alone, to be taken back."""

    def put(self, picture: Picture) -> int:
        """Return the id of the library's image, or of a row without a file."""
        model = get_image_model()
        if known := model.objects.filter(file_hash=picture.checksum).order_by("pk").first():
            return known.pk
        # By `bulk_create`, since signals would open the file; sizes of their own, since the
        # field would measure it.
        image = model(
            title="-", file="-", width=1, height=1, file_size=1, file_hash=picture.checksum
        )
        return model.objects.bulk_create([image])[0].pk

    def put_attachment(self, attachment: Attachment) -> int:
        """Return the id of a row without a file."""
        document = get_document_model()(title="-", file="-", file_size=1)
        return type(document).objects.bulk_create([document])[0].pk
