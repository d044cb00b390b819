"""Defines the blocks of pictures, and of videos: one's own, and those that play elsewhere."""

from collections.abc import Callable, Container

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from blog.blocks.part import PartBlock, invertible_block, label_block, with_target
from blog.html.addresses import host_name, player_url, video_address, web_address
from blog.html.files.videos import CAPTIONS, VIDEO_TYPES, captions_fault, suffix_of, video_fault
from blog.html.site_ids import site_id
from blog.markdown.writing import (
    emphasised,
    escaped,
    gallery,
    in_title,
    joined,
    linked,
    paragraphs,
    pictured,
)
from blog.pictures.placing import picture_placeholder, poster_placeholder

# What no poster tells: most cameras and screens.
USUAL_SIZE = (1280, 720)


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


class EmbedStructValue(blocks.StructValue):
    """The link's address, and the player that may take the link's place."""

    @property
    def address(self) -> str:
        return web_address(self.get("url"))

    @property
    def host(self) -> str:
        return host_name(self.get("url"))

    @property
    def player(self) -> str:
        """The player's address; empty where there is only a link."""
        return player_url(self.get("url"))


class EmbedBlock(PartBlock, blocks.StructBlock):
    """A link that becomes a player when it is followed; until then nothing is asked of anyone."""

    url = blocks.URLBlock(
        label=_("Address"),
        help_text=_("Videos on YouTube and Vimeo play here, anything else stays a link."),
    )
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    caption = blocks.CharBlock(max_length=500, required=False, label=_("Caption"))

    def to_markdown(self, value: EmbedStructValue) -> str:
        title = value.get("title") or value.address
        return joined(linked(title, value.address), emphasised(value.get("caption")))

    class Meta:
        icon = "media"
        label = _("Embed")
        description = _("A video that loads when it is clicked, and is a plain link until then.")
        template = "blog/blocks/embed_block.html"
        value_class = EmbedStructValue
        preview_value = {
            "url": "https://vimeo.com/76979871",
            "title": "A talk in 20 minutes",
            "caption": "Nothing is loaded before the click.",
        }


class VideoStructValue(blocks.StructValue):
    """A video, and what its player is told."""

    @property
    def address(self) -> str:
        """Where the player loads the file from; empty for a file that is none for it."""
        return _address_of(self.get("file"), VIDEO_TYPES)

    @property
    def document(self) -> str:
        """What leads to the file itself."""
        return site_id("document", self["file"].pk) if self.get("file") else ""

    @property
    def media_type(self) -> str:
        return VIDEO_TYPES[suffix_of(self["file"].filename)]

    @property
    def track(self) -> str:
        """Where the captions are loaded from; empty for none."""
        return _address_of(self.get("captions"), (CAPTIONS,))

    @property
    def frame(self) -> SafeString:
        """The attributes that name it, and hold free the place of its poster, which is a still."""
        poster = self.get("poster")
        width, height = (poster.width, poster.height) if poster else USUAL_SIZE
        attributes = 'width="{}" height="{}" aria-label="{}" {}'
        title = self.get("title") or ""
        return format_html(attributes, width, height, title, poster_placeholder(poster))


class VideoBlock(PartBlock, blocks.StructBlock):
    """A video file of the site's own; nothing but its head is loaded before a reader plays it."""

    title = blocks.CharBlock(max_length=200, label=_("Title"))
    file = DocumentChooserBlock(
        label=_("Video file"), help_text=_("A document that ends in .mp4 or .webm.")
    )
    poster = ImageChooserBlock(
        required=False,
        label=_("Poster"),
        help_text=_("A picture of the video, in its shape: it is shown until a reader plays it."),
    )
    captions = DocumentChooserBlock(
        required=False,
        label=_("Captions"),
        help_text=_("A document that ends in .vtt (WebVTT): what is said, for who cannot hear it."),
    )
    text = blocks.TextBlock(
        required=False,
        max_length=2_000,
        rows=3,
        label=_("Text"),
        help_text=_("What there is to see, for who cannot see it, for feeds and for the search."),
    )

    def clean(self, value: VideoStructValue) -> VideoStructValue:
        value = super().clean(value)
        if not self.is_deferred_validation:
            faults = {
                "file": _fault_of(value.get("file"), video_fault),
                "captions": _fault_of(value.get("captions"), captions_fault),
            }
            errors = {name: ValidationError(each) for name, each in faults.items() if each}
            if errors:
                raise StructBlockValidationError(errors)
        return value

    def get_context(self, value: VideoStructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        if value.address and not value.track:
            context["manuscript"].problem("captions", value.get("title") or "")
        return context

    def to_markdown(self, value: VideoStructValue) -> str:
        """Return the poster as a link to the file, whose title is the text; behind it captions."""
        title, text = value.get("title"), value.get("text")
        poster, file, captions = (value.get(name) for name in ("poster", "file", "captions"))
        picture = f"![{escaped(title)}]({site_id('image', poster.pk)})" if poster else ""
        track = linked("Captions", site_id("document", captions.pk)) if captions else ""
        if file is None:
            return joined(picture or paragraphs(title), track, paragraphs(text))
        # As an entity, since an empty line would end the paragraph.
        words = "&#10;".join(map(in_title, (text or "").splitlines()))
        end = f' "{words}")' if words else ")"
        link = f"[{picture or escaped(title or file.title)}]({value.document}{end}"
        return f"{link} {track}".strip()

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video file of your own, with its poster and captions.")
        template = "blog/blocks/video_block.html"
        value_class = VideoStructValue
        preview_value = {
            "title": "A second and a half",
            "text": "Requests queue while the server is frozen, and leave when it wakes.",
        }


def _address_of(file: AbstractDocument | None, suffixes: Container[str]) -> str:
    if file is None or suffix_of(file.filename) not in suffixes:
        return ""
    return video_address(file.pk, file.filename)


def _fault_of(
    file: AbstractDocument | None, fault: Callable[[str, bytes], str | Promise]
) -> str | Promise:
    """Return what is wrong with a document, none for none."""
    if not file:
        return ""
    try:
        with file.open_file() as opened:
            return fault(file.filename, opened.read())
    except OSError:
        return _("The file cannot be read.")
