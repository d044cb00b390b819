"""Tells of boxes, `::: note` and `!!! note`, in texts whose own program knows none of them.

The dialect reads them all; there, they were shown as text, and what `!!!` indents as code.
"""

import re

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.translate import replace_in_prose
from blog.importing.entry import Subject

FOREIGN = "box of another program, where the old site showed text or code"

_OPENING = re.compile(
    r"^[ ]{0,3}(?:(?:!!!|\?\?\?\+?)[ ]?[\w-]+|:{3,}[ \t]*[^:\s])[^\n]*$", re.MULTILINE
)


def tell_boxes(draft: Draft) -> Draft:
    """Return the draft, with the first line of each box told."""

    def tell(match: re.Match[str], draft: Draft, line: int) -> None:
        draft.tell(FOREIGN, match[0], line, subject=Subject.LEFT_OUT)

    return replace_in_prose(draft, _OPENING, tell)
