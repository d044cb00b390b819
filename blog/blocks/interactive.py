"""Defines the block of a figure that readers can set going: a file of HTML behind its picture."""

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from blog.blocks.part import PartBlock, invertible_block
from blog.html.addresses import frame_address
from blog.html.files.self_contained import export_line, loads_from_elsewhere
from blog.html.sanitising import INVERTED
from blog.html.site_ids import site_id
from blog.markdown.writing import in_title, joined, linked, paragraphs, pictured
from blog.pictures.placing import picture_placeholder

MAX_BYTES = 12 * 1024 * 1024
SUFFIX = "html"


class InteractiveStructValue(blocks.StructValue):
    """A figure, and the frame that its file is shown in."""

    @property
    def picture(self) -> SafeString:
        is_inverted = bool(self.get("is_inverted"))
        return picture_placeholder(self.get("image"), "text", is_inverted=is_inverted)

    @property
    def frame(self) -> str:
        """Where the frame loads the file from; empty for a file that is none for it."""
        file = self.get("file")
        is_page = bool(file) and file.file_extension == SUFFIX
        return frame_address(file.pk, file.filename) if is_page else ""


class InteractiveBlock(PartBlock, blocks.StructBlock):
    """A figure whose scripts run once a reader asks for it, apart from the page."""

    title = blocks.CharBlock(max_length=200, label=_("Title"))
    image = ImageBlock(label=_("Picture"), help_text=_("Shown until a reader starts the figure."))
    text = blocks.TextBlock(
        required=False,
        max_length=2_000,
        rows=2,
        label=_("Text"),
        help_text=_("What there is to see, for readers of feeds and for the search."),
    )
    file = DocumentChooserBlock(
        label=_("HTML file"),
        help_text=_("A document that ends in .html and loads nothing from elsewhere."),
    )

    is_inverted = invertible_block()

    def clean(self, value: InteractiveStructValue) -> InteractiveStructValue:
        value = super().clean(value)
        file = value.get("file")
        if file and not self.is_deferred_validation and (fault := file_fault(file)):
            error = ValidationError(fault, code="not_self_contained")
            raise StructBlockValidationError({"file": error})
        return value

    def to_markdown(self, value: InteractiveStructValue) -> str:
        """Return the picture as a link to the file; their titles are the block's text and title."""
        file, image, title = value.get("file"), value.get("image"), in_title(value.get("title"))
        is_inverted = bool(value.get("is_inverted"))
        if file is None or image is None or not title:
            link = linked(title, site_id("document", file.pk)) if file else paragraphs(title)
            return joined(
                pictured(image, is_inverted=is_inverted), link, paragraphs(value.get("text"))
            )
        # As an entity, since an empty line would end the paragraph.
        text = "&#10;".join(map(in_title, (value.get("text") or "").splitlines()))
        picture = pictured(image).removesuffix(")") + (f' "{text}")' if text else ")")
        picture += f"{{.{INVERTED}}}" if is_inverted else ""
        return f'[{picture}]({site_id("document", file.pk)} "{title}")'

    class Meta:
        icon = "media"
        label = _("Interactive figure")
        description = _("A chart of Plotly, Bokeh or Altair behind its picture.")
        template = "blog/blocks/interactive_block.html"
        value_class = InteractiveStructValue
        preview_value = {"title": "Loss over time", "text": "Point at a curve to read its values."}


def file_fault(file: object) -> str:
    """Return what is wrong with a document that a frame shall show; empty for nothing."""
    if file.file_extension != SUFFIX:
        return gettext("Choose a document that ends in .html.")
    if (file.file_size or 0) > MAX_BYTES:
        return gettext("This file is over 12 MB: show fewer points.")
    try:
        with file.open_file() as opened:
            html = opened.read().decode("utf-8", "replace")
    except OSError:
        return gettext("The file cannot be read.")
    loads = loads_from_elsewhere(html)
    if not loads:
        return ""
    text = gettext("This file loads %(address)s. Export it with all it needs: %(line)s")
    return text % {"address": loads[0], "line": export_line(html)}
