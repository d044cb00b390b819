"""Makes a diagram's block of its fence and of the picture that follows."""

from collections.abc import Iterable, Iterator
from typing import Any

from blog.diagrams.drawing import can_draw, draw
from blog.diagrams.source import UndrawableError
from blog.importing.fields.values import cut
from blog.importing.placeholders import picture_placeholder
from blog.importing.targets import Targets
from blog.markdown.syntax.diagrams import DiagramFence
from search.database.columns import fitted

MAX_CAPTION = 500
MAX_ALT = 255
_WAITS = "waits"

Block = dict[str, Any]


def diagram_block(fence: DiagramFence) -> Block:
    """Return a fence as a block, which may wait for a picture."""
    value = {
        "source": fence.source,
        "alt_text": fitted(fence.alt, MAX_ALT),
        "caption": cut(fence.caption, MAX_CAPTION),
        "label": fence.label,
    }
    return {"type": "diagram", "value": value, _WAITS: fence.is_beside_picture}


def with_drawings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, a diagram that waits for a picture with the figure right after it."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None and block["type"] == "figure":
            _take_figure(waiting["value"], block["value"])
            yield waiting
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        is_waiting = bool(block.pop(_WAITS, False))
        waiting = block if is_waiting else None
        if not is_waiting:
            yield block
    if waiting is not None:
        yield waiting


def _take_figure(diagram: Block, figure: Block) -> None:
    """Give a diagram a figure's picture, and the words that its fence does not say."""
    image = figure["image"]
    diagram["drawing"] = image["image"]
    diagram["alt_text"] = diagram["alt_text"] or fitted(image["alt_text"], MAX_ALT)
    diagram["caption"] = diagram["caption"] or figure["caption"]


def draw_missing(blocks: Iterable[Block], targets: Targets) -> None:
    """Draw diagrams that came without a picture, where Graphviz is; else they show their source."""
    for block in blocks:
        if block["type"] != "diagram" or block["value"].get("drawing") or not can_draw():
            continue
        value = block["value"]
        try:
            svg = draw(value["source"])
        except UndrawableError as error:
            targets.remark("diagram that cannot be drawn", str(error))
            continue
        number = targets.files.drawn("diagram.svg", svg, description=value["alt_text"])
        if number is not None:
            value["drawing"] = picture_placeholder(number)
