"""Keeps markdown-it's rules for definitions within bounds: long addresses, and indented terms."""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock

# Each use of a definition holds its whole address; past the first limit its uses are counted, and
# together may add no more than the second.
MAX_ADDRESS = 2_000
MAX_REPEATED = 200_000
# Thousands of lists would each look for their end in all that follows.
MAX_LINES_READ = 200_000
_READ, _NORMAL = "definition_lines_read", "normalised_source"

_BlockRule = Callable[[StateBlock, int, int, bool], bool]


def bounded_definitions_plugin(md: MarkdownIt) -> None:
    """Change a parser's rules `reference` and `deflist`, which both have to be there."""
    rules = {rule.name: rule for rule in md.block.ruler.__rules__}
    for name, change in (("reference", _within_bounds), ("deflist", _without_indented_marks)):
        md.block.ruler.at(name, change(rules[name].fn), {"alt": rules[name].alt})


def _within_bounds(rule: _BlockRule) -> _BlockRule:
    """Wrap the rule for `[label]: address` so that a long address used too often stays text."""

    def read(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        known, line = len(state.env.get("references", ())), state.line
        if not rule(state, first, last, silent):
            return False
        references = state.env.get("references", {})
        if silent or len(references) == known:
            return True
        label, definition = next(reversed(references.items()))
        length = len(definition["href"])
        if length <= MAX_ADDRESS or length * _uses(state, label) <= MAX_REPEATED:
            return True
        del references[label]
        state.line = line
        return False

    return read


def _uses(state: StateBlock, label: str) -> int:
    """Return how often a text may use a label, its definition not counted."""
    if _NORMAL not in state.env:
        state.env[_NORMAL] = normalizeReference(state.src)
    return state.env[_NORMAL].count(f"[{label}]") - 1


def _without_indented_marks(rule: _BlockRule) -> _BlockRule:
    """Wrap the rule for definition lists: `~` and `:` in an indented code block are none.

    Pandoc and PHP Markdown Extra allow the mark three spaces, the plug-in any number.
    """

    def read(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        if silent:
            return not state.is_code_block(first) and rule(state, first, last, silent)
        mark = _mark_after(state, first, last)
        if mark is None or state.is_code_block(mark):
            return False
        return rule(state, first, _end_before_code(state, mark, last), silent)

    return read


def _mark_after(state: StateBlock, term: int, last: int) -> int | None:
    """Return the line whose mark would make a line a term; None where there is none."""
    line = term + 1
    if line < last and state.isEmpty(line):
        line += 1
    return line if line < last and _has_mark(state, line) else None


def _end_before_code(state: StateBlock, mark: int, last: int) -> int:
    """Return the line where a list ends: a paragraph with a mark in code is no term of it."""
    for line in range(mark + 1, last):
        state.env[_READ] = state.env.get(_READ, 0) + 1
        if state.env[_READ] > MAX_LINES_READ:
            break
        # Deeper than the term, it is part of a definition.
        if not state.isEmpty(line - 1) or state.isEmpty(line):
            continue
        if state.sCount[line] > state.blkIndent or _has_mark(state, line):
            continue
        after = _mark_after(state, line, last)
        if after is None or state.is_code_block(after):
            return line
    return last


def _has_mark(state: StateBlock, line: int) -> bool:
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    return state.src[start : start + 1] in ("~", ":") and state.src[start + 1 : end].strip() != ""
