"""Describes a body to Wagtail's API: what it takes for one, and what it answers."""

from typing import Any, Literal

from django.db.models import Field, Model
from ninja import Schema
from wagtail.api.v3.schemas.generators.read import FieldSchema
from wagtail.api.v3.schemas.generators.write import InputFieldSchema, InputSchemaGenerator

from blog.exporting.post_text import body_text
from blog.html.site_ids import site_id
from blog.markdown_version.texts import body_text as public_text
from home.api.sent.texts import OWN


class BlockSchema(Schema):
    """A block as a row of the body holds it."""

    model_config = {"extra": "forbid"}

    type: str
    value: Any = None
    id: str | None = None


class TextSchema(Schema):
    """A text that the importer reads.

    `db_markdown` is what this API answers, `markdown` may be of any dialect. `files` holds the
    pictures that it names, by their paths, in base64; others are named `image:12`, as the library
    numbers them.
    """

    model_config = {"extra": "forbid"}

    format: Literal["db_markdown", "markdown", "notebook"]
    content: str | dict[str, Any]
    files: dict[str, str] = {}


# A text by itself is a notebook's JSON.
SentBody = list[BlockSchema] | TextSchema | str


def sent_body(_generator: InputSchemaGenerator, _field: Field) -> InputFieldSchema:
    """Return what a body may be written as."""
    return SentBody, []


def told_body(_generator: object, field: Field) -> FieldSchema:
    """Return what a body is answered as, and how it is found."""
    name = field.name

    def resolve(page: Model, context: dict[str, Any]) -> Any:
        request = context["request"]
        if not request.user.is_authenticated:
            # Its blocks hold what readers are not shown, such as comments in HTML.
            return {"format": "markdown", "content": public_text(page)}
        body = getattr(page, name)
        match request.GET.get("rich_text_format"):
            case "db_markdown":
                return {"format": OWN, "content": body_text(body, site_id)}
            case "markdown" | "html":
                return {"format": "markdown", "content": public_text(page)}
        return body.stream_block.get_prep_value(body)

    return Any, None, staticmethod(resolve)
