"""Chooses the compressed form that a client takes, and makes it."""

import gzip
from collections.abc import Callable

import brotli

BROTLI, GZIP, IDENTITY = "br", "gzip", ""
# A page is packed once for all its readers; higher levels take ten times as long for a twentieth.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Browsers send a handful of values; a hostile client any number.
MAX_REMEMBERED = 200

_remembered: dict[str, str] = {}


def chosen_encoding(accepted: str) -> str:
    """Return the best form that a value of Accept-Encoding takes: "br", "gzip", or "" for plain."""
    known = _remembered.get(accepted)
    if known is not None:
        return known
    chosen = _best_of(accepted)
    if len(_remembered) < MAX_REMEMBERED and len(accepted) < 100:
        _remembered[accepted] = chosen
    return chosen


def _best_of(accepted: str) -> str:
    parts = accepted.lower().split(",")
    taken = {_encoding_of(part) for part in parts if not _is_refused(part)}
    if BROTLI in taken:
        return BROTLI
    if "*" in taken and GZIP not in map(_encoding_of, parts):
        # It stands for what is not named beside it.
        return GZIP
    return GZIP if taken & {GZIP, "x-gzip"} else IDENTITY


def _encoding_of(part: str) -> str:
    return part.partition(";")[0].strip()


def _is_refused(part: str) -> bool:
    """Tell whether a form comes with a quality of zero, or one that can't be read."""
    quality = part.partition(";")[2].strip()
    if not quality:
        return False
    try:
        return not float(quality.removeprefix("q=")) > 0
    except ValueError:
        return True


def _pack_brotli(body: bytes) -> bytes:
    return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)


def _pack_gzip(body: bytes) -> bytes:
    # Without the time, so that all processes pack a page into the same bytes.
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


PACKERS: dict[str, Callable[[bytes], bytes]] = {BROTLI: _pack_brotli, GZIP: _pack_gzip}
