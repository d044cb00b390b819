"""Writes the icons that MDX texts answer yes and no with, `<Check />` and `<Cross />`, as signs."""

import re

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.translate import replace_in_prose
from blog.importing.entry import Subject

_SIGNS = {"Check": "✓", "Cross": "✗"}
_ICON = re.compile(
    r"""<(?P<name>Check|Cross)(?:Icon)?(?:\s+\w{1,40}=(?:\{[\w.%#-]{1,40}\}|"[^"\n]{0,200}"))*\s*/>"""
)
SHOWN_AS_SIGN = "an icon, shown as a sign"


def translate_icons(draft: Draft) -> Draft:
    """Return a draft with a sign for each of the components that draw a check mark or a cross."""
    return replace_in_prose(draft, _ICON, _sign) if "<C" in draft.text else draft


def _sign(match: re.Match[str], draft: Draft, line: int) -> str:
    draft.tell(SHOWN_AS_SIGN, match[0], line, subject=Subject.LEFT_OUT)
    return _SIGNS[match["name"]]
