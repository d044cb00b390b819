"""Measures what pictures weigh and cost in each format.

`python -m tests.workbench.bench.pictures FILE …`

Without files it takes the starter site's figures and a grainy picture of 12 megapixels. Bytes in
kB, seconds of CPU; as the task process makes them, one at a time.
"""

import os
import resource
import sys
import time
from io import BytesIO
from pathlib import Path

import django
from django.core.files.base import ContentFile

FIGURES = Path(__file__).parents[3] / "home/starter/posts/images"
KINDS = {
    "WebP": "width-1280|format-webp",
    "AVIF": "width-1280|format-avif",
    "lossless": "width-1920|format-webp-lossless",
}


def main(names: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    files = [Path(name) for name in names] or sorted(FIGURES.glob("*.png"))
    say(f"{'':32} {'original':>10} {'WebP':>14} {'AVIF':>14} {'lossless':>14}  shown as")
    for file in files:
        measure(file.name, file.read_bytes())
    if not names:
        measure("12 MP.jpg", grainy_picture())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"Peak of memory: {peak:.0f} MB")


def measure(name: str, data: bytes) -> None:
    from wagtail.images.models import Filter, Image

    from blog.pictures.making import LOSSY_FILES, WORTH

    image = Image(title=name, collection_id=1, width=1, height=1)
    image.file.save(name, ContentFile(data), save=False)
    sizes, cells = {}, []
    for kind, spec in KINDS.items():
        output, start = BytesIO(), time.process_time()
        Filter(spec=spec).run(image, output)
        sizes[kind] = len(output.getvalue())
        cells.append(f"{sizes[kind] / 1000:7.1f} {time.process_time() - start:4.2f} s")
    is_drawing = not name.endswith(LOSSY_FILES) and sizes["lossless"] <= WORTH * sizes["AVIF"]
    verdict = "lossless WebP" if is_drawing else "AVIF, WebP"
    say(f"{name:32} {len(data) / 1000:10.1f} {' '.join(f'{c:>14}' for c in cells)}  {verdict}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def grainy_picture() -> bytes:
    from tests.blog.pictures.drawing import photo

    output = BytesIO()
    photo(4000, 3000).save(output, "jpeg", quality=90)
    return output.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
