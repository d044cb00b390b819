"""Lists what Wagtail 8.0's API gets wrong, and mends it from outside, each for as long as it does.

`tests/upstream/test_api.py` shows each fault on the stock thing; a test there that fails says that
its line here can go. What a request may not hold at all is refused in `readable`, `shapes` and
`undocumented`, before Wagtail sees it.
"""

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponse
from wagtail.api.v3.schemas import base, pages

from blog.blocks.body_field import BodyField
from home.api.problems import refusal
from home.api.sent.bodies import sent_body, told_body

# The input of pages, from which the generated schemas of all page types are made.
_INPUTS = (
    base.BaseCreateMetaSchema, base.BaseCreateSchema, base.BaseUpdateMetaSchema,
    base.BaseUpdateSchema, pages.PageCreateMetaSchema, pages.PageCreateBaseSchema,
    pages.PageUpdateMetaSchema, pages.PageUpdateBaseSchema,
)  # fmt: skip


def mend_schemas() -> None:
    """Have schemas refuse unknown fields, and know a body; before any is made of a model."""
    from wagtail.api.v3.schemas import create_generator, patch_generator, read_generator

    for schema in _INPUTS:
        schema.model_config["extra"] = "forbid"
        schema.model_rebuild(force=True)
    for generator in (create_generator, patch_generator):
        generator.register_field_schema(BodyField, sent_body)
    read_generator.register_field_schema(BodyField, told_body)


def mend_routers() -> None:
    """Have the routers show what is public here, and refuse a filter that no column takes."""
    from wagtail.api.v3.api import api
    from wagtail.api.v3.routers import pages as routes

    from home.api.visibility import shown_pages

    routes.get_pages_queryset = shown_pages
    for fault in (OverflowError, FieldDoesNotExist):
        api.add_exception_handler(fault, _unfit_filter)


def _unfit_filter(request: HttpRequest, error: Exception) -> HttpResponse:
    """Refuse a date that UTC has none of, or `pk`, which pages are said to have."""
    return refusal(422, str(error), place=["query"])
