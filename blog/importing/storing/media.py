"""Takes images and documents into the library: kept once, gone again when a post fails."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePosixPath

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

from blog.importing.entry import Attachment, Picture
from blog.models import FetchedPicture
from search.database.columns import fitted


class Library:
    """What the site's library holds, as readers of pictures ask for it."""

    def has(self, checksum: str) -> bool:
        """Tell whether there is an image with just these bytes."""
        return _images_of(checksum).exists()

    def fetched(self, url: str) -> str:
        """Return the checksum of the image that was once fetched from here; empty for none."""
        checksum = FetchedPicture.checksum_of(url)
        return checksum if checksum and self.has(checksum) else ""


def save_picture(
    picture: Picture, *, collection: Collection, user: AbstractBaseUser | None
) -> tuple[AbstractImage, bool]:
    """Return the library's image with the same bytes, or a new one, and whether it is new."""
    if picture.url:
        FetchedPicture.remember(picture.url, picture.checksum)
    if known := _images_of(picture.checksum).first():
        return known, False
    image = get_image_model()(
        title=fitted(PurePosixPath(picture.name).stem, 255),
        description=picture.description,
        collection=collection,
        uploaded_by_user=user,
    )
    _save_with_file(image, picture)
    return image, True


def save_attachment(
    attachment: Attachment, *, collection: Collection, user: AbstractBaseUser | None
) -> tuple[AbstractDocument, bool]:
    """Return the collection's document with the same bytes, or a new one, and whether it is new.

    One of another collection may be private.
    """
    model = get_document_model()
    known = model.objects.filter(file_hash=attachment.checksum, collection=collection)
    if document := known.order_by("pk").first():
        return document, False
    document = model(title=attachment.title, collection=collection, uploaded_by_user=user)
    _save_with_file(document, attachment)
    return document, True


def _save_with_file(row: AbstractImage | AbstractDocument, given: Picture | Attachment) -> None:
    data = given.read()
    row.file = ContentFile(data, given.name)
    row.file_size, row.file_hash = len(data), given.checksum
    row.save()


def _images_of(checksum: str) -> QuerySet[AbstractImage]:
    return get_image_model().objects.filter(file_hash=checksum).order_by("pk")


def collection_named(name: str) -> Collection:
    """Return the collection of this name below the root, made when there is none."""
    root = Collection.get_first_root_node()
    name = fitted(name, 255)
    known = root.get_children().filter(name=name).first()
    return known or root.add_child(instance=Collection(name=name))


@contextmanager
def atomic_with_files() -> Iterator[list[AbstractImage | AbstractDocument]]:
    """Open a transaction; when it is rolled back, the files of what is in the list go too."""
    images: list[AbstractImage | AbstractDocument] = []
    renditions: list[str] = []
    try:
        with transaction.atomic():
            try:
                yield images
            except BaseException:
                renditions = _rendition_names(images)
                raise
    except BaseException:
        for image in images:
            image.file.storage.delete(image.file.name)
        for name in renditions:
            get_image_model().get_rendition_model().file.field.storage.delete(name)
        raise


def _rendition_names(images: list[AbstractImage | AbstractDocument]) -> list[str]:
    names: list[str] = []
    # PostgreSQL answers nothing more in a transaction that an error has ended.
    with suppress(DatabaseError, transaction.TransactionManagementError):
        for image in images:
            if isinstance(image, AbstractImage):
                names += image.renditions.values_list("file", flat=True)
    return names
