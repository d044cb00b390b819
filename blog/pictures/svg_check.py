"""Refuses SVGs that cost too much to read or to draw, before anything builds a tree of one.

Expat calls back for each element and the first one too many ends it, so that the price is that
of the parts allowed. Browsers draw what `use` repeats anew: ten in ten, nine deep, are a billion.
"""

import math
from io import BytesIO
from urllib.parse import unquote
from xml.parsers import expat

import willow
from willow.image import UnrecognisedImageFormatError
from willow.svg import WillowSvgException

from blog.pictures.limits import (
    BrokenPictureError,
    CostlyPictureError,
    RefusedPictureError,
)

# Writing one takes a frame of Python's stack for each level, of which there are 1,000 in all.
MAX_DEPTH = 200
# Reading, taking in and two thumbnails of 20,000 took 2.5 s of CPU on a busy machine.
MAX_ELEMENTS = 15_000
MAX_ATTRIBUTES = 150_000
MAX_DRAWN = 300_000
MAX_SIDE = 100_000
THUMBNAIL = (165, 165)
# As expat writes names: a prefix may be called anything.
LINK_NAMES = ("href", "http://www.w3.org/1999/xlink href")
# Browsers drop these from an address, wherever they stand.
NOT_IN_ADDRESS = str.maketrans("", "", "\t\n\r")


class DeclaringError(RefusedPictureError):
    """An SVG with entities of its own, a few of which unfold to gigabytes."""

    reason = "svg_entities"


class TooDeepError(RefusedPictureError):
    """An SVG of more levels than lists can write, or than are drawn."""

    reason = "svg_depth"


class TooManyElementsError(RefusedPictureError):
    """An SVG of more elements than are read, or than are drawn when `use` unfolds."""

    reason = "svg_elements"


class EncodingError(RefusedPictureError):
    """An SVG that begins with other bytes than `<`, which Willow takes for none."""

    reason = "svg_encoding"


class SizeError(RefusedPictureError):
    """An SVG whose sides are no finite numbers, or out of bounds."""

    reason = "svg_size"


def check_svg(data: bytes) -> None:
    """Raise `RefusedPictureError` for an SVG that lists could not show or nobody could draw."""
    drawing = _Drawing()
    drawing.read(data)
    _try_thumbnail(data)


class _Drawing:
    """Counts in one walk over an SVG: elements, levels, and how much `use` unfolds to.

    What an id stands for may follow its use, so the unfolding is counted when all is read.
    """

    def __init__(self) -> None:
        self.elements = self.attributes = 0
        self.open_ids: list[str] = []
        self.depth_of_ids: list[int] = []
        self.depth = 0
        # While it is counted: elements of ids walked through, and the highest level used again.
        self.walked, self.reached = 0, MAX_DEPTH + 1
        # For each id, and "" for the whole: elements in it, and the ids that are used in it.
        self.sizes: dict[str, int] = {"": 0}
        self.uses: dict[str, list[str]] = {"": []}

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._refuse_entity
        parser.buffer_text = True
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise BrokenPictureError(str(error)) from error
        except (LookupError, ValueError) as error:
            if isinstance(error, RefusedPictureError):
                raise
            raise BrokenPictureError("An encoding that isn't known.") from error
        self._count_drawn("", {}, {})

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.attributes += len(attributes)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooDeepError("Nested too deep.", most=MAX_DEPTH)
        if self.elements > MAX_ELEMENTS:
            raise TooManyElementsError("Too many elements.", most=MAX_ELEMENTS)
        if self.attributes > MAX_ATTRIBUTES:
            raise CostlyPictureError("Too many attributes.")
        self._count_element(name, attributes)

    def _count_element(self, name: str, attributes: dict[str, str]) -> None:
        """Count an element for the innermost element with an id, which counts for the next."""
        owner = self.open_ids[-1] if self.open_ids else ""
        identifier = attributes.get("id", "")
        if identifier and identifier not in self.sizes:
            self.sizes[identifier], self.uses[identifier] = 0, []
            self.uses[owner].append(identifier)
            self.open_ids.append(identifier)
            self.depth_of_ids.append(self.depth)
            owner = identifier
        self.sizes[owner] += 1
        if name.rpartition(" ")[2] == "use":
            for link in LINK_NAMES:
                self.uses[owner] += _ids_named(attributes.get(link, ""))

    def _end(self, name: str) -> None:
        if self.depth_of_ids and self.depth_of_ids[-1] == self.depth:
            self.depth_of_ids.pop()
            self.open_ids.pop()
        self.depth -= 1

    def _refuse_entity(self, *declaration: object) -> None:
        raise DeclaringError("Entities.")

    def _count_drawn(self, identifier: str, known: dict[str, int], above: dict[str, int]) -> int:
        """Return how many elements are drawn for an id below others, whose levels are given.

        What uses itself isn't drawn within itself, but from elsewhere it is: remembered is only
        what is the same wherever it is used. Raises `RefusedPictureError` for too many.
        """
        if identifier in above:
            self.reached = min(self.reached, above[identifier])
            return 0
        if identifier in known or identifier not in self.sizes:
            return known.get(identifier, 0)
        level, outer, self.reached = len(above), self.reached, MAX_DEPTH + 1
        if level > MAX_DEPTH:
            raise TooDeepError("Used too deep.", most=MAX_DEPTH)
        drawn = self.sizes[identifier]
        self.walked += drawn
        above[identifier] = level
        for each in self.uses[identifier]:
            drawn += self._count_drawn(each, known, above)
            if max(drawn, self.walked) > MAX_DRAWN:
                raise TooManyElementsError("Too much to draw.", most=MAX_DRAWN)
        del above[identifier]
        if self.reached >= level:
            known[identifier], self.reached = drawn, outer
        self.reached = min(self.reached, outer)
        return drawn


def _ids_named(address: str) -> set[str]:
    """Return the id that an address names, as it is written and as browsers decode it."""
    address = address.strip(" ").translate(NOT_IN_ADDRESS).strip(" ")
    return {address[1:], unquote(address[1:])} if address.startswith("#") else set()


def _try_thumbnail(data: bytes) -> None:
    """Make a thumbnail as Wagtail's lists do: measure, crop, make small, write."""
    try:
        image = willow.Image.open(BytesIO(data))
        width, height = image.get_size()
        if not (_is_side(width) and _is_side(height)):
            raise SizeError("No size.", most=MAX_SIDE)
        image.crop((0, 0, width, height)).resize(THUMBNAIL).save_as_svg(BytesIO())
    except RefusedPictureError:
        raise
    except UnrecognisedImageFormatError as error:
        raise EncodingError(str(error)) from error
    except WillowSvgException as error:
        raise SizeError(str(error), most=MAX_SIDE) from error
    except Exception as error:  # parsers raise what they like
        raise BrokenPictureError(str(error)) from error


def _is_side(length: float) -> bool:
    return math.isfinite(length) and 1 <= length <= MAX_SIDE
