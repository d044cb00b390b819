"""Says what a citation key may be, by which `[@vaswani2017]` names a source."""

import re

from search.analysis.text import clean

MAX_KEY = 100
# As Pandoc reads keys: signs stand within, and no two of them side by side. Its `<`, `>`, `&` and
# `$` are no part of ours: behind any `@name` they would take tags, entities and formulas for one.
_SIGNS = r":.#%\-+?~/"
KEY = rf"\w(?:[{_SIGNS}]?\w){{0,{MAX_KEY - 1}}}"
# `[@fig:loss]` refers to a thing of the post; the prefixes are those that writers give to labels.
LABEL_PREFIXES = (
    "fig", "tbl", "tab", "eq", "sec", "lst", "thm", "lem", "cor", "prp", "def", "exm", "exr",
    "nte", "tip", "wrn", "imp", "cau",
)  # fmt: skip
_WHOLE = re.compile(KEY)
_LABEL = re.compile(rf"(?:{'|'.join(LABEL_PREFIXES)})[:-]")
_OTHER = re.compile(rf"[^\w{_SIGNS}]+")
_SIGNS_TOGETHER = re.compile(rf"([{_SIGNS}])[{_SIGNS}]+")


def is_key(text: str) -> bool:
    """Tell whether a source may have this key: no label of a post looks like it."""
    return len(text) <= MAX_KEY and bool(_WHOLE.fullmatch(text)) and not _LABEL.match(text)


def fitting_key(text: str) -> str:
    """Return the key nearest to a text that other programs take for one; "source" of nothing."""
    text = _SIGNS_TOGETHER.sub(r"\1", _OTHER.sub("-", clean(text)))
    text = re.sub(r"\A[\W]+|[\W]+\Z", "", text[:MAX_KEY])
    while match := _LABEL.match(text):
        text = text[: match.end() - 1] + "_" + text[match.end() :]
    return text or "source"


def free_key(key: str, taken: set[str]) -> str:
    """Return a key that is not taken: the given one, else with a number behind it."""
    number, free = 2, key
    while free in taken:
        free = f"{key[: MAX_KEY - len(str(number)) - 1]}_{number}"
        number += 1
    return free
