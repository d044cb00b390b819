"""What costs too much to open is refused with its reason; what is taken keeps its values."""

import os
import signal
import struct
import subprocess
import time
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from blog.pictures import decoding_process
from blog.pictures.decoder import one_decoder
from blog.pictures.examination import describe, examine_picture
from blog.pictures.limits import CostlyPictureError, RefusedPictureError
from blog.pictures.orders import Order, read_verdict
from blog.pictures.upload_field import CheckedImageField
from tests.blog.importing.folders import SVG, png
from tests.workbench.bench.hostile_files import add_locations, hostile_files


def encoded(image: Image.Image, form: str, **options) -> bytes:
    output = BytesIO()
    image.save(output, form, **options)
    return output.getvalue()


def refusal(data: bytes, extension: str) -> str:
    with pytest.raises(RefusedPictureError) as refused:
        examine_picture(data, extension=extension)
    return describe(refused.value)


def locations() -> bytes:
    """An AVIF whose second `meta` lists 65,535 places of no length for each of twelve items."""

    class Twelve:
        choice = staticmethod(lambda choices: 12)

    data = add_locations(encoded(Image.new("RGB", (8, 8)), "AVIF"), "avif", Twelve)
    return data.replace(b"\0\0" + struct.pack(">H", 12), b"\0\0" + struct.pack(">H", 65_535))


def test_places_of_no_length_are_counted():
    before = time.process_time()
    assert "more parts" in refusal(locations(), "avif")
    assert time.process_time() - before < 2


def frames(count: int) -> bytes:
    """A GIF of so many frames of one pixel."""
    gif = encoded(Image.new("L", (1, 1)), "GIF")
    return gif[:-1] + b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0" * count + b"\x3b"


