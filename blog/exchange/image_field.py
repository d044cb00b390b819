"""The field that checks every image before it is decoded, and that it can be."""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image
from wagtail.images.fields import WagtailImageField


class CheckedImageField(WagtailImageField):
    """Wagtail's field, which by itself decodes before it counts pixels, counts only the first
    frame of an animation, and fails at a truncated picture with an exception.
    """

    def to_python(self, data: Any) -> UploadedFile | None:
        if data and hasattr(data, "read"):
            self.check_header(data)
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error

    def check_header(self, file: UploadedFile) -> None:
        """Refuse a file by its size and by the pixels of all frames that its header names."""
        self.check_image_file_size(file)
        file.seek(0)
        pixels = count_pixels(file.read())
        file.seek(0)
        if pixels > self.max_image_pixels:
            raise ValidationError(
                self.error_messages["file_too_many_pixels"]
                % {"num_pixels": pixels, "max_pixels_count": self.max_image_pixels},
                code="file_too_many_pixels",
            )


def count_pixels(data: bytes) -> int:
    """The pixels of all frames, without decoding one; 0 for what Pillow can't open.

    Above twice its own limit Pillow refuses to look, and that is no picture for us either.
    """
    try:
        with Image.open(BytesIO(data)) as image:
            width, height = image.size
            return width * height * getattr(image, "n_frames", 1)
    except Image.DecompressionBombError:
        return 2 * Image.MAX_IMAGE_PIXELS
    except Exception:  # Pillow's parsers raise what they like; Wagtail's own check says so
        return 0
