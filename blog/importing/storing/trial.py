"""Tries an import: everything is written as in a real run and taken back, and no file is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath

from django.db import transaction
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from blog.importing.entry import Attachment, Picture
from blog.importing.storing.writing import Shelf
from search.database.columns import fitted


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
        data = picture.read()
        width, height = _size_of(picture.name, data)
        # By `bulk_create`, since signals would open the file, as the field would to measure it.
        image = model(
            title=fitted(PurePosixPath(picture.name).stem, 255),
            file=picture.name,
            width=width,
            height=height,
            file_size=len(data),
            file_hash=picture.checksum,
        )
        return model.objects.bulk_create([image])[0].pk

    def put_attachment(self, attachment: Attachment) -> int:
        """Return the id of a row without a file."""
        document = get_document_model()(title="-", file="-", file_size=1)
        return type(document).objects.bulk_create([document])[0].pk


def _size_of(name: str, data: bytes) -> tuple[int, int]:
    """Return the width and height of a checked picture; a drawing has none of its own."""
    if name.lower().endswith(".svg"):
        return 1, 1
    with Image.open(BytesIO(data)) as image:
        return image.size
