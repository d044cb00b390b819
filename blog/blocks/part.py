"""Gives every block of a body what they share: rendering, tidy text, captions and labels."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.rich_text import RichText

from blog.document.labels import LABEL
from blog.html.tidying import tidied
from blog.rendering.build import build_parts
from blog.rendering.resolve import resolve_document


class PartBlock(blocks.Block):
    """A block that renders into the manuscript of its body, or as a body of its own.

    Alone it stands in the chooser's preview and wherever a template includes a single block.
    """

    def clean(self, value: Any) -> Any:
        # Before it is checked: a browser's line ends would count twice.
        return super().clean(_tidied_value(value))

    def render(self, value: Any, context: dict | None = None) -> SafeString:
        if context and "manuscript" in context:
            return super().render(value, context=context)
        return resolve_document(build_parts([self.bind(value)])).html


class WordChoiceBlock(blocks.ChoiceBlock):
    """A choice that is stored as a word, which Wagtail need not look up among all that there are.

    It does so at each reading, and takes the labels for words of the page.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"search_index": False, **kwargs})

    def normalize_choice(self, value: Any) -> Any:
        return value if isinstance(value, str) else super().normalize_choice(value)


class AddedListBlock(blocks.ListBlock):
    """A list that a block was given later: a form that was open over that upgrade lacks it."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        if f"{prefix}-count" not in data:
            return self.get_default()
        return super().value_from_datadict(data, files, prefix)


def _tidied_value(value: Any) -> Any:
    """Return a block's value with all its text tidied; one that holds others changes in place."""
    match value:
        case str():
            return tidied(value)
        case RichText():
            return RichText(tidied(value.source))
        case blocks.StructValue():
            value.update({name: _tidied_value(child) for name, child in value.items()})
        case TypedTable():
            value.caption = _tidied_value(value.caption)
            for column in value.columns:
                column["heading"] = _tidied_value(column["heading"])
            for row in value.row_data:
                row["values"] = [_tidied_value(cell) for cell in row["values"]]
        case ListValue():
            for child in value.bound_blocks:
                child.value = _tidied_value(child.value)
    return value


def with_target(context: dict, kind: str, value: blocks.StructValue) -> dict:
    """Return a context with an item's placeholders, where it has a caption or a label."""
    label, caption = value.get("label") or "", value.get("caption") or ""
    if label or caption:
        context["target"] = context["manuscript"].target(kind, label=label, caption=caption)
    return context


def label_block(example: str, shown: str | Promise) -> blocks.CharBlock:
    """Return the field that names an item for references.

    It shows an example of a label with its kind's prefix, and what a reference to it becomes.
    """
    wrong = format_lazy(_("Write a label such as {label}."), label=example)
    explained = _(
        "For references: a label {label} is referred to by [@{label}], which becomes {shown}."
    )
    return blocks.CharBlock(
        required=False,
        max_length=64,
        validators=[RegexValidator(rf"^{LABEL}\Z", wrong)],
        label=_("Label"),
        help_text=format_lazy(explained, label=example, shown=shown),
    )


def invertible_block() -> blocks.BooleanBlock:
    """Return the field that has a drawing turn at night."""
    return blocks.BooleanBlock(
        required=False,
        label=_("Invert at night"),
        help_text=_(
            "For drawings on a light ground: in the dark scheme light and dark change places,"
            " colours stay."
        ),
    )
