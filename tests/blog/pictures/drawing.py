"""Images of every kind that readers' pages show, in the library."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter
from wagtail.images import get_image_model

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h9"/></svg>'


def picture(name: str, image: Image.Image | bytes, **options):
    """Put an image into the library under a file's name, whose ending names its format."""
    if isinstance(image, Image.Image):
        file = BytesIO()
        image.save(file, name.rpartition(".")[2].replace("jpg", "jpeg"), **options)
        image = file.getvalue()
    return get_image_model().objects.create(title=name, file=ContentFile(image, name))


def plot(width: int = 1600, height: int = 900) -> Image.Image:
    """Return lines on white, as plots are."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    for line in range(6):
        pen.rectangle([40, 40 + 120 * line, 400 + 150 * line, 70 + 120 * line], fill=(20, 60, 160))
    return image


def photo(width: int = 1300, height: int = 400) -> Image.Image:
    """Return grain on soft shades, as cameras give."""
    grain = Image.effect_noise((width, height), 60).filter(ImageFilter.GaussianBlur(2))
    shades = [Image.linear_gradient("L").resize((width, height)), Image.new("L", grain.size, 90)]
    return Image.merge("RGB", [Image.blend(grain, shade, 0.6) for shade in [*shades, shades[0]]])


def film() -> bytes:
    """Return a GIF that moves."""
    frames = [Image.new("P", (800, 400), shade) for shade in (0, 90, 180)]
    file = BytesIO()
    frames[0].save(file, "gif", save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()
