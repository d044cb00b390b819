"""Defines the code block, and the field that keeps a text's first indent."""

from collections.abc import Iterator

from django import forms
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from blog.blocks.part import AddedListBlock, PartBlock, WordChoiceBlock, label_block
from blog.blocks.text import RichTextBlock
from blog.document.code.highlighting import LANGUAGES, PLAIN
from blog.document.code.line_numbers import note_faults, read_lines
from blog.document.code.listing import WIDTHS, CodeListing
from blog.document.manuscript import Manuscript
from blog.html.placeholder import own_paragraph
from blog.html.terminal_output import plain_output
from blog.markdown.rich_text import render_rich_text
from blog.markdown.writing import fenced, joined, numbered_list


class VerbatimBlock(blocks.TextBlock):
    """A text kept as it was typed, its first indent too."""

    @cached_property
    def field(self) -> forms.CharField:
        field = super().field
        field.strip = False
        field.widget.attrs["class"] += " w-font-mono"
        return field


class CodeStructValue(blocks.StructValue):
    """A block's code and how it is shown."""

    @property
    def listing(self) -> CodeListing:
        return CodeListing(
            code=self["code"] or "",
            language=self["language"] or PLAIN,
            file_name=self.get("file_name") or "",
            lines=self.get("lines") or "",
            is_numbered=bool(self.get("is_numbered")),
            output=plain_output(self.get("output")),
            caption=self.get("caption") or "",
            width=self.get("width") or "",
            is_open=bool(self.get("is_open")),
            tabs=self.get("tabs") or "",
            notes=len(self.get("notes") or ()),
        )


class CodeBlock(PartBlock, blocks.StructBlock):
    """A code listing in one language, highlighted on the server."""

    language = WordChoiceBlock(choices=LANGUAGES, default=PLAIN, label=_("Language"))
    code = VerbatimBlock(rows=8, label=_("Code"))
    file_name = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("File name"),
        help_text=_("Shown as a tab, in place of the language."),
    )
    lines = blocks.CharBlock(
        required=False,
        max_length=100,
        validators=[read_lines],
        label=_("Highlighted lines"),
        help_text=_("Numbers and ranges, such as 1,3-5."),
    )
    is_numbered = blocks.BooleanBlock(
        required=False,
        label=_("Line numbers"),
        help_text=_("They stay behind when code is copied."),
    )
    output = VerbatimBlock(
        required=False, rows=2, label=_("Output"), help_text=_("What the code prints.")
    )
    caption = blocks.CharBlock(required=False, max_length=500, label=_("Caption"))
    notes = AddedListBlock(
        RichTextBlock(
            features=["bold", "italic", "code", "link", "document-link", "math"], label=_("Note")
        ),
        required=False,
        default=[],
        label=_("Notes on lines"),
        help_text=_("The first is for the lines that end in a comment # <1>, and so on."),
    )
    width = WordChoiceBlock(
        choices=list(zip(WIDTHS, (_("Text column"), _("Wide")), strict=True)),
        required=False,
        label=_("Width"),
        help_text=_("Left empty, as wide as its lines."),
    )
    is_open = blocks.BooleanBlock(
        required=False,
        label=_("Show all lines"),
        help_text=_("Listings of more than 30 lines fold otherwise."),
    )
    tabs = blocks.CharBlock(
        required=False,
        max_length=40,
        label=_("Tabs"),
        help_text=_(
            "Code blocks that follow each other with the same word here become tabs, each named by"
            " its file name or language."
        ),
    )

    label = label_block("lst:train", _("Listing 1"))

    def get_context(self, value: CodeStructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        label = value.get("label") or ""
        listing = context["manuscript"].code_listing(value.listing, label=label, is_whole=True)
        context["paragraph"] = own_paragraph(listing)
        number = context["manuscript"].last_number
        context["notes"] = list(self._notes_html(value, context["manuscript"], number))
        for each in note_faults(value.listing.code, value.listing.notes):
            context["manuscript"].problem("line_note", each)
        return context

    def _notes_html(
        self, value: CodeStructValue, manuscript: Manuscript, listing: int
    ) -> Iterator[str]:
        """Yield the safe HTML of the notes, each with the placeholder of its number."""
        for place, note in enumerate(value.get("notes") or (), start=1):
            html = render_rich_text(note, manuscript)
            yield mark_safe(f"{manuscript.line_note(listing, place)}{html}")

    def to_markdown(self, value: CodeStructValue) -> str:
        listing = value.listing
        output = fenced(listing.output, "text")
        label = value.get("label")
        info = f"{listing.info} {{#{label}}}" if label else listing.info
        note = self.child_blocks["notes"].child_block
        notes = numbered_list(note.to_markdown(each) for each in value.get("notes") or ())
        return joined(fenced(listing.code, info), notes, output)

    class Meta:
        icon = "code"
        label = _("Code")
        description = _("A listing, coloured for its language.")
        template = "blog/blocks/code_block.html"
        value_class = CodeStructValue
        form_layout = BlockGroup(
            children=["language", "code", "notes", "caption"],
            settings=[
                "file_name",
                "lines",
                "is_numbered",
                "output",
                "width",
                "is_open",
                "tabs",
                "label",
            ],
        )
        preview_value = {
            "language": "python",
            "code": "def mean(values: list[float]) -> float:\n    return sum(values) / len(values)",
            "file_name": "statistics.py",
            "lines": "2",
        }
