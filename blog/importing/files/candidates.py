"""Lists the addresses that an HTML picture offers, the one to show first."""

import re
from collections.abc import Iterator, Mapping

from blog.importing.files.embedded import STAND_IN

# What scripts that load pictures late read the address from.
_LATE = ("data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-full-url")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_STAND_IN = re.compile(
    rf"{STAND_IN}|(?:^|/)(?:1x1|blank|loading|pixel|placeholder|spacer|transparent)\.",
    re.IGNORECASE,
)
# Past this many a set says nothing new, and each costs a look at the disk.
MAX_CANDIDATES = 8


def picture_addresses(values: Mapping[str, str], sets: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the addresses of an `img` of these attributes, the one to show first.

    `sets` are the `srcset` of the `source` elements beside it in a `picture`.
    """
    source = values.get("src", "").strip()
    late = [values.get(name, "").strip() for name in _LATE]
    is_stand_in = bool(_STAND_IN.search(source)) and (any(late) or _has_set(values))
    offered = [] if is_stand_in else [source]
    offered += late
    for each in (*(values.get(name, "") for name in _SETS), *sets):
        offered += largest_first(each)
    if is_stand_in:
        offered.append(source)
    return tuple(dict.fromkeys(filter(None, offered)))[:MAX_CANDIDATES]


def largest_first(srcset: str) -> list[str]:
    """Return the addresses of a `srcset`, the largest picture first, at most eight.

    As HTML has it: an address ends at white space, and may hold commas but at its end.
    """
    found = sorted(_read_set(srcset), key=lambda each: -each[1])
    return [address for address, _size in found[:MAX_CANDIDATES]]


def _has_set(values: Mapping[str, str]) -> bool:
    return any(values.get(name) for name in _SETS)


def _read_set(srcset: str) -> Iterator[tuple[str, float]]:
    words = iter(srcset.split())
    for word in words:
        address = word.strip(",")
        size = 1.0
        if not word.endswith(","):
            for description in words:
                size = _size_of(description.rstrip(","), size)
                if description.endswith(","):
                    break
        if address:
            yield address, size


def _size_of(description: str, otherwise: float) -> float:
    """Return the number in `640w` or `2x`."""
    is_number = re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?[wxh]", description)
    return float(description[:-1]) if is_number else otherwise
