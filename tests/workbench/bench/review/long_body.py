"""Fills a long body with blocks of many kinds, the same for ours and for stock Wagtail."""

import uuid
from typing import Any

# Of twenty blocks; a post of engineers is mostly prose, then code.
KINDS = (
    "markdown", "heading", "markdown", "code", "markdown", "math", "quote", "rich_text", "heading",
    "markdown", "code", "markdown", "figure", "callout", "heading", "markdown", "code", "math",
    "rich_text", "table",
)  # fmt: skip

CODE = "\n".join(
    f"step_{n} = train(model, batch={n}, rate=0.1)  # keeps the rate" for n in range(12)
)
PROSE = (
    "The loss fell while the rate was held, as the runs of last week said it would; what it cost us"
    " in memory is another matter, to which we come below. "
)


def long_body(count: int, *, image: int) -> list[dict[str, Any]]:
    """Return raw blocks; each says its number."""
    return [
        {"type": kind, "value": _value(kind, number, image), "id": str(uuid.uuid4())}
        for number in range(count)
        for kind in [KINDS[number % len(KINDS)]]
    ]


def _value(kind: str, number: int, image: int) -> Any:
    match kind:
        case "markdown":
            return f"Passage {number}. {PROSE * 3}"
        case "rich_text":
            return f"<p>Passage {number}. {PROSE}</p><p>{PROSE}</p>"
        case "heading":
            return {"text": f"What step {number} says", "level": "2"}
        case "code":
            return {"language": "python", "code": f"# Listing {number}\n{CODE}", "output": "0.1"}
        case "math":
            return {"latex": r"\nabla_\theta J(\theta) = \sum_{t=0}^{T} r_{" + str(number) + "}"}
        case "quote":
            return {"text": PROSE, "source": f"Writer {number}", "url": "https://example.org/"}
        case "callout":
            return {"kind": "note", "title": f"Note {number}", "body": f"<p>{PROSE}</p>"}
        case "figure":
            picture = {"image": image, "alt_text": f"A curve, {number}", "decorative": False}
            return {"image": picture, "caption": f"Figure {number}"}
    return {
        "caption": f"Costs {number}",
        "columns": [{"type": "text", "heading": "Cache"}, {"type": "number", "heading": "p99"}],
        "rows": [{"values": [f"level {row}", f"{row} µs"]} for row in range(6)],
    }
