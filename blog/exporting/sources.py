"""Writes the sources that exported posts cite: one BibTeX file beside them."""

from collections.abc import Iterable

from blog.citations.cited_keys import keys_in
from blog.citations.formats.bibtex_writing import write_bibtex
from blog.models import BlogPostPage, Source, sources_for

BIBLIOGRAPHY = "references.bib"


class CitedSources:
    """The sources that posts cite; their keys are read once, their records once all are known."""

    def __init__(self) -> None:
        self._known = set(Source.objects.values_list("key", flat=True))

    def of(self, post: BlogPostPage) -> set[str]:
        """Return the keys of the sources that a post cites, as its body stands."""
        return keys_in([*post.body.get_prep_value()]) & self._known if self._known else set()


def sources_text(keys: Iterable[str]) -> str:
    """Return the sources of some keys as BibTeX, in the order of the keys; empty for none."""
    items = sources_for(keys)
    return write_bibtex(items[key] for key in sorted(items))
