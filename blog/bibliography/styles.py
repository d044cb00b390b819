"""Loads the styles of CSL that come with the site, for a language."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS, CitationStylesStyle

from blog.bibliography.library import AUTHOR_DATE, NUMBERED
from blog.bibliography.markup import Formatter

_FOLDER = Path(__file__).with_name("styles")
_FILES = {AUTHOR_DATE: "apa.csl", NUMBERED: "ieee.csl"}

# A loaded style keeps in itself what it renders.
_rendering = Lock()


class Style(NamedTuple):
    """A style as citeproc reads it, and whether its citations are numbers."""

    csl: Any
    is_numbered: bool

    @property
    def citation(self) -> Any:
        """What a citation looks like: its element has a prefix, a suffix and a delimiter."""
        return self.csl.root.citation.layout

    @property
    def entry(self) -> Any:
        """What an entry of the list looks like."""
        return self.csl.root.bibliography.layout

    @property
    def sorts_particles(self) -> bool:
        """Whether "van Gogh" stands under V."""
        return self.csl.root.get("demote-non-dropping-particle") == "never"

    def term(self, name: str) -> str:
        """Return a word in the language of the style: "and", "et-al"."""
        return str(self.csl.root.get_single_term(name))


@contextmanager
def loaded(name: str, language: str) -> Iterator[Style]:
    """Lend a style, that of authors and years for a name that is not known, to one at a time."""
    name = name if name in _FILES else AUTHOR_DATE
    with _rendering:
        yield _load(name, language)


@lru_cache(maxsize=8)
def _load(name: str, language: str) -> Style:
    csl = CitationStylesStyle(str(_FOLDER / _FILES[name]), _locale(language), validate=False)
    csl.root.formatter = Formatter
    return Style(csl, name == NUMBERED)


def _locale(language: str) -> str:
    """Return the locale of CSL for a language; English where it has none."""
    primary, _dash, region = language.lower().partition("-")
    whole = f"{primary}-{region.upper()}"
    return whole if whole in LANGUAGE_NAMES else PRIMARY_DIALECTS.get(primary, "en-US")
