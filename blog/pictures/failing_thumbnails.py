"""Keeps lists of images alive when one of them can't be shown, whatever its decoder raises.

Wagtail shows a placeholder for a file that is missing (`SourceImageIOError`) and a server error
for one that is there and broken; its chooser does so for both. Undo when
`tests/upstream/test_failing_thumbnails.py` fails.
"""

import logging
from functools import wraps
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.staticfiles import versioned_static
from wagtail.images.exceptions import InvalidFilterSpecError, UnknownOutputImageFormatError
from wagtail.images.models import AbstractImage, Filter, SourceImageIOError
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.images.views.chooser import ImageChosenResponseMixin

logger = logging.getLogger(__name__)

run = Filter.run


@wraps(run)
def run_or_say(filter: Filter, image: AbstractImage, *args: Any, **kwargs: Any) -> Any:
    """Stand in for `Filter.run`; raise `SourceImageIOError` for all that a file is to blame for."""
    try:
        return run(filter, image, *args, **kwargs)
    except (SourceImageIOError, InvalidFilterSpecError, UnknownOutputImageFormatError):
        raise
    except Exception as error:  # decoders raise what they like
        logger.warning("Image %s can't be made in %s: %r", image.pk, filter.spec, error)
        raise SourceImageIOError(f"Image {image.pk} can't be shown.") from error


def chosen_response_data(
    view: ImageChosenResponseMixin, image: AbstractImage, preview_image_filter: str = "max-165x165"
) -> dict[str, Any]:
    """Stand in for the chooser's answer: its preview may be missing."""
    preview = get_rendition_or_not_found(image, preview_image_filter)
    return {
        **super(ImageChosenResponseMixin, view).get_chosen_response_data(image),
        "preview": {"url": preview.url, "width": preview.width, "height": preview.height},
        "default_alt_text": image.default_alt_text,
    }


def placeholder_style() -> SafeString:
    """Return the tag of the style sheet that shows Wagtail's placeholder."""
    url = versioned_static("blog/failing_thumbnails.css")
    return format_html('<link rel="stylesheet" href="{}">', url)


def install() -> None:
    Filter.run = run_or_say
    ImageChosenResponseMixin.get_chosen_response_data = chosen_response_data
