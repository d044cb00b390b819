"""Runs a WSGI application and returns its answer, so that another thread can send it."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from config.media.local_copies import local_path

PIECE_BYTES = 256 * 1024
IN_MEMORY_BYTES = 1024 * 1024

Headers = list[tuple[str, str]]


@dataclass
class Answer:
    """Status, headers and a body: whole, a part of a file, or pieces that any thread may take."""

    status: int
    headers: Headers
    body: bytes = b""
    file: tuple[str, range] | None = None
    pieces: Iterator[bytes] | None = None
    close: Callable[[], Any] = lambda: None


def read_answer(result: Iterable[bytes], head: list[Any]) -> Answer:
    """Return the answer of a WSGI application that called `start_response` with this head.

    A file on the disk is left to the server, which reads it as fast as the client takes it; another
    is read while it is sent. Whatever else streams, such as an export, reads the database, whose
    connection belongs to this thread, so it is read to its end here.
    """
    status, headers = head
    code, _space, _phrase = status.partition(" ")
    answer = Answer(int(code), [(name, value) for name, value in headers])
    close = getattr(result, "close", lambda: None)
    if not getattr(result, "streaming", False):
        try:
            answer.body = b"".join(result)
        finally:
            close()
        return answer
    answer.file = getattr(result, "file_part", None) or whole_file(result)
    if answer.file is not None:
        close()
        return answer
    if getattr(result, "file_to_stream", None) is not None:
        answer.pieces, answer.close = iter(result), close
        return answer
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  (closed later)
    try:
        file.writelines(result)
    finally:
        close()
    file.seek(0)
    answer.pieces, answer.close = iter(lambda: file.read(PIECE_BYTES), b""), file.close
    return answer


def whole_file(result: Iterable[bytes]) -> tuple[str, range] | None:
    """Return the path and extent of the file that a FileResponse sends from its beginning.

    None for what is no file of this machine's, or an empty one.
    """
    file = getattr(result, "file_to_stream", None)
    path = local_path(file)
    if file is None or path is None or file.tell():
        return None
    size = os.fstat(file.fileno()).st_size
    return (str(path), range(size)) if size else None


def next_piece(pieces: Iterator[bytes]) -> bytes:
    """Return as many of the next pieces as are worth a way through the network; b"" at the end."""
    found = bytearray()
    for piece in pieces:
        found += piece
        if len(found) >= PIECE_BYTES:
            break
    return bytes(found)
