"""Makes the renditions of images, one at a time, in the task process."""

import logging
from collections.abc import Iterable, Sequence
from io import BytesIO

from django.db import InterfaceError, OperationalError
from wagtail.images.models import AbstractImage, Filter

from blog.document.document import Picture
from blog.pictures.placing import fetch_images
from blog.pictures.renditions import (
    AVIF,
    LOSSLESS,
    SMALL_PRESETS,
    find_renditions,
    is_shown_as_it_is,
    missing_specs,
    preset_specs,
)

# A drawing without loss, at up to 1,920 pixels, may cost so many times its AVIF at 1,280.
WORTH = 1.5
TRIAL = f"width-1280|{AVIF}"
# What a camera or a lossy tool wrote has nothing left to keep.
LOSSY_FILES = (".jpg", ".jpeg")

logger = logging.getLogger(__name__)


def make_body_pictures(pictures: Sequence[Picture]) -> int:
    """Make what is missing of the renditions of a body's images; return how many were made."""
    images = fetch_images(pictures)
    return sum(
        make_renditions(images[each.image_id], _body_specs(images[each.image_id], each.shape))
        for each in pictures
        if each.image_id in images
    )


def make_presets(image: AbstractImage, presets: Iterable[str]) -> int:
    """Make what an image lacks to be shown in some presets outside a body; return how many."""
    return make_renditions(image, [spec for preset in presets for spec in preset_specs(preset)])


def make_renditions(image: AbstractImage, specs: Iterable[str]) -> int:
    """Make those of an image's renditions that are missing; return how many were made.

    Not several at once, as Wagtail would: each holds the decoded original, and readers need
    the other cores. What can't be made is logged, and the original goes on standing in.
    """
    made = 0
    try:
        for spec in missing_specs(image, specs):
            image.get_rendition(spec)
            made += 1
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # encoders raise what they like, and other images wait
        logger.exception("Image %s can't be made in all its sizes.", image.pk)
    return made


def _body_specs(image: AbstractImage, preset: str) -> list[str]:
    """Return what an image is shown in within a body; which kind it is was decided once.

    In the text a drawing has its lossless rendition and nothing else, any other image has AVIF.
    """
    specs = preset_specs(preset)
    if preset in SMALL_PRESETS:
        return specs
    if is_shown_as_it_is(image) or LOSSLESS in (found := find_renditions(image, [LOSSLESS, TRIAL])):
        return []
    if TRIAL not in found and _is_drawing(image):
        return [LOSSLESS]
    return specs


def _is_drawing(image: AbstractImage) -> bool:
    """Tell whether an image is best kept without loss, as plots and screenshots often are."""
    if image.file.name.lower().endswith(LOSSY_FILES):
        return False
    try:
        lossless, lossy = (_trial_size(image, spec) for spec in (LOSSLESS, TRIAL))
    except Exception:  # logged when the renditions are made
        return False
    return lossless <= WORTH * lossy


def _trial_size(image: AbstractImage, spec: str) -> int:
    output = BytesIO()
    Filter(spec=spec).run(image, output)
    return len(output.getvalue())
