"""Reads the identifiers of people that their records name."""

import re

ORCID_ADDRESS = "https://orcid.org/"
_ORCID = re.compile(r"(?:https?://orcid\.org/)?((?:\d{4}-){3}\d{3}[\dXx])/?\Z", re.ASCII)


def orcid_of(text: str) -> str:
    """Return the ORCID iD that a text is, alone or as an address; empty for none.

    Its last sign checks the others, by ISO 7064, MOD 11-2.
    """
    match = _ORCID.match(text.strip())
    if match is None:
        return ""
    orcid = match[1].upper()
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2 % 11
    return orcid if "0123456789X"[(12 - total) % 11] == orcid[-1] else ""
