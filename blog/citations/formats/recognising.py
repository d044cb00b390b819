"""Reads sources in whichever of the formats a text is."""

import re

from django.utils.translation import gettext as _

from blog.citations.formats.bibtex import read_bibtex
from blog.citations.formats.csl_json import read_csl_json
from blog.citations.formats.reading import (
    MAX_CHARACTERS,
    MAX_ENTRIES,
    Reading,
    UnreadableSourcesError,
)
from blog.citations.formats.ris import read_ris

_RIS = re.compile(r"^TY  ?-", re.MULTILINE)
_BIBTEX = re.compile(r"@\s*\w+\s*[{(]")


def read_sources(text: str, *, most: int = MAX_ENTRIES) -> Reading:
    """Return the sources of a text, recognised by what it holds.

    Raises `UnreadableSourcesError` for what is too long or of no known format.
    """
    if len(text) > MAX_CHARACTERS:
        message = _("This is too long: at most %(most)d characters are read in one go.")
        raise UnreadableSourcesError(message % {"most": MAX_CHARACTERS})
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith(("[", "{")):
        return read_csl_json(text, most=most)
    if _RIS.search(text):
        return read_ris(text, most=most)
    if _BIBTEX.search(text):
        return read_bibtex(text, most=most)
    raise UnreadableSourcesError(_("This is neither BibTeX nor CSL-JSON nor RIS."))
