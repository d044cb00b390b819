"""Draws records of any kind, as hostile as they may be stored."""

from hypothesis import strategies as st

from blog.citations.records import cleaned
from blog.citations.variables import DATES, NAME_PARTS, NAMES, TEXTS, TYPES

PIECES = st.sampled_from(
    ["a", "B", " ", "--", "---", "{", "}", "\\", "%", "$", "^", "_", "~", "#", "&", '"', "'", "''",
     "``", ",", " and ", "others", "<i>", "</i>", "<sup>", "</sup>", '<span class="nocase">',
     "</span>", "@misc{", "@x(", "=", "é", "e\u0301", "字", "\\emph{", "1", "van ", ":", "[", "]",
     "\u00a0", "arXiv:1706.03762", "–", "http://a.b/", "10.1000/x", "jan", "\\textit", "{}"]
)  # fmt: skip
TEXT = st.lists(PIECES, max_size=6).map("".join)
PERSON = st.dictionaries(st.sampled_from(NAME_PARTS), TEXT, max_size=3)
DAY = st.lists(st.integers(-50, 40), min_size=1, max_size=3)
DATE = st.fixed_dictionaries(
    {"date-parts": st.lists(DAY, min_size=1, max_size=2)},
    optional={"circa": st.booleans(), "season": st.integers(0, 5)},
) | TEXT.map(lambda text: {"literal": text})


def _item(drawn: tuple) -> dict:
    kind, texts, names, dates = drawn
    record, _changes = cleaned({"type": kind, **texts, **names, **dates})
    return {"title": "T", **record}


RECORD = st.tuples(
    st.sampled_from(sorted(TYPES)),
    st.dictionaries(st.sampled_from(sorted(TEXTS)), TEXT, max_size=5),
    st.dictionaries(st.sampled_from(sorted(NAMES)), st.lists(PERSON, max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(sorted(DATES)), DATE, max_size=2),
).map(_item)
