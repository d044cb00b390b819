"""Blocks of pictures."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class FigureBlock(blocks.StructBlock):
    """An image with its alternative text (or marked decorative) and a caption."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(max_length=500, required=False, label=_("Caption"))
    is_wide = blocks.BooleanBlock(
        required=False, label=_("Wide"), help_text=_("Step out of the text column.")
    )

    class Meta:
        icon = "image"
        label = _("Figure")
        description = _("A picture with a caption, sized for every screen.")
        template = "blog/blocks/figure_block.html"
        preview_template = "blog/blocks/figure_block_preview.html"
        preview_value = {"caption": "Loss over 40 epochs.", "is_wide": False}
