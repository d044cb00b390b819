"""Defines the diagram: a Graphviz source, and the drawing of it that readers see."""

from django import forms
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage

from blog.blocks.code import VerbatimBlock
from blog.blocks.part import PartBlock, label_block, with_target
from blog.diagrams.source import MAX_SOURCE, digest_of
from blog.document.code.listing import render_code
from blog.markdown.syntax.diagrams import diagram_fence
from blog.markdown.writing import joined, pictured
from blog.pictures.placing import picture_placeholder


class MarkBlock(blocks.CharBlock):
    """What a block remembers of itself; no editor sees it."""

    @cached_property
    def field(self) -> forms.CharField:
        field = super().field
        field.widget = forms.HiddenInput()
        return field


class DiagramStructValue(blocks.StructValue):
    """A diagram's drawing, and whether that is one of its source."""

    @property
    def source(self) -> str:
        return self.get("source") or ""

    @property
    def title(self) -> str:
        """What its drawing is called in the library."""
        return self.get("caption") or self.get("alt_text") or gettext("Diagram")

    @property
    def image(self) -> AbstractImage | None:
        """The drawing, with the words for those who do not see it."""
        image = self.get("drawing")
        if image is not None:
            image.contextual_alt_text, image.decorative = self.get("alt_text") or "", False
        return image

    @property
    def picture(self) -> SafeString:
        # What Graphviz draws has a light ground.
        preset = "wide" if self.get("is_wide") else "text"
        return picture_placeholder(self.image, preset, is_inverted=True)

    @property
    def listing(self) -> SafeString:
        """The source, in the place of a drawing."""
        return render_code(self.source, "graphviz") if self.source.strip() else SafeString("")

    @property
    def is_drawn(self) -> bool:
        """Whether there is a drawing, and none of another source."""
        return self.get("drawing") is not None and self.get("drawn_from") in ("", None, self._mark)

    @property
    def _mark(self) -> str:
        image = self.get("drawing")
        return f"{image.pk if image else ''}:{digest_of(self.source)}"

    def take(self, image: AbstractImage) -> None:
        """Have a drawing of the source."""
        self["drawing"] = image
        self["drawn_from"] = self._mark

    def note_choice(self) -> None:
        """Take a drawing that was not there before for one of the source as it is now."""
        image, (known, _sign, _digest) = self.get("drawing"), self._known
        if image is not None and known != str(image.pk):
            self["drawn_from"] = self._mark

    @property
    def _known(self) -> tuple[str, str, str]:
        return (self.get("drawn_from") or "").partition(":")


class DiagramBlock(PartBlock, blocks.StructBlock):
    """A diagram, drawn here where Graphviz is installed, else by the editor."""

    source = VerbatimBlock(
        rows=8,
        max_length=MAX_SOURCE,
        label=_("Graphviz source"),
        help_text=_("In the language DOT; it is drawn when this is published or submitted."),
    )
    drawing = ImageChooserBlock(
        required=False,
        label=_("Drawing"),
        help_text=_("An SVG made of this source, where the server does not draw it."),
    )
    # The form asks for it; what comes from files may lack it.
    alt_text = blocks.CharBlock(
        max_length=255,
        required=False,
        label=_("Alternative text"),
        help_text=_("What the diagram says, in words."),
    )
    caption = blocks.CharBlock(max_length=500, required=False, label=_("Caption"))
    is_wide = blocks.BooleanBlock(
        required=False, label=_("Wide"), help_text=_("Step out of the text column.")
    )
    label = label_block("fig:flow", _("Figure 1"))
    drawn_from = MarkBlock(required=False, max_length=40, search_index=False)

    def clean(self, value: DiagramStructValue) -> DiagramStructValue:
        value = super().clean(value)
        value.note_choice()
        return value

    def get_context(self, value: DiagramStructValue, parent_context: dict | None = None) -> dict:
        context = with_target(super().get_context(value, parent_context), "figure", value)
        if value.get("drawing") is None:
            context["manuscript"].problem("undrawn", value.title)
        elif not value.is_drawn:
            context["manuscript"].problem("outdated", value.title)
        if not value.get("alt_text"):
            context["manuscript"].problem("alt", value.title)
        return context

    def to_markdown(self, value: DiagramStructValue) -> str:
        image = value.image
        caption, label = value.get("caption") or "", value.get("label") or ""
        alt = value.get("alt_text") or ""
        fence = diagram_fence(
            value.source, label=label, caption=caption, alt=alt, is_beside_picture=image is not None
        )
        return joined(fence, pictured(image, caption) if image or not fence else "")

    class Meta:
        icon = "site"
        label = _("Diagram")
        description = _("Boxes and arrows, kept as the Graphviz source they are drawn from.")
        template = "blog/blocks/diagram_block.html"
        value_class = DiagramStructValue
        form_layout = BlockGroup(
            children=["source", "drawing", "alt_text", "caption", "drawn_from"],
            settings=["is_wide", "label"],
        )
        preview_value = {
            "source": "digraph { rankdir=LR; data -> model -> service; service -> data }",
            "alt_text": "Data trains a model, which a service runs; its logs become data.",
            "caption": "The loop that has to be closed.",
        }
