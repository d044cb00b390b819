"""Has the diagrams of a body drawn, and puts the drawings into the library."""

from collections.abc import Iterator
from hashlib import sha1

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from blog.diagrams.drawing import can_draw, draw
from blog.diagrams.source import UndrawableError
from search.database.columns import fitted

BLOCK = "diagram"


def draw_diagrams(
    body: StreamValue, *, user: AbstractBaseUser | None
) -> dict[int, ValidationError]:
    """Draw those diagrams that have no drawing of their source; return errors by their places.

    One where a diagram lacks its words. Where Graphviz is not, the list of problems names what has
    no drawing.
    """
    return dict(_errors(body, user))


def _errors(
    body: StreamValue, user: AbstractBaseUser | None
) -> Iterator[tuple[int, ValidationError]]:
    for place, child in enumerate(body):
        if child.block_type != BLOCK:
            continue
        if not child.value.get("alt_text"):
            message = _("Say in words what the diagram shows, for those who do not see it.")
            yield place, ValidationError(message, code="required")
        elif can_draw() and not child.value.is_drawn:
            yield from _error_of(place, child.value, user)


def _error_of(
    place: int, value: StructValue, user: AbstractBaseUser | None
) -> Iterator[tuple[int, ValidationError]]:
    try:
        value.take(_kept(draw(value.source), value.title, user))
    except UndrawableError as error:
        message = _("Graphviz cannot draw this: %s") % error
        yield place, ValidationError(message, code="diagram")


def _kept(svg: bytes, title: str, user: AbstractBaseUser | None) -> AbstractImage:
    """Return the library's image of a drawing, a new one unless it is there."""
    model = get_image_model()
    checksum = sha1(svg, usedforsecurity=False).hexdigest()
    if known := model.objects.filter(file_hash=checksum).order_by("pk").first():
        return known
    image = model(title=fitted(title, 255), uploaded_by_user=user)
    image.file = ContentFile(svg, "diagram.svg")
    image.file_size, image.file_hash = len(svg), checksum
    image.save()
    return image
