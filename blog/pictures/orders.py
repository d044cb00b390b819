"""Writes and reads what goes to the decoding process, and what it answers."""

import json
from dataclasses import dataclass
from typing import BinaryIO

from blog.pictures.limits import CostlyPictureError, RefusedPictureError


@dataclass(frozen=True)
class Order:
    """A picture to examine: its bytes, Pillow's name of its format, the most pixels it may have."""

    data: bytes
    form: str
    most_pixels: int


def write_order(pipe: BinaryIO, order: Order) -> None:
    """Write an order: a line of JSON, and after it the picture."""
    head = {"size": len(order.data), "form": order.form, "most_pixels": order.most_pixels}
    pipe.write(json.dumps(head).encode() + b"\n")
    pipe.write(order.data)
    pipe.flush()


def read_order(pipe: BinaryIO) -> Order | None:
    """Return the next order; None when there are no more."""
    line = pipe.readline()
    if not line:
        return None
    head = json.loads(line)
    return Order(pipe.read(head.pop("size")), **head)


def write_answer(pipe: BinaryIO, verdict: bytes) -> None:
    """Write a verdict after its length."""
    pipe.write(b"%d\n" % len(verdict) + verdict)
    pipe.flush()


def read_answer(pipe: BinaryIO) -> bytes:
    """Return the next verdict; nothing where the process is gone."""
    return pipe.read(int(pipe.readline() or 0))


def write_verdict(error: RefusedPictureError | None = None, *, kept: bytes = b"") -> bytes:
    """Return a line of JSON, `{}` for a picture that is taken, and after it the bytes to keep."""
    verdict = {"reason": error.reason, "numbers": error.numbers} if error else {}
    return json.dumps(verdict).encode() + b"\n" + kept


def read_verdict(answer: bytes) -> bytes:
    """Return the bytes to keep of what `write_verdict` wrote; raise `RefusedPictureError`."""
    head, newline, kept = answer.partition(b"\n")
    if not newline:
        raise CostlyPictureError("The child was ended, or crashed.")
    if verdict := json.loads(head):
        error = RefusedPictureError(**verdict["numbers"])
        error.reason = verdict["reason"]
        raise error
    return kept
