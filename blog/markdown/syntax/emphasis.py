"""Lets the delimiters of emphasis work between Chinese, Japanese and Korean words too.

Which delimiters open and close follows "CommonMark CJK-friendly Amendments Specification" by
Tatsunori Uchino (github.com/tats-u/markdown-cjk-friendly, specification.md): full-width punctuation
counts as a letter, and a CJK character outside of the delimiters as a space.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

# Wide by their width alone: emoji that are shown as such by default stand in these blocks.
_EMOJI_BLOCKS = (range(0x2300, 0x2C00), range(0x1F000, 0x1F200), range(0x1F300, 0x1FB00))
_HANGUL = (range(0x1100, 0x1200), range(0xA960, 0xA980), range(0xD7B0, 0xD800))
_VARIATION_SELECTORS = range(0xFE00, 0xFE0F)
_IDEOGRAPHIC_SELECTORS = range(0xE0100, 0xE01F0)
_FULL_WIDTH_QUOTES = {f"{quote}\ufe01" for quote in "‘’“”"}

_InlineRule = Callable[[StateInline, bool], bool]


def emphasis_plugin(md: MarkdownIt) -> None:
    """Let the parser's `*`, `_` and `~~` follow the rules above; one tilde is text."""
    rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    md.inline.ruler.at("emphasis", _with_our_flanks(rules["emphasis"]))
    md.inline.ruler.at(
        "strikethrough", _needing_two_tildes(_with_our_flanks(rules["strikethrough"]))
    )


def _with_our_flanks(rule: _InlineRule) -> _InlineRule:
    """Wrap a rule of markdown-it so that its delimiters open and close by our flanks."""

    def read(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        can_open, can_close = _flanks(state.src, start, state.pos, state.posMax)
        state.delimiters[count:] = [
            _opening_and_closing(each, can_open, can_close) for each in state.delimiters[count:]
        ]
        return True

    return read


def _needing_two_tildes(rule: _InlineRule) -> _InlineRule:
    """Wrap the rule for `~`, which takes one for a strike, too: `3~5 days, 10~20 hours`."""

    def read(state: StateInline, silent: bool) -> bool:
        is_one = state.src[state.pos] == "~" and state.src[state.pos + 1 : state.pos + 2] != "~"
        return not is_one and rule(state, silent)

    return read


def _opening_and_closing(delimiter: Delimiter, can_open: bool, can_close: bool) -> Delimiter:
    return replace(delimiter, open=can_open, close=can_close)


def _flanks(text: str, start: int, end: int, last: int) -> tuple[bool, bool]:
    """Return whether the run of delimiters `text[start:end]` may open and may close emphasis."""
    before = _character_before(text, start)
    after = text[end] if end < last else " "
    is_space_before, is_space_after = isWhiteSpace(ord(before[0])), isWhiteSpace(ord(after))
    is_stop_before, is_stop_after = _is_other_punctuation(before), _is_other_punctuation(after)
    is_left = not is_space_after and (
        not is_stop_after or is_space_before or is_stop_before or _is_cjk(before)
    )
    is_right = not is_space_before and (
        not is_stop_before or is_space_after or is_stop_after or _is_cjk(after)
    )
    if text[start] != "_":
        return is_left, is_right
    # An underscore inside a word is part of it.
    return (
        is_left and (not is_right or _is_punctuation(before)),
        is_right and (not is_left or _is_punctuation(after)),
    )


def _character_before(text: str, start: int) -> str:
    """Return what stands before a place, with the variation selector that belongs to it."""
    if start == 0:
        return " "
    has_selector = start > 1 and ord(text[start - 1]) in _VARIATION_SELECTORS
    return text[start - 1 - has_selector : start]


def _is_punctuation(sequence: str) -> bool:
    return isMdAsciiPunct(ord(sequence[0])) or isPunctChar(sequence[0])


def _is_other_punctuation(sequence: str) -> bool:
    """Tell whether a character, with its selector, is punctuation that is not a CJK one."""
    return (
        _is_punctuation(sequence) and sequence not in _FULL_WIDTH_QUOTES and not _is_cjk(sequence)
    )


def _is_cjk(sequence: str) -> bool:
    character = sequence[0]
    code = ord(character)
    if code < 0x1100:
        return False
    if code in _IDEOGRAPHIC_SELECTORS or any(code in block for block in _HANGUL):
        return True
    is_emoji = unicodedata.category(character)[0] == "S" and any(
        code in block for block in _EMOJI_BLOCKS
    )
    return unicodedata.east_asian_width(character) in "WFH" and not is_emoji
