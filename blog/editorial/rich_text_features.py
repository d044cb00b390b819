"""Marks of the visual editor: text that is LaTeX, text that is a footnote."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

MARKS = {
    "math": {
        "type": "MATH",
        "icon": "formula",
        "description": _("Formula (LaTeX)"),
        "style": {"fontFamily": "monospace", "backgroundColor": "rgba(120, 140, 200, 0.25)"},
    },
    "footnote": {
        "type": "FOOTNOTE",
        "icon": "superscript",
        "description": _("Footnote: the marked text becomes a note"),
        "style": {"fontSize": "0.85em", "borderBottom": "1px dashed"},
    },
}


def register_rich_text_features(features: FeatureRegistry) -> None:
    """Register the marks; they are kept as `<span data-math>` and `<span data-footnote>`."""
    for name, mark in MARKS.items():
        features.register_editor_plugin("draftail", name, InlineStyleFeature(mark))
        span = {"element": "span", "props": {f"data-{name}": ""}}
        rule = {
            "from_database_format": {f"span[data-{name}]": InlineStyleElementHandler(mark["type"])},
            "to_database_format": {"style_map": {mark["type"]: span}},
        }
        features.register_converter_rule("contentstate", name, rule)
