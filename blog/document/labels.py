"""Labels: the names that `[@fig:curve]` refers to."""

import re

LABEL = r"[A-Za-z][\w:.-]{0,63}"


def label_id(label: str) -> str:
    """Return the id of what a label names: `fig:curve` is `fig-curve`."""
    return re.sub(r"[:.]+", "-", label)
