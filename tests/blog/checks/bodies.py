"""Makes bodies that no database holds."""

from wagtail.blocks import StreamBlock, StreamValue

from blog.blocks.body import BODY_BLOCKS

STREAM = StreamBlock(BODY_BLOCKS)


def body_of(*blocks) -> StreamValue:
    """Return a body of (block name, raw value) pairs; the ids are b1, b2 and so on."""
    raw = [
        {"type": name, "value": value, "id": f"b{number}"}
        for number, (name, value) in enumerate(blocks, start=1)
    ]
    return STREAM.to_python(raw)


def code(language, text, **fields):
    return ("code", {"language": language, "code": text, **fields})
