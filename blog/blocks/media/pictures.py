"""Defines the blocks of pictures: the figure and the gallery."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from blog.blocks.part import PartBlock, invertible_block, label_block, with_target
from blog.markdown.writing import gallery, pictured
from blog.pictures.placing import picture_placeholder


class FigureStructValue(blocks.StructValue):
    """A figure's picture, as wide as it stands."""

    @property
    def picture(self) -> SafeString:
        preset = "wide" if self.get("is_wide") else "text"
        is_inverted = bool(self.get("is_inverted"))
        return picture_placeholder(self.get("image"), preset, is_inverted=is_inverted)


class FigureBlock(PartBlock, blocks.StructBlock):
    """An image with its alternative text (or none, where it only decorates) and a caption."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(max_length=500, required=False, label=_("Caption"))
    is_wide = blocks.BooleanBlock(
        required=False, label=_("Wide"), help_text=_("Step out of the text column.")
    )
    is_inverted = invertible_block()
    label = label_block("fig:curve", _("Figure 1"))

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        return with_target(super().get_context(value, parent_context), "figure", value)

    def to_markdown(self, value: blocks.StructValue) -> str:
        return pictured(
            value.get("image"),
            value.get("caption"),
            value.get("label"),
            is_inverted=value.get("is_inverted"),
        )

    class Meta:
        icon = "image"
        label = _("Figure")
        description = _("A picture with a caption, sized for every screen.")
        template = "blog/blocks/figure_block.html"
        value_class = FigureStructValue
        preview_template = "blog/blocks/figure_block_preview.html"
        preview_value = {"caption": "Loss over 40 epochs.", "is_wide": False}


class GalleryImageStructValue(blocks.StructValue):
    """One picture of a gallery."""

    @property
    def picture(self) -> SafeString:
        is_inverted = bool(self.get("is_inverted"))
        return picture_placeholder(self.get("image"), "gallery", is_inverted=is_inverted)


class GalleryImageBlock(blocks.StructBlock):
    """One picture among others."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(max_length=300, required=False, label=_("Caption"))
    is_inverted = invertible_block()

    class Meta:
        icon = "image"
        label = _("Picture")
        value_class = GalleryImageStructValue


class GalleryBlock(PartBlock, blocks.StructBlock):
    """Pictures to be compared, side by side where there is room."""

    images = blocks.ListBlock(GalleryImageBlock(), min_num=2, max_num=12, label=_("Pictures"))
    caption = blocks.CharBlock(max_length=500, required=False, label=_("Caption for all"))
    label = label_block("fig:samples", _("Figure 1"))

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        return with_target(super().get_context(value, parent_context), "figure", value)

    def to_markdown(self, value: blocks.StructValue) -> str:
        pictures = (
            pictured(each["image"], each["caption"], is_inverted=each.get("is_inverted"))
            for each in value["images"]
        )
        return gallery(pictures, value.get("caption"), value.get("label"))

    class Meta:
        icon = "grid"
        label = _("Gallery")
        description = _("Two to twelve pictures side by side, each with its caption.")
        template = "blog/blocks/gallery_block.html"
        preview_template = "blog/blocks/gallery_block_preview.html"
        preview_value = {
            "images": [{"caption": "Before."}, {"caption": "After."}],
            "caption": "Latency of the same service.",
        }
