"""Texts in every script, as hypothesis draws them: marks, emoji, controls, long words."""

import re
import unicodedata
from itertools import pairwise

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from search.analysis.text import clean, normalise
from search.analysis.words import MAX_WORD

# First and last letters of blocks; what is unassigned between them is left out.
BLOCKS = [
    "AZ", "az", "ÀÿĀſ", "Αω", "Ая", "Աև", "אתׇ֑", "ءيًٰ", "ܐܬܱ݊", "ߊߪ", "अह़्", "অহ়্", "ਅਹ਼੍",
    "અહ઼્", "அஹா்", "అహా్", "അഹാ്", "අෆා්", "กฮะๅ่๎", "ກຮະໍ", "ཀཨཱྀ", "ကအာ်", "ႠჅ", "ᄀ하ᅵᆨᇂ", "ሀፐ",
    "ᎠᏴ", "កអា៓", "ᠠᡂ", "ᬅᬳᬵ᭄", "ぁゖ゙゚", "ァヺ", "一鿿", "가힣", "𐤀𐤕", "𝒜𝔷", "𞤀𞥃",
]  # fmt: skip
EMOJI = ["👩🏽‍💻", "👨‍👩‍👧‍👦", "🇮🇱", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "1️⃣", "☺️", "🧑🏿‍🚀", "😀"]
# Zero width, direction, NUL, other controls, a lone surrogate, a noncharacter.
CONTROLS = list("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u202c\u2066\u2069\ufeff\u2028")
CONTROLS += ["\x00", "\x07", "\x1b", "\x85", "\ud800", "\uffff", "\r\n"]


def _letters(block: str) -> st.SearchStrategy[str]:
    ends = [sorted(pair) for pair in list(pairwise(block))[::2]]
    ranges = [st.characters(min_codepoint=ord(a), max_codepoint=ord(b)) for a, b in ends]
    return st.text(st.one_of(ranges), min_size=1, max_size=12)


_word = st.sampled_from(BLOCKS).flatmap(_letters)
_accented = st.text(
    st.one_of(
        st.characters(categories=["Ll", "Lo"]),
        st.characters(min_codepoint=0x300, max_codepoint=0x36F),
    ),
    min_size=1,
    max_size=12,
)
_endless = st.builds(
    lambda letter, mark, count: letter + mark * count,
    st.characters(categories=["L"]),
    st.characters(categories=["M"]),
    st.integers(1, 300),
)
_piece = st.one_of(
    _word,
    _word,
    _accented,
    _endless,
    st.sampled_from(EMOJI),
    st.sampled_from(CONTROLS),
    st.text(min_size=1, max_size=30),
)
_text = st.builds(
    lambda pieces, joint, times: joint.join(pieces * times),
    st.lists(_piece, min_size=1, max_size=5),
    st.sampled_from([" ", " ", "", "\u200b", "-"]),
    st.sampled_from([1, 1, 2, 5]),
)


def draw_texts(count: int) -> list[str]:
    """Return so many texts, the same ones each time."""
    texts: list[str] = []

    @seed(1)
    @settings(
        max_examples=count + 50,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_text)
    def draw(text: str) -> None:
        texts.append(text)

    draw()
    return texts[:count]


def longest_run(text: str) -> str:
    """Return the longest run of letters with their marks; empty where there is no letter.

    Not one of more than `MAX_WORD` signs beside a digit, which is taken for a hash.
    """
    signs = normalise(clean(text))
    kinds = "".join(unicodedata.category(sign)[0] for sign in signs)
    found = [each.span() for each in re.finditer(r"(?:LM*)+", kinds)]
    runs = (
        signs[start:end]
        for start, end in found
        if end - start <= MAX_WORD or "N" not in kinds[max(start - 1, 0) : end + 1]
    )
    return max(runs, key=len, default="")


HOSTILE = [
    '"', "'", "''", '"unclosed', "*", "a*", "(", ")", "a AND", "NOT", "OR OR", "NEAR(a b)",
    "a NEAR/3 b", "title:drift", "^drift", "-drift", "+", "{x}:y", "%", "_", "\\",
    "\x00", "drift\x00", "\ud800",
    "‮drift", "​", "💥", "' OR 1=1 --", "); DROP TABLE x;", "<script>", "a" * 100_000,
    " ".join(f"t{number}" for number in range(3000)), "|", "&", "!", ":*", "a:b:c", "ﬀ", "١٢",
]  # fmt: skip
