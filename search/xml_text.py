"""What of a text an XML document may hold."""

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return text without the characters that no XML 1.0 document may hold (its section 2.2).

    Terminal output pasted into a listing brings escape characters, for instance.
    """
    return _NOT_IN_XML.sub("", text)
