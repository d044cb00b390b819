"""Makes files that are nearly pictures or documents, the same ones for the same seed.

Eight formats, each begun as a good file and then spoiled: in any of its bytes, or in its parts
(boxes, chunks, elements, objects), their number, depth, lengths and order.
"""

import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from zlib import crc32

from PIL import Image

FORMATS = ("avif", "svg", "gif", "png", "webp", "heic", "pdf", "zip")
EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
MOST_BYTES = 1_500_000
SVG_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


@dataclass(frozen=True)
class Hostile:
    """A file, and what was done to it."""

    name: str
    data: bytes
    change: str


def hostile_files(count: int, seed: int = 0) -> Iterator[Hostile]:
    """Yield so many files, the formats in turn; one in ten is named as another format."""
    seeds = {form: list(_seeds(form)) for form in FORMATS}
    for number in range(count):
        # Each has dice of its own: encoders write other bytes on other machines, and how many
        # throws those take must not change what the next file is.
        dice = random.Random(f"{seed}/{number}")
        form = FORMATS[number % len(FORMATS)]
        change = dice.choice(CHANGES if form != "svg" else [*CHANGES, *[write_svg] * 5])
        data = change(dice.choice(seeds[form]), form, dice)[:MOST_BYTES]
        ending = dice.choice(FORMATS) if dice.random() < 0.1 else form
        yield Hostile(f"{number}.{ending}", data, f"{form}: {change.__name__}")


def _seeds(form: str) -> Iterator[bytes]:
    if form == "svg":
        yield (SVG_HEAD + 'viewBox="0 0 40 20"><g id="a"><path d="M0 0h9"/></g></svg>').encode()
    elif form == "pdf":
        objects = b"".join(b"%d 0 obj\n<</Kids [%d 0 R]>>\nendobj\n" % (n, n) for n in range(9))
        yield b"%PDF-1.7\n" + objects + b"trailer <</Root 1 0 R>>\n%%EOF"
    elif form == "zip":
        output = BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("zeros", bytes(1_000_000))
        yield output.getvalue()
    elif form == "heic":
        # No encoder is at hand: the boxes are those of AVIF.
        yield from (
            each.replace(b"avif", b"heic").replace(b"avis", b"hevc") for each in _drawn("avif")
        )
    else:
        yield from _drawn(form)


def _drawn(form: str) -> Iterator[bytes]:
    """A still picture with EXIF and an animation."""
    frames = [Image.effect_noise((60, 40), 50 + 30 * turn).convert("RGB") for turn in range(3)]
    exif = Image.Exif()
    exif[0x010E] = "Somewhere"
    for options in ({"exif": exif}, {"save_all": True, "append_images": frames[1:]}):
        output = BytesIO()
        frames[0].save(output, form, **({} if form == "gif" and "exif" in options else options))
        yield output.getvalue()


def flip(data: bytes, form: str, dice: random.Random) -> bytes:
    """Change some bytes anywhere."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 20)):
        out[dice.randrange(len(out))] = dice.randrange(256)
    return bytes(out)


def cut(data: bytes, form: str, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data))]


def set_number(data: bytes, form: str, dice: random.Random) -> bytes:
    """Put an extreme number where a count, length or offset may be, most often near the start."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 3)):
        size = dice.choice((1, 2, 4))
        at = dice.randrange(dice.choice((64, 400, len(out))))
        order = "little" if form in ("gif", "webp", "zip") else "big"
        number = dice.choice(EXTREMES) & (256**size - 1)
        out[at : at + size] = number.to_bytes(size, order)
    return bytes(out)


