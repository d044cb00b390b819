"""Writes and reads what the decoding process answers: why it refuses, or the bytes to keep."""

import json

from blog.pictures.limits import CostlyPictureError, RefusedPictureError


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
