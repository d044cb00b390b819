"""Draws the pictures of archives: each another, in the formats that blogs have."""

from pathlib import Path

from PIL import Image, ImageDraw

SUFFIXES = (".png", ".jpg", ".gif", ".webp", ".png", ".svg")
SIZE = (320, 200)


def draw(folder: Path, number: int, *, size: tuple[int, int] = SIZE) -> str:
    """Draw a picture of its own, unless it is there; return its file's name."""
    name = f"drawing-{number}{SUFFIXES[number % len(SUFFIXES)]}"
    file = folder / name
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".svg":
            file.write_text(_svg(number))
        else:
            _image(number, size).save(file)
    return name


def _image(number: int, size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size, _colour(number))
    drawing = ImageDraw.Draw(image)
    width, height = size
    points = [(x, height * ((x * (number + 7)) % width) // width) for x in range(0, width, 8)]
    drawing.line(points, fill="white", width=3)
    drawing.text((10, 10), f"Drawing {number}", fill="black")
    return image


def _colour(number: int) -> tuple[int, int, int]:
    return (60 + number * 37 % 180, 60 + number * 59 % 180, 60 + number * 83 % 180)


def _svg(number: int) -> str:
    red, green, blue = _colour(number)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200">'
        f'<rect width="320" height="200" fill="rgb({red},{green},{blue})"/>'
        f'<text x="10" y="20">Drawing {number}</text></svg>'
    )
