"""Writes the policy of an interactive figure's file into the file, as a plain server sends none."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from config.media.frames import POLICY

# What a meta element can't say (CSP 3, 3.3). The frame has a sandbox of its own.
_HEADER_ONLY = ("sandbox", "frame-ancestors")
# Comments end where a browser has them end: `<!-->` is one, and `--!>` closes any.
_COMMENT = rb"<!--(?:-?>|.*?--!?>)"
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|" + _COMMENT + rb")*(?:<!doctype[^>]*>)?", re.DOTALL | re.I
)


def with_policy(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a file of HTML with its policy before all that it may load or run."""
    parts = [part for part in POLICY.split("; ") if not part.startswith(_HEADER_ONLY)]
    content = escape("; ".join(parts))
    meta = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{content}">'
    rest = iter(chunks)
    first = next(rest, b"")
    head = _HEAD.match(first)
    end = head.end() if head else 0
    yield first[:end]
    yield meta.encode()
    yield first[end:]
    yield from rest