def progressive(scans: int) -> bytes:
    """A JPEG whose last scan stands so often."""
    data = encoded(Image.effect_noise((64, 64), 80), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * scans + data[-2:]


def small_blocks() -> bytes:
    gif = encoded(Image.new("L", (2, 2)), "GIF")
    return gif[:-1] + b"\x21\xfe" + b"\x01a" * 500_000 + b"\0\x3b"


def chunks(kind: bytes, count: int) -> bytes:
    png = encoded(Image.new("L", (2, 2)), "PNG")
    return png[:33] + (struct.pack(">I", 0) + kind + bytes(4)) * count + png[33:]


def segments() -> bytes:
    jpeg = encoded(Image.new("L", (2, 2)), "JPEG")
    return jpeg[:2] + b"\xff\xe5\0\x02" * 3_000 + jpeg[2:]


@pytest.mark.parametrize(
    ("make", "extension"),
    [
        (lambda: frames(10_500), "gif"),
        (lambda: progressive(200), "jpg"),
        (small_blocks, "gif"),
        (lambda: chunks(b"tEXt", 3_000), "png"),
        (lambda: chunks(b"IDAT", 50_000), "png"),
        (segments, "jpg"),
    ],
)
def test_more_parts_than_a_picture_needs_are_refused(make, extension):
    assert "more parts" in refusal(make(), extension)


def webp_canvas() -> bytes:
    """An animated WebP that asks for a canvas of 268 megapixels."""
    moving = [Image.new("RGB", (4, 4), shade) for shade in ("red", "blue")]
    data = bytearray(encoded(moving[0], "WEBP", save_all=True, append_images=moving[1:]))
    data[24:30] = b"\xff\x3f\0\xff\x3f\0"
    return bytes(data)


def test_a_canvas_is_measured_before_it_is_made():
    assert "268435456" in refusal(webp_canvas(), "webp")


@pytest.mark.parametrize("scale", [1, 2])
def test_a_grey_picture_of_16_bits_keeps_its_shades(scale):
    shades = [0, 128, 257, 25_700, 32_896, 51_400, 65_535]
    wide = Image.new("I;16", (len(shades) * scale, scale))
    for place in range(len(shades) * scale):
        for line in range(scale):
            wide.putpixel((place, line), shades[place // scale])
    kept = Image.open(BytesIO(examine_picture(encoded(wide, "PNG"), extension="png")))
    assert kept.mode == "L"
    line = [kept.getpixel((place * scale, 0)) for place in range(len(shades))]
    assert line == [0, 0, 1, 100, 128, 200, 255]


def test_what_is_clear_in_16_bits_stays_clear():
    wide = Image.new("I;16", (2, 1), 1000)
    wide.putpixel((1, 0), 51_400)
    data = encoded(wide, "PNG", transparency=1000)
    kept = Image.open(BytesIO(examine_picture(data, extension="png")))
    assert [kept.getpixel((x, 0)) for x in (0, 1)] == [(4, 0), (200, 255)]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_other_pictures_stay_byte_for_byte(mode):
    data = encoded(Image.new(mode, (9, 5), 1), "PNG")
    assert examine_picture(data, extension="png") == data


def test_an_animated_png_is_refused_as_such():
    shades = [Image.new("L", (4, 4), shade) for shade in (0, 90)]
    data = encoded(shades[0], "PNG", save_all=True, append_images=shades[1:])
    assert "animated" in refusal(data, "png")


def test_a_file_named_as_another_format_is_refused():
    assert "ending of its name" in refusal(encoded(Image.new("L", (4, 4)), "GIF"), "png")


def test_whatever_a_decoder_raises_is_a_refusal():
    """Flipped bytes of AVIF raise RuntimeError, of PNG SyntaxError, of GIF IndexError."""
    endings = ("avif", "gif", "png", "webp")
    spoiled = [each for each in hostile_files(24, seed=7) if each.name.endswith(endings)]
    for file in spoiled:
        try:
            kept = examine_picture(file.data, extension=file.name.rpartition(".")[2])
        except RefusedPictureError:
            continue
        Image.open(BytesIO(kept)).load()


def test_a_fork_that_ends_while_it_writes_keeps_nothing(monkeypatch):
    def end_early(order, writing):
        os.write(writing, b"{}\nhalf a pict")
        os._exit(9)

    monkeypatch.setattr(decoding_process, "_examine_and_exit", end_early)
    with pytest.raises(CostlyPictureError):
        read_verdict(decoding_process._verdict_of_fork(Order(b"", "PNG", 9)))


def test_a_fork_that_waits_is_ended(monkeypatch):
    monkeypatch.setattr(
        decoding_process, "_examine_and_exit", lambda order, writing: signal.pause()
    )
    monkeypatch.setattr(decoding_process, "SECONDS", 1)
    assert decoding_process._verdict_of_fork(Order(b"", "PNG", 9)) == b""


def test_one_process_looks_at_many_pictures_and_a_crash_costs_only_one(monkeypatch):
    started = []
    start = subprocess.Popen
    monkeypatch.setattr(
        subprocess,
        "Popen",
        lambda *args, **options: started.append(start(*args, **options)) or started[-1],
    )
    data = encoded(Image.new("L", (4, 4)), "PNG")
    with one_decoder():
        assert examine_picture(data, extension="png") == data
        assert "268435456" in refusal(webp_canvas(), "webp")
        assert examine_picture(data, extension="png") == data
        assert len(started) == 1
        started[0].kill()
        started[0].wait()
        assert "too much time" in refusal(data, "png")
        assert examine_picture(data, extension="png") == data
    assert len(started) == 2
    assert started[1].returncode == 0


def test_nothing_is_decoded_outside_the_process_for_it(monkeypatch):
    def fail(*args):
        raise AssertionError("decoded in the process that serves")

    monkeypatch.setattr(ImageFile.ImageFile, "load", fail)
    picture = CheckedImageField().clean(SimpleUploadedFile("a.png", png()))
    assert picture.size == len(png())


def test_a_drawing_larger_than_pictures_may_be_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    with pytest.raises(ValidationError, match="too many pixels"):
        CheckedImageField().clean(SimpleUploadedFile("a.svg", SVG.replace(b'"8"', b'"80"')))
