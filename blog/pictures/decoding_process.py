"""Cleans and decodes pictures of unknown origin, each in a process of its own with little to spend.

`python -m blog.pictures.decoding_process` answers orders until its input ends; how they and the
verdicts are written stands in `blog.pictures.orders`. Decoders can't be interrupted by a thread,
nor trusted with bytes that nobody has seen: a fork decodes, the kernel ends what takes too long,
and a crash costs nobody else anything. This process only passes the bytes on.
"""

import os
import resource
import signal
import sys
from contextlib import suppress
from io import BytesIO
from typing import NoReturn

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,  # noqa: F401  (the formats register themselves)
    Image,
    ImageMath,
    JpegImagePlugin,  # noqa: F401  (likewise)
    PngImagePlugin,  # noqa: F401  (likewise)
    UnidentifiedImageError,
    WebPImagePlugin,  # noqa: F401  (likewise)
)

from blog.pictures.limits import (
    MAX_FRAMES,
    AnimatedPngError,
    BrokenPictureError,
    CostlyPictureError,
    RefusedPictureError,
    TooManyPixelsError,
    WrongFormatError,
)
from blog.pictures.metadata_removal import clean_picture
from blog.pictures.orders import Order, read_order, write_answer, write_verdict

# A file of 20 MB and 25 megapixels of noise takes 2.5 as AVIF and 460 MB as WebP.
CPU_SECONDS = 5
# Of the clock: the machine may be busy.
SECONDS = 60
MEMORY_BYTES = 640 * 1024 * 1024
# Of an animated WebP, whose decoder takes memory for its canvas before it says how large it is.
WEBP_CANVAS = slice(24, 30)


def main() -> None:
    while order := read_order(sys.stdin.buffer):
        write_answer(sys.stdout.buffer, _verdict_of_fork(order))


def _verdict_of_fork(order: Order) -> bytes:
    """Return the verdict of a process of its own; nothing of one that was ended, or crashed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _examine_and_exit(order, writing)
    os.close(writing)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(SECONDS)
    with os.fdopen(reading, "rb") as pipe:
        verdict = pipe.read()
    _pid, status = os.waitpid(child, 0)
    signal.alarm(0)
    # It may be ended while it writes what to keep.
    return b"" if status else verdict


def _examine_and_exit(order: Order, writing: int) -> NoReturn:
    """Write the verdict of a fork, and end it whatever happens; it sees no other orders."""
    try:
        os.closerange(0, 2)
        _limit_resources()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(_verdict(order))
        os._exit(0)
    finally:
        os._exit(1)


def _verdict(order: Order) -> bytes:
    try:
        return write_verdict(kept=examine(order.data, order.form, order.most_pixels))
    except RefusedPictureError as error:
        return write_verdict(error)


def examine(data: bytes, form: str, most_pixels: int) -> bytes:
    """Return the bytes to keep of a picture that can be shown; raise `RefusedPictureError`."""
    try:
        cleaned = clean_picture(data)
        _check_canvas(cleaned, form, most_pixels)
        with Image.open(BytesIO(cleaned), formats=[form]) as image:
            _check_pixels(image, most_pixels)
            if image.get_format_mimetype() == "image/apng":
                raise AnimatedPngError("An animated PNG.")
            image.load()
            return _with_8_bits(image) if image.mode[0] == "I" else cleaned
    except RefusedPictureError:
        raise
    except UnidentifiedImageError as error:
        raise WrongFormatError(str(error)) from error
    except MemoryError as error:
        raise CostlyPictureError("Not enough memory.") from error
    except Exception as error:  # decoders raise what they like
        raise BrokenPictureError(str(error)) from error


def _limit_resources() -> None:
    """Limit this process to the time and memory that a picture needs."""
    limits = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for kind, most in limits.items():
        with suppress(ValueError, OSError):  # macOS can't limit memory
            resource.setrlimit(kind, (most, most))
    # Each thread of a decoder holds frames of its own; pixels are checked by ourselves.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.MAX_IMAGE_PIXELS = None


def _check_canvas(data: bytes, form: str, most_pixels: int) -> None:
    if form == "WEBP" and data[12:16] == b"VP8X":
        canvas = data[WEBP_CANVAS]
        width, height = (int.from_bytes(side, "little") + 1 for side in (canvas[:3], canvas[3:]))
        _check_count(width * height, most_pixels)


def _check_pixels(image: Image.Image, most_pixels: int) -> None:
    """Count the pixels of all frames, which the header names, before one is decoded."""
    area = image.width * image.height
    _check_count(area, most_pixels)
    frames = getattr(image, "n_frames", 1)
    if frames > MAX_FRAMES:
        raise CostlyPictureError("Too many frames.")
    _check_count(area * frames, most_pixels)


def _check_count(pixels: int, most_pixels: int) -> None:
    if pixels > most_pixels:
        raise TooManyPixelsError("Too many pixels.", num_pixels=pixels, most=most_pixels)


def _with_8_bits(image: Image.Image) -> bytes:
    """Return a grey PNG of 16 bits in 8, as its renditions have; Pillow would cut at 255."""
    grey = image.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if (clear := image.info.get("transparency")) is not None:
        wide = image.convert("I")
        seen = ImageMath.lambda_eval(lambda args: (args["wide"] != clear) * 255, wide=wide)
        grey.putalpha(seen.convert("L"))
    output = BytesIO()
    profile, exif = image.info.get("icc_profile"), image.getexif()
    grey.save(output, "PNG", icc_profile=profile, **({"exif": exif} if exif else {}))
    return output.getvalue()


if __name__ == "__main__":
    main()
