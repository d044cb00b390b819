"""Fetches the record of a DOI or an arXiv id, by the one way out and only when asked to."""

import re
from urllib.parse import quote

from django.utils.translation import gettext as _

from blog.citations.formats.reading import UnreadableSourcesError
from blog.citations.records import doi_of
from blog.outbound.errors import OutboundError
from blog.outbound.requests import fetch

REGISTRY = "https://doi.org/"
ACCEPT = "application/vnd.citationstyles.csl+json"
MAX_ANSWER_BYTES = 512 * 1024
MAX_SECONDS = 8.0
# As arXiv has given them since 2007, and before.
_ARXIV = re.compile(
    r"(?:arxiv:|https?://arxiv\.org/(?:abs|pdf)/)?"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?\Z",
    re.IGNORECASE,
)


def fetch_record(identifier: str) -> str:
    """Return what the registry of DOIs says of a DOI or an arXiv id, as CSL-JSON.

    Raises `UnreadableSourcesError` for what is neither, and where no answer comes.
    """
    doi = doi_of(identifier) or _doi_of_arxiv(identifier)
    if not doi:
        raise UnreadableSourcesError(
            _("This is neither a DOI (10.…) nor an arXiv id (1706.03762).")
        )
    try:
        fetched = fetch(
            REGISTRY + quote(doi),
            accept=ACCEPT,
            max_bytes=MAX_ANSWER_BYTES,
            max_seconds=MAX_SECONDS,
        )
    except OutboundError as error:
        message = _("The registry of DOIs has no record of “%(doi)s” for us: %(reason)s")
        raise UnreadableSourcesError(message % {"doi": doi, "reason": error}) from error
    return fetched.body.decode(errors="replace")


def _doi_of_arxiv(identifier: str) -> str:
    match = _ARXIV.match(identifier.strip())
    return f"10.48550/arXiv.{match[1]}" if match else ""
