"""Finds the icon of a site in the sizes and formats that browsers ask for."""

from dataclasses import dataclass

from wagtail.images.models import AbstractImage

from blog.pictures.renditions import find_renditions, preset_specs


@dataclass(frozen=True)
class SiteIcon:
    """The addresses of an icon: for tabs, for telephones (empty for none) and large.

    Each is of `media_type`; `sizes` says how large the last is, as HTML does.
    """

    tab_url: str
    touch_url: str
    url: str
    media_type: str
    sizes: str


def site_icon(image: AbstractImage) -> SiteIcon | None:
    """Return an image as an icon; None while its sizes are not made yet."""
    if image.is_svg():
        url = image.file.url
        return SiteIcon(url, "", url, "image/svg+xml", "any")
    specs = preset_specs("icon")
    found = find_renditions(image, specs)
    if len(found) < len(specs):
        return None
    tab, touch, large = (found[spec] for spec in specs)
    # A small original is not enlarged.
    return SiteIcon(tab.url, touch.url, large.url, "image/png", f"{large.width}x{large.height}")
