from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageDraw
from wagtail.images.models import Filter

from tests.blog.pictures.drawing import picture, plot


def encoded(image, spec="width-600|format-avif") -> Image.Image:
    output = BytesIO()
    Filter(spec=spec).run(image, output)
    return Image.open(BytesIO(output.getvalue()))


@pytest.mark.django_db
def test_thin_coloured_lines_keep_their_colour():
    lines = Image.new("RGB", (600, 300), "white")
    for at in range(5, 600, 6):
        ImageDraw.Draw(lines).line([at, 0, at, 300], fill=(220, 20, 20))
    red, green, blue = encoded(picture("lines.png", lines)).convert("RGB").getpixel((5, 150))
    # Half the columns of colour, as encoders take by default, leave (135, 57, 55).
    assert (red > 200, green < 40, blue < 40) == (True, True, True)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16", "CMYK"])
def test_every_mode_of_pixels_is_written(mode):
    source = plot(600, 300)
    image = Image.new(mode, source.size, 1000) if mode == "I;16" else source.convert(mode)
    name = {"CMYK": "cmyk.jpg", "PA": "pa.webp"}.get(mode, f"{mode.replace(';', '')}.png")
    result = encoded(picture(name, image.convert("RGBA") if mode == "PA" else image))
    assert (result.format, result.size) == ("AVIF", (600, 300))


@pytest.mark.django_db
def test_a_colour_profile_stays():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = picture("profiled.png", plot(600, 300), icc_profile=profile)
    assert encoded(image).info["icc_profile"] == profile


@pytest.mark.django_db
def test_what_is_asked_for_without_loss_loses_next_to_nothing():
    source = plot(600, 300)
    image = encoded(picture("plot.png", source), "width-600|format-avif-lossless").convert("RGB")
    worst = max(abs(a - b) for a, b in zip(image.tobytes(), source.tobytes(), strict=True))
    assert worst <= 2
