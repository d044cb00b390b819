"""Images into the library: checked as an upload is, kept once, gone when a post fails."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

from blog.exchange.entry import Picture
from blog.exchange.image_field import CheckedImageField
from blog.exchange.picture_privacy import BrokenPictureError, clean_picture


class UnusableImageError(Exception):
    """A file that Wagtail would not take as an image; its message says why."""


def read_picture(file: Path, *, description: str = "") -> Picture:
    """Read a file and check it by Wagtail's rules for uploads, and that it decodes.

    Raises `UnusableImageError`.
    """
    if file.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise UnusableImageError("image too big")
    data = _read_clean(file)
    _check(file.name, data)
    checksum = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return Picture(file.name, checksum, partial(_read_clean, file), description[:255])


def _read_clean(file: Path) -> bytes:
    """Read a file without what it says about place, time and device."""
    try:
        return clean_picture(file.read_bytes())
    except BrokenPictureError as error:
        raise UnusableImageError("broken image") from error


def _check(name: str, data: bytes) -> None:
    try:
        upload = CheckedImageField().clean(SimpleUploadedFile(name, data))
    except ValidationError as error:
        raise UnusableImageError("not an image that the library takes") from error
    if upload.image.format_name == "svg":
        return
    try:
        # A truncated file has a good header, and would fail when it is first shown.
        PillowImage.open(BytesIO(data)).load()
    except Exception as error:  # Pillow's decoders raise what they like
        raise UnusableImageError("broken image") from error


def save_picture(
    picture: Picture, *, collection: Collection, user: AbstractBaseUser | None
) -> tuple[AbstractImage, bool]:
    """Return the library's image with the same bytes, or a new one, and whether it is new."""
    model = get_image_model()
    if known := model.objects.filter(file_hash=picture.checksum).order_by("pk").first():
        return known, False
    data = picture.read()
    image = model(
        title=PurePosixPath(picture.name).stem[:255],
        description=picture.description,
        file=ContentFile(data, picture.name),
        file_size=len(data),
        file_hash=picture.checksum,
        collection=collection,
        uploaded_by_user=user,
    )
    image.save()
    return image, True


def collection_named(name: str) -> Collection:
    """Return the collection of this name below the root, made when there is none."""
    root = Collection.get_first_root_node()
    known = root.get_children().filter(name=name[:255]).first()
    return known or root.add_child(instance=Collection(name=name[:255]))


@contextmanager
def atomic_with_files() -> Iterator[list[AbstractImage]]:
    """A transaction; when it is rolled back, the files of the images in the list go too."""
    images: list[AbstractImage] = []
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


def _rendition_names(images: list[AbstractImage]) -> list[str]:
    names: list[str] = []
    # PostgreSQL answers nothing more in a transaction that an error has ended.
    with suppress(DatabaseError, transaction.TransactionManagementError):
        for image in images:
            names += image.renditions.values_list("file", flat=True)
    return names
