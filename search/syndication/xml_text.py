"""Takes out of a text what no XML document may hold."""

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return text without the characters that no XML 1.0 document may hold (its section 2.2).

    Terminal output pasted into a code block brings escape characters, for instance.
    """
    return _NOT_IN_XML.sub("", text)
