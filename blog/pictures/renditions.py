"""Lists the renditions of each preset and finds which of them exist; this module makes none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wagtail.images.models import AbstractImage, AbstractRendition, Filter

AVIF, WEBP, PNG = "format-avif", "format-webp", "format-png"
# All that is made of a drawing: nothing of it is lost, and readers zoom into figures.
LOSSLESS = "width-1920|format-webp-lossless"

# The measure and the columns of `site.css`; what is lazy is sized by the layout where browsers can.
_TEXT_SPACE = "(min-width: 47.5em) 37.5rem, 100vw"


@dataclass(frozen=True)
class Preset:
    """The sizes that an image is made in, ascending, and the space that a browser may expect.

    `kinds` are the formats, the first for browsers that know no other.
    """

    sizes: tuple[str, ...]
    space: str = ""
    kinds: tuple[str, ...] = (WEBP, AVIF)


PRESETS = {
    "text": Preset(("width-640", "width-960", "width-1280"), _TEXT_SPACE),
    "wide": Preset(
        ("width-640", "width-960", "width-1280", "width-1920"),
        f"(min-width: 75em) 56rem, {_TEXT_SPACE}",
    ),
    "gallery": Preset(
        ("width-400", "width-800", "width-1280"),
        "(min-width: 75em) 17rem, (min-width: 36em) 45vw, 100vw",
    ),
    "cover": Preset(("fill-416x234", "fill-832x468", "fill-1280x720")),
    "byline": Preset(("fill-96x96",)),
    "author": Preset(("fill-192x192",)),
    "logo": Preset(("max-320x64",)),
    # Of tabs, of telephones and of what installs the site.
    "icon": Preset(("fill-48x48", "fill-180x180", "fill-512x512"), kinds=(PNG,)),
}
# Those of images in a body.
BODY_PRESETS = ("text", "wide", "gallery")
# Where a drawing has the sizes of any other image.
SMALL_PRESETS = ("gallery",)


@dataclass(frozen=True)
class ShownPicture:
    """An image at the address and size it is shown at, with candidates for srcset by format.

    `webp` and `avif` are empty where there is nothing to choose from.
    """

    url: str
    width: int
    height: int
    webp: str = ""
    avif: str = ""


def preset_specs(preset: str) -> list[str]:
    """Return the specs of the renditions that a preset is shown in, WebP first."""
    chosen = PRESETS[preset]
    return [f"{size}|{kind}" for kind in chosen.kinds for size in chosen.sizes]


def is_shown_as_it_is(image: AbstractImage) -> bool:
    """Tell whether an image has no renditions: a drawing (SVG), or one that may move (GIF)."""
    return image.is_svg() or image.file.name.lower().endswith(".gif")


def shown_picture(image: AbstractImage, preset: str) -> ShownPicture:
    """Return an image in the renditions that exist, else the original.

    A format counts once all sizes of it are there. In a gallery, drawings are small too, until one
    opens all of them.
    """
    whole = [LOSSLESS] if preset in BODY_PRESETS else []
    found = find_renditions(image, [*whole, *preset_specs(preset)])
    webp, avif = (_candidates(found, preset, kind) for kind in (WEBP, AVIF))
    if LOSSLESS in found and not (webp and preset in SMALL_PRESETS):
        return _shown_rendition(found[LOSSLESS])
    if not webp:
        return ShownPicture(image.file.url, image.width, image.height)
    return _shown_rendition(webp[-1], webp=_srcset(webp, preset), avif=_srcset(avif, preset))


def find_renditions(image: AbstractImage, specs: Iterable[str]) -> dict[str, AbstractRendition]:
    """Return those of an image's renditions that exist, by spec; in one query, or none.

    They are looked for in what was prefetched, else in the database.
    """
    if is_shown_as_it_is(image):
        return {}
    found = image.find_existing_renditions(*(Filter(spec=spec) for spec in specs))
    return {wanted.spec: each for wanted, each in found.items()}


def missing_specs(image: AbstractImage, specs: Iterable[str]) -> list[str]:
    """Return the specs that have no rendition yet; none for what is shown as it is."""
    specs = list(specs)
    if is_shown_as_it_is(image):
        return []
    found = find_renditions(image, specs)
    return [spec for spec in specs if spec not in found]


def _candidates(
    found: dict[str, AbstractRendition], preset: str, kind: str
) -> list[AbstractRendition]:
    """Return a format's renditions, each width once; none where one is missing."""
    specs = [f"{size}|{kind}" for size in PRESETS[preset].sizes]
    if not all(spec in found for spec in specs):
        return []
    # A small original is enlarged for none, so that several may have its width.
    return list({found[spec].width: found[spec] for spec in specs}.values())


def _shown_rendition(rendition: AbstractRendition, **srcsets: str) -> ShownPicture:
    return ShownPicture(rendition.url, rendition.width, rendition.height, **srcsets)


def _srcset(renditions: Sequence[AbstractRendition], preset: str) -> str:
    if len(PRESETS[preset].sizes) == 1:
        return ", ".join(each.url for each in renditions)
    return ", ".join(f"{each.url} {each.width}w" for each in renditions)
