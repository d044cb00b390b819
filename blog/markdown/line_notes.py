"""Reads the notes of a code listing's lines, as Quarto writes them.

Lines end in a comment `# <1>`, and directly below the listing stands an ordered list, whose first
item is the first note. A list below a listing without such marks stays a list.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.document.code.line_numbers import marks_in

ANNOTATIONS = "annotations"
_NOTES, _FENCE, _NOTE = "line_notes", "line_notes_of", "line_note"


def annotation_plugin(md: MarkdownIt) -> None:
    """Add the rule that counts a fence's notes."""
    md.core.ruler.push("line_notes", _count_notes)


def notes_of(fence: Token) -> int:
    """Return how many notes a fence has."""
    return fence.meta.get(_NOTES, 0)


def with_note_tokens(tokens: list[Token]) -> list[Token]:
    """Return tokens with one, `line_note`, at the beginning of each note."""
    placed: list[Token] = []
    for token in tokens:
        placed.append(token)
        if _FENCE in token.meta:
            meta = {_FENCE: token.meta[_FENCE], _NOTE: token.meta[_NOTE]}
            placed.append(Token("line_note", "", 0, meta=meta))
    return placed


def note_of(token: Token) -> tuple[Token, int]:
    """Return the fence that a `line_note` belongs to, and its number."""
    return token.meta[_FENCE], token.meta[_NOTE]


def _count_notes(state: StateCore) -> None:
    for place, (fence, following) in enumerate(zip(state.tokens, state.tokens[1:], strict=False)):
        is_list = following.type == "ordered_list_open" and following.level == fence.level
        is_first = is_list and "start" not in following.attrs
        if is_first and fence.type == "fence" and marks_in(fence.content):
            _give_notes(fence, state.tokens[place + 1 :])


def _give_notes(fence: Token, following: list[Token]) -> None:
    opening = following[0]
    opening.attrJoin("class", ANNOTATIONS)
    notes = 0
    for token in following[1:]:
        if token.level == opening.level:
            break
        if token.type == "list_item_open" and token.level == opening.level + 1:
            notes += 1
            token.meta |= {_FENCE: fence, _NOTE: notes}
    fence.meta[_NOTES] = notes
