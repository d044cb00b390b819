"""Adds two styles to the visual editor: text that is LaTeX, text that is a footnote."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from blog.markdown.rich_text import stored_attribute

STYLES = {
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
    """Register the styles, stored as `<span data-math>` and `<span data-footnote>`."""
    for name, style in STYLES.items():
        features.register_editor_plugin("draftail", name, InlineStyleFeature(style))
        attribute = stored_attribute(name)
        span = {"element": "span", "props": {attribute: ""}}
        rule = {
            "from_database_format": {
                f"span[{attribute}]": InlineStyleElementHandler(style["type"])
            },
            "to_database_format": {"style_map": {style["type"]: span}},
        }
        features.register_converter_rule("contentstate", name, rule)
