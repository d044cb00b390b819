"""Checks every uploaded image; nothing is decoded here that was not examined."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.fields import WagtailImageField

from blog.pictures.examination import describe, examine_picture
from blog.pictures.limits import RefusedPictureError


class CheckedImageField(WagtailImageField):
    """Wagtail's field, which by itself decodes before it counts pixels, counts only the first
    frame of an animation, and fails at a truncated picture with an exception.

    The file is rewritten in place without place, time and device: Wagtail keeps that very file
    when another field of its form is wrong.
    """

    def to_python(self, data: Any) -> UploadedFile | None:
        if data and hasattr(data, "read"):
            self.check_image_file_size(data)
            self.examine(data)
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:  # parsers raise what they like
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error

    def check_image_pixel_size(self, image: UploadedFile) -> None:
        """Count those of a drawing: Wagtail would decode twice what `examine` has counted."""
        if image.image.format_name == "svg":
            super().check_image_pixel_size(image)

    def examine(self, file: UploadedFile) -> None:
        """Refuse a file that can't be shown at a bounded price, else clean it."""
        extension = PurePath(file.name).suffix.lower()[1:]
        if extension not in self.allowed_image_extensions:
            raise ValidationError(
                self.error_messages["invalid_image_extension"], code="invalid_image_extension"
            )
        file.seek(0)
        data = file.read()
        try:
            kept = examine_picture(data, extension=extension)
        except RefusedPictureError as error:
            raise ValidationError(describe(error), code=error.reason) from error
        if kept != data:
            rewrite(file, kept)
        file.seek(0)


def rewrite(file: UploadedFile, data: bytes) -> None:
    """Replace what an uploaded file holds, in memory or on disk."""
    file.seek(0)
    file.truncate()
    file.write(data)
    file.flush()
    file.size = len(data)
