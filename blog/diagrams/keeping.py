"""Has the diagrams of a body drawn, and puts the drawings into the library."""

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
    no drawing. All are drawn before the first is kept, which takes the database's lock.
    """
    diagrams = {place: child.value for place, child in enumerate(body) if child.block_type == BLOCK}
    drawings, errors = {}, {}
    for place, value in diagrams.items():
        try:
            if svg := _drawn(value):
                drawings[place] = svg
        except ValidationError as error:
            errors[place] = error
    for place, svg in drawings.items():
        diagrams[place].take(_kept(svg, diagrams[place].title, user))
    return errors


def _drawn(value: StructValue) -> bytes:
    """Return the drawing that a diagram lacks, nothing for one that lacks none."""
    if not value.get("alt_text"):
        message = _("Say in words what the diagram shows, for those who do not see it.")
        raise ValidationError(message, code="required")
    if value.is_drawn or not can_draw():
        return b""
    try:
        return draw(value.source)
    except UndrawableError as error:
        message = _("Graphviz cannot draw this: %s") % error
        raise ValidationError(message, code="diagram") from error


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