def repeat_bytes(data: bytes, form: str, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    run = data[start : start + dice.choice((1, 4, 16, 200))]
    return data[:start] + run * dice.choice((10, 1000, 50_000)) + data[start:]


def repeat_part(data: bytes, form: str, dice: random.Random) -> bytes:
    parts = _parts(data, form)
    at = dice.randrange(len(parts))
    parts[at : at + 1] = [parts[at]] * min(
        dice.choice((2, 100, 20_000)), 1 + MOST_BYTES // len(parts[at] or b"x")
    )
    return b"".join(parts)


def drop_part(data: bytes, form: str, dice: random.Random) -> bytes:
    parts = _parts(data, form)
    del parts[dice.randrange(len(parts))]
    return b"".join(parts) or b"\0"


def shuffle_parts(data: bytes, form: str, dice: random.Random) -> bytes:
    parts = _parts(data, form)
    dice.shuffle(parts)
    return b"".join(parts)


def nest(data: bytes, form: str, dice: random.Random) -> bytes:
    """Put a part into so many others of its kind."""
    depth = dice.choice((10, 1000, 5000))
    parts = _parts(data, form)
    at = dice.randrange(len(parts))
    for _ in range(depth):
        parts[at] = _wrap(parts[at], form)
    return b"".join(parts)


def add_small_parts(data: bytes, form: str, dice: random.Random) -> bytes:
    """Put thousands of the smallest possible parts between two others."""
    parts = _parts(data, form)
    small = {
        "png": _chunk(dice.choice((b"tEXt", b"IDAT", b"iTXt", b"acTL", b"fcTL")), b""),
        "webp": dice.choice((b"ANMF", b"EXIF", b"ICCP")) + bytes(4),
        "gif": dice.choice(
            (b"\x21\xfe\0", b"\x2c" + bytes(9) + b"\x02\0", b"\x21\xf9\x04\0\0\0\0\0")
        ),
        "avif": struct.pack(">I4s", 8, dice.choice((b"meta", b"free", b"iloc", b"moov"))),
        "heic": struct.pack(">I4s", 8, b"meta"),
        "svg": b"<g/>",
        "pdf": b"[",
        "zip": b"PK\x01\x02" + bytes(42),
    }[form]
    parts.insert(dice.randint(1, len(parts)), small * dice.choice((10, 1000, 30_000)))
    return b"".join(parts)


def add_locations(data: bytes, form: str, dice: random.Random) -> bytes:
    """A second `meta` box whose `iloc` lists millions of places, which take no byte (AVIF)."""
    items = dice.choice((12, 500, 65_535))
    notes = [
        _box(b"infe", b"\x02\0\0\0" + struct.pack(">HH4s", n, 0, b"Exif\0"[:4]) + b"\0")
        for n in range(4)
    ]
    iinf = _box(b"iinf", bytes(4) + struct.pack(">H", 4) + b"".join(notes))
    places = b"".join(struct.pack(">HHH", n, 0, 65_535) for n in range(items))
    iloc = _box(b"iloc", b"\0\0\0\0" + b"\0\0" + struct.pack(">H", items) + places)
    return data + _box(b"meta", bytes(4) + iinf + iloc)


def write_svg(data: bytes, form: str, dice: random.Random) -> bytes:
    """A drawing that no program draws."""
    size = 'viewBox="0 0 40 20"'
    many = dice.choice((50, 150, 1000, 20_000))
    uses = "".join(
        f'<g id="u{n}">{f"""<use xlink:href="#u{n + 1}"/>""" * 10}</g>' for n in range(9)
    )
    body, size = dice.choice(
        [
            ("<g>" * many + "</g>" * many, size),
            ("<g/>" * many * 5, size),
            ("<g " + " ".join(f'a{n}="1"' for n in range(many)) + "/>", size),
            (uses + '<g id="u9"><path/></g>', size),
            ('<g id="u0"><use href="#u0"/></g>', size),
            (
                "<g/>",
                f'viewBox="0 0 {dice.choice(EXTREMES)} {dice.choice(("1e308", "-1", "nan", "0"))}"',
            ),
            (
                "<g/>",
                f'width="{dice.choice(("1e400", "-1", "9e9px", "1%", "inf", "x"))}" height="2"',
            ),
            ("<text>" + "a" * many * 20 + "</text>", size),
            (f"<path d='{'M0 0h9' * many}'/>", size),
        ]
    )
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE svg [<!ENTITY e0 "a">{entities}]>' if dice.random() < 0.1 else ""
    return f"{doctype}{SVG_HEAD}{size}>{body}{'&e9;' if doctype else ''}</svg>".encode()


CHANGES: list[Callable[[bytes, str, random.Random], bytes]] = [
    flip,
    cut,
    set_number,
    repeat_bytes,
    repeat_part,
    drop_part,
    shuffle_parts,
    nest,
    add_small_parts,
    add_locations,
]


def _parts(data: bytes, form: str) -> list[bytes]:
    """The parts of a good file: of text its lines or elements, of others chunks or boxes."""
    if form in ("svg", "pdf"):
        mark = b">" if form == "svg" else b"\n"
        return [part + mark for part in data.split(mark) if part]
    if form in ("gif", "zip"):
        return [data[at : at + 64] for at in range(0, len(data), 64)]
    head, step = {"png": (8, 12), "webp": (12, 8)}.get(form, (0, 0))
    parts, at = [data[:head]] if head else [], head
    while at < len(data):
        size = struct.unpack_from(
            "<I" if form == "webp" else ">I", data, at + (4 if form == "webp" else 0)
        )[0]
        end = at + max(8, size + step + (size % 2 if form == "webp" else 0))
        parts.append(data[at:end])
        at = end
    return parts


def _wrap(part: bytes, form: str) -> bytes:
    wrapped = {
        "png": lambda: _chunk(b"iTXt", part[:50_000]),
        "webp": lambda: b"ANMF" + struct.pack("<I", len(part)) + part[:50_000],
        "svg": lambda: b"<g>" + part + b"</g>",
        "pdf": lambda: b"<</Kids [" + part + b"]>>",
    }
    return wrapped.get(form, lambda: _box(b"meta", part[:50_000]))()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body
