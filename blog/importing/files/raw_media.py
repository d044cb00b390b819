"""Reads pictures, films and frames out of raw HTML's tags, whatever element wraps them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from blog.html.raw_tags import Part
from blog.importing.files.candidates import largest_first, picture_addresses
from blog.importing.files.embedded import STAND_IN

_PICTURES = {"img", "image", "amp-img"}
_FILMS = {"audio", "video"}
# What is read to its end; the words within are for browsers that cannot show it.
_FRAMES = {"embed": "src", "iframe": "src", "object": "data"}
# They hold or accompany what is shown, and are not shown themselves.
_HOLDERS = {"noscript", "picture", "source", "track"}
# No kind means subtitles.
_READ_TRACKS = {"", "captions", "subtitles"}
TAGS = _PICTURES | _FILMS | _FRAMES.keys() | _HOLDERS


@dataclass(frozen=True)
class Tag:
    """A tag, and where it stands in its text."""

    part: Part
    start: int
    end: int

    def closes(self, name: str) -> bool:
        """Tell whether this ends an element of a name."""
        return self.part.kind == "close" and self.part.name == name


class Show(Enum):
    """What is shown of a stretch of raw HTML."""

    PICTURE = auto()
    FILM = auto()
    FRAME = auto()
    NOTHING = auto()


@dataclass(frozen=True)
class Medium:
    """A stretch of raw HTML, and what it shows: addresses, the best first, and its words.

    `poster` is a film's picture, `captions` the file of what is said in it; `holder` the name of a
    tag that shows nothing itself.
    """

    show: Show
    start: int
    end: int
    addresses: tuple[str, ...] = ()
    words: str = ""
    title: str = ""
    poster: str = ""
    captions: str = ""
    holder: str = ""


def read_media(tags: list[Tag]) -> list[Medium]:
    """Return what tags show, in their order; a tag that shows nothing here is left out."""
    return list(_with_late_pictures(_Reader(tags).media()))


class _Reader:
    """Walks over tags once."""

    def __init__(self, tags: list[Tag]) -> None:
        self._tags = tags
        # The sets of the `picture` that is open; None outside of one.
        self._sets: list[str] | None = None
        self._is_shown = False
        # Names of elements that nothing further on ends.
        self._endless: set[str] = set()

    def media(self) -> Iterator[Medium]:
        place = 0
        while place < len(self._tags):
            tag = self._tags[place]
            last = self._end_of(place) if tag.part.name in _FILMS | _FRAMES.keys() else place
            if medium := self._medium(tag, self._tags[place : last + 1]):
                yield medium
            place = last + 1

    def _medium(self, tag: Tag, whole: list[Tag]) -> Medium | None:
        name, is_open = tag.part.name, tag.part.kind == "open"
        if name in _PICTURES:
            return self._picture(tag) if is_open else _nothing(tag)
        if name in _HOLDERS:
            return self._holder(tag)
        if is_open and name in _FILMS:
            return _film(whole)
        if is_open and name in _FRAMES:
            return _frame(whole)
        return None

    def _picture(self, tag: Tag) -> Medium | None:
        values = tag.part.values()
        addresses = picture_addresses(values, tuple(self._sets or ()))
        self._is_shown = True
        if not addresses:
            return None
        words, title = values.get("alt", ""), values.get("title", "")
        return Medium(Show.PICTURE, tag.start, tag.end, addresses, words, title)

    def _holder(self, tag: Tag) -> Medium:
        name, values = tag.part.name, tag.part.values()
        if name == "picture" and tag.part.kind == "open":
            self._sets, self._is_shown = [], False
        elif name == "source" and self._sets is not None:
            self._sets.append(values.get("srcset") or values.get("data-srcset", ""))
        elif name == "picture":
            sets, self._sets = self._sets or [], None
            addresses = [address for each in sets for address in largest_first(each)]
            if addresses and not self._is_shown:
                return Medium(Show.PICTURE, tag.start, tag.end, tuple(addresses))
        return _nothing(tag)

    def _end_of(self, place: int) -> int:
        """Return the place of the tag that ends an element; the same for one without an end."""
        part = self._tags[place].part
        if part.kind != "open" or part.closes_itself or part.name in self._endless | {"embed"}:
            return place
        for later in range(place + 1, len(self._tags)):
            if self._tags[later].closes(part.name):
                return later
        self._endless.add(part.name)
        return place


def _film(whole: list[Tag]) -> Medium | None:
    values = whole[0].part.values()
    sources = [tag.part.values().get("src", "") for tag in whole[1:] if tag.part.name == "source"]
    addresses = tuple(filter(None, [values.get("src", values.get("data-src", "")), *sources]))
    words = values.get("title", "") or values.get("aria-label", "")
    poster = values.get("poster", "")
    tracks = [tag.part.values() for tag in whole[1:] if tag.part.name == "track"]
    captions = [each.get("src", "") for each in tracks if each.get("kind", "") in _READ_TRACKS]
    stretch = whole[0].start, whole[-1].end
    if addresses:
        track = next(filter(None, captions), "")
        return Medium(Show.FILM, *stretch, addresses, words, poster=poster, captions=track)
    return Medium(Show.PICTURE, *stretch, (poster,), words) if poster else None


def _frame(whole: list[Tag]) -> Medium | None:
    values = whole[0].part.values()
    address = values.get(_FRAMES[whole[0].part.name], "") or values.get("data-src", "")
    words = values.get("title", "") or values.get("aria-label", "")
    stretch = whole[0].start, whole[-1].end
    return Medium(Show.FRAME, *stretch, (address,), words) if address else None


def _nothing(tag: Tag) -> Medium:
    return Medium(Show.NOTHING, tag.start, tag.end, holder=tag.part.name)


def _with_late_pictures(media: Iterable[Medium]) -> Iterator[Medium]:
    """Yield media, a picture and its twin for browsers without scripts as one.

    The twin in `noscript` follows the picture that a script would load, and names the same file
    or the one that the picture stands in for.
    """
    held: list[Medium] = []
    for medium in media:
        if medium.show is Show.NOTHING or not held:
            held.append(medium)
        elif _is_twin(held, medium):
            first = held[0]
            both = dict.fromkeys((*medium.addresses, *first.addresses))
            held[0] = replace(first, addresses=tuple(both), words=first.words or medium.words)
            held.append(Medium(Show.NOTHING, medium.start, medium.end))
        else:
            yield from held
            held = [medium]
    yield from held


def _is_twin(held: list[Medium], medium: Medium) -> bool:
    first, between = held[0], held[1:]
    if not (medium.show is first.show is Show.PICTURE):
        return False
    is_without_scripts = any(each.holder == "noscript" for each in between)
    is_stand_in = first.addresses[0].startswith(STAND_IN)
    is_same = not set(first.addresses).isdisjoint(medium.addresses)
    return is_without_scripts and (is_stand_in or is_same)
