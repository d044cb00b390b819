"""Defines the callout: a box that steps out of the text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.blocks.part import PartBlock, WordChoiceBlock
from blog.blocks.text import RichTextBlock
from blog.html.sanitising import callout_classes
from blog.markdown.writing import escaped, joined, quoted

# GitHub's five kinds of alert.
KINDS = [
    ("note", _("Note")),
    ("tip", _("Tip")),
    ("important", _("Important")),
    ("warning", _("Warning")),
    ("caution", _("Caution")),
]


class CalloutStructValue(blocks.StructValue):
    """A callout's kind and its name."""

    @property
    def shown_kind(self) -> str:
        """One of the five; whatever else was stored counts as a note."""
        kind = self.get("kind")
        return kind if kind in dict(KINDS) else "note"

    @property
    def classes(self) -> str:
        return callout_classes(self.shown_kind)

    @property
    def label(self) -> str:
        return str(dict(KINDS)[self.shown_kind])


class CalloutBlock(PartBlock, blocks.StructBlock):
    """A short text at the side of the argument, shown as Markdown's alerts are."""

    kind = WordChoiceBlock(choices=KINDS, default="note", label=_("Kind"))
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    body = RichTextBlock(
        features=[
            "bold",
            "italic",
            "code",
            "link",
            "document-link",
            "ol",
            "ul",
            "math",
            "footnote",
        ],
        label=_("Text"),
    )

    def to_markdown(self, value: CalloutStructValue) -> str:
        title = escaped(value.get("title"))
        body = self.child_blocks["body"].to_markdown(value["body"])
        parts = joined(title and f"**{title}**", body)
        # An alert without a text would be a quote of its kind.
        return quoted(f"[!{value.shown_kind.upper()}]\n{parts}") if parts else ""

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("A note, tip, warning or the like, beside a coloured rule.")
        template = "blog/blocks/callout_block.html"
        value_class = CalloutStructValue
        label_format = "{kind}: {title}"
        preview_value = {
            "kind": "tip",
            "title": "Keep the seed",
            "body": "<p>Write it into the results: a run that cannot be repeated is a rumour.</p>",
        }
