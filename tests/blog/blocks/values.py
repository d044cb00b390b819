"""What the block tests fill blocks with: the most each can hold, and hostile texts."""

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from blog.blocks.body import BODY_BLOCKS
from tests.factories import ImageFactory

HOSTILE = '</code></p>"><script>alert(1)</script><img src=x onerror="alert(1)"> javascript:alert(1)'
# As much of an MP4 as tells that it is one, and what is said in it.
VIDEO = b"\0\0\0\x14ftypisom\0\0\0\0isom"
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\nIt freezes.\n"
HOSTILE_URL = "javascript:alert(1)"


def full_values() -> dict[str, object]:
    """Return a raw value for each block, every field filled; makes an image and a document.

    One that is not named here is filled as it previews itself in the editor.
    """
    previews = {name: block.meta.preview_value for name, block in BODY_BLOCKS}
    image = {"image": ImageFactory().pk, "alt_text": "A falling curve", "decorative": False}
    document = Document.objects.create(
        title="Raw data", file=ContentFile(b"a,b\n1,2\n", "data.csv"), file_size=8
    )
    page = Document.objects.create(
        title="Plot", file=ContentFile(b"<script>1</script>", "plot.html"), file_size=18
    )
    video, captions = (
        Document.objects.create(title=name, file=ContentFile(data, name), file_size=len(data))
        for name, data in (("freeze.mp4", VIDEO), ("freeze.vtt", CAPTIONS))
    )
    return previews | {
        "markdown": "Prose with *emphasis*.",
        "rich_text": '<h2>Why</h2><p>Some <b>bold</b> and <a href="https://e.org/">link</a>.</p>',
        "heading": {"text": "1. What * means", "level": "3"},
        "quote": {"text": "First line.\nSecond_line.\n\n# Third.", "source": "A. Writer [1]",
                  "url": "https://example.org/a_b"},
        "callout": {"kind": "warning", "title": "Mind the $gap$",
                    "body": "<p>Back <i>up</i> first.</p><ul><li>then</li><li>go</li></ul>"},
        "code": {"language": "python", "code": "a = 1\n\nprint(a)  # <1>\n",
                 "file_name": "app one.py",
                 "lines": "1,3", "is_numbered": True, "output": "\x1b[31mred\x1b[0m",
                 "caption": "All there is.", "label": "lst:print", "width": "wide", "is_open": True,
                 "tabs": "", "notes": ["<p>The <b>only</b> one</p>"]},
        "math": {"latex": r"\frac{a}{b}", "label": "eq:ratio"},
        "figure": {"image": image, "caption": 'The "curve" & more.', "label": "fig:curve",
                   "is_wide": True, "is_inverted": True},
        "diagram": {"source": "digraph {\n  a -> b [label=\"```\"]\n}", "drawing": image["image"],
                    "alt_text": "From a to b", "caption": "A \"step\" & more.", "label": "fig:step",
                    "is_wide": True, "drawn_from": ""},
        "gallery": {"images": [{"image": image, "caption": f"Number {n}", "is_inverted": n == 0}
                               for n in range(12)],
                    "caption": "All twelve", "label": "fig:twelve"},
        "video": {"title": 'A "freeze" & more', "file": video.pk, "poster": image["image"],
                  "captions": captions.pk, "text": 'Dots "queue".\n\nThen go.'},
        "embed": {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "A talk",
                  "caption": "Twenty minutes"},
        "table": {
            "caption": "Costs by cache",
            "columns": [{"type": kind, "heading": f"Head {kind}"}
                        for kind in ("text", "number", "rich_text", "code")],
            "rows": [{"values": ["a|b", "1,240 µs", "<p>some <b>bold</b></p>", "x | `y`"]},
                     {"values": ["", "", "", ""]}],
        },
        "download": {"document": document.pk, "title": "All the data"},
        "output": {"kind": "error", "text": "Traceback (most recent call last):\n\x1b[1mboom",
                   "image": image, "caption": "It died"},
        "interactive": {"title": "The loss", "image": image, "text": "Point at the curve.",
                        "file": page.pk, "is_inverted": True},
    }  # fmt: skip


def empty(value: object) -> object:
    """Return a raw value emptied as a draft may hold it: texts and choices gone."""
    if isinstance(value, dict):
        return {key: empty(child) for key, child in value.items()}
    return "" if isinstance(value, str) else None if isinstance(value, int) else []


def hostile(value: object, key: str = "") -> object:
    """Return a raw value with every text in it replaced by a hostile one."""
    match value:
        case dict():
            return {name: hostile(child, name) for name, child in value.items()}
        case list():
            return [hostile(child, key) for child in value]
        case str():
            return HOSTILE_URL if key == "url" else value if key == "type" else HOSTILE
    return value


# How a post was tested, as the heads of files have it.
PROVENANCE = [
    {"software": "Python", "version": "3.12.4"},
    {"software": "scikit-learn", "version": "1.7"},
    {"hardware": "2 × A100"},
    {"data": "Wine", "version": "2", "address": "https://data.example/wine"},
    {"parameters": "seed = 42"},
    {"repository": "https://github.com/example/wine", "commit": "ab12"},
    {"date": "2026-05-01"},
    {"run_time": "3 min 12 s"},
]
