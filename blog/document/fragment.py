"""Holds one block's part of a body, rendered but for what the whole post decides."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fragment:
    """A block's safe HTML with placeholders, its id in the stream and the id of its links."""

    html: str
    block_id: str
    anchor: str
