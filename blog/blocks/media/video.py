"""Defines the block of a video file of the site's own."""

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
from wagtail.images.blocks import ImageChooserBlock

from blog.blocks.part import PartBlock
from blog.html.addresses import video_address
from blog.html.files.videos import CAPTIONS, VIDEO_TYPES, captions_fault, suffix_of, video_fault
from blog.html.site_ids import site_id
from blog.markdown.writing import escaped, in_title, joined, linked, paragraphs
from blog.pictures.placing import poster_placeholder

# Without a poster: the width and height of most cameras and screens.
USUAL_SIZE = (1280, 720)


class VideoStructValue(blocks.StructValue):
    """A video, and what its player is told."""

    @property
    def address(self) -> str:
        """Where the player loads the file from; empty for one that is no video by its name."""
        return _address_of(self.get("file"), VIDEO_TYPES)

    @property
    def document(self) -> str:
        """The file itself, by its id (`document:5`); empty for none."""
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
        """The attributes of its element: its size and name, and its poster."""
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
    """Return what `fault` finds wrong with a document; empty for nothing, or for no document."""
    if not file:
        return ""
    try:
        with file.open_file() as opened:
            return fault(file.filename, opened.read())
    except OSError:
        return _("The file cannot be read.")
