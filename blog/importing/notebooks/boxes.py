"""Gives the boxes that Jupyter colours, `<div class="alert alert-info">`, the form of callouts."""

import re

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.translate import replace_in_prose

_BOX = re.compile(
    r"^<div\s+class=[\"']?(?:alert|alert-block|\s)*\balert-(?P<kind>info|success|warning|danger)"
    r"(?:\s[\w-]+)*[\"']?[^<>\n]{0,200}>(?P<text>(?:(?!<div\b|</div>).){1,10000})</div>[ \t]*$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_KINDS = {"info": "NOTE", "success": "TIP", "warning": "WARNING", "danger": "CAUTION"}


def with_callouts(text: str) -> str:
    """Return a cell's Markdown with its coloured boxes as callouts."""
    if "alert-" not in text:
        return text
    return replace_in_prose(Draft.of("", text), _BOX, _callout).text


def _callout(match: re.Match[str], _draft: Draft, _line: int) -> str:
    lines = [line.strip() for line in match["text"].strip().split("\n")]
    quoted = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"> [!{_KINDS[match['kind'].lower()]}]\n{quoted}"
