"""Says what a label may be, which `[@fig:curve]` refers to, and which id it becomes."""

import re

LABEL = r"[A-Za-z][\w:.-]{0,63}"


def label_id(label: str) -> str:
    """Return the id of what a label names: `fig:curve` is `fig-curve`.

    Whatever was stored, there is nothing in it that could end an attribute.
    """
    return re.sub(r"[^\w-]+", "-", label)
