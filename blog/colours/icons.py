"""Names our icons and paints them in the accent of a site that chose one."""

from io import BytesIO

from django.templatetags.static import static
from django.urls import reverse
from PIL import Image, ImageChops, ImageColor

from blog.colours.accent import LIGHT, accent_in

# The accent that our icons were drawn in, on light paper.
DRAWN = "#b3361b"
# Of paper, and of ink, red is so much above green; of the accent, so much more.
_LEAST, _REACH = 2, 123


def icon_address(name: str, accent: str) -> str:
    """Return the path of one of our icons; `accent` is `#rrggbb`, or empty for ours."""
    return reverse("site_icon", args=[accent[1:], name]) if accent else static(f"icons/{name}")


def coloured_icon(name: str, content: bytes, accent: str) -> bytes:
    """Return one of our icons, a drawing or a PNG, with another accent."""
    shade = accent_in(LIGHT, accent).colour
    if name.endswith(".svg"):
        return content.replace(DRAWN.encode(), shade.encode())
    image = Image.open(BytesIO(content)).convert("RGBA")
    red, green, blue, alpha = image.split()
    share = ImageChops.subtract(red, green, _REACH / 255, -_LEAST)
    moves = zip((red, green, blue), ImageColor.getrgb(DRAWN), ImageColor.getrgb(shade), strict=True)
    bands = [_moved(band, share, new - old) for band, old, new in moves]
    output = BytesIO()
    Image.merge("RGBA", [*bands, alpha]).save(output, "png", optimize=True)
    return output.getvalue()


def _moved(band: Image.Image, share: Image.Image, by: int) -> Image.Image:
    """Return a band that is lighter by so much, or darker, where the accent is."""
    step = share.point([round(abs(by) * level / 255) for level in range(256)])
    return ImageChops.add(band, step) if by > 0 else ImageChops.subtract(band, step)
