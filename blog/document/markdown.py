"""The one Markdown dialect: CommonMark with GitHub's extensions, rendered by markdown-it."""

import re
from collections.abc import Callable, MutableMapping

from django.utils.html import escape
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_inline
from mdit_py_plugins.gfm import gfm_plugin

from blog.document.highlight import PLAIN
from blog.document.listing import Listing
from blog.document.manuscript import Manuscript
from blog.document.markdown_labels import place_targets, reference_plugin
from blog.document.markdown_math import math_plugin
from blog.document.markdown_renderer import MarkedRenderer
from blog.document.output import scrollable_tables
from blog.document.sanitise import sanitise

# Past this, or with more lines or opening brackets than any text needs, parsing takes seconds.
MAX_CHARACTERS = 50_000
MAX_LINES = 10_000
MAX_OPEN_BRACKETS = 2_000
# A table's rows times its columns; a row need not spell its empty cells out.
MAX_CELLS = 20_000
# One reference may be used two thousand times, and each use holds the whole address.
MAX_ADDRESS = 2_000

_InlineRule = Callable[[StateInline, bool], bool]
_PROTOCOLS = ("http", "https", "mailto", "xmpp")
_LONGEST = max(map(len, _PROTOCOLS)) + 1  # and what stands before

_TASK_BOX = re.compile(r'(<input class="task-list-item-checkbox"[^>]*)>')
_CITATION = re.compile(r"\[\^([^\]\s]{1,100})\]")
_NOTE_LABEL = re.compile(r"^ {0,3}\[\^([^\]\s]{1,100})\]:", re.MULTILINE)


def render_markdown(source: str, manuscript: Manuscript) -> str:
    """Return safe HTML for Markdown, with marks for what the manuscript decides.

    A source past the limits comes back as a listing. Links and images may name pages,
    documents and images by id (`page:3`, `image:7`).
    """
    if is_oversized(source):
        mark = manuscript.listing(Listing(code=source, language=PLAIN))
        return f"<p>{mark}</p>"
    env: dict = {"manuscript": manuscript, "footnotes": _known_notes(manuscript)}
    tokens, notes = _without_notes(PARSER.parse(source, env))
    _note_problems(tokens, manuscript)
    html = _html(tokens, env)
    for label, note in notes:
        manuscript.define_note(label, _html(note, env))
    return html


def note_labels(source: str) -> frozenset[str]:
    """Return the labels of the footnotes that a text seems to define; quick and generous."""
    return frozenset(_NOTE_LABEL.findall(source))


def is_oversized(source: str) -> bool:
    """Tell whether rendering would take longer than an editor or reader should wait."""
    return (
        len(source) > MAX_CHARACTERS
        or source.count("\n") > MAX_LINES
        or source.count("[") > MAX_OPEN_BRACKETS
        or _possible_cells(source) > MAX_CELLS
    )


def _possible_cells(source: str) -> int:
    """Return how many cells the tables of a text have at most; a blank line ends a table."""
    if source.count("|") < MAX_CELLS // 100:
        return 0
    parts = (part.split("\n") for part in re.split(r"\n[ \t]*\n", source) if "|" in part)
    return sum(len(lines) * max(line.count("|") for line in lines) for lines in parts)


def _known_notes(manuscript: Manuscript) -> dict:
    """Let a text cite notes that another block defines."""
    return {"refs": {f":{label}": -1 for label in manuscript.note_labels}, "list": {}}


def _without_notes(tokens: list[Token]) -> tuple[list[Token], list[tuple[str, list[Token]]]]:
    """Part the definitions of footnotes from a text's tokens."""
    text: list[Token] = []
    notes: list[tuple[str, list[Token]]] = []
    inside: list[list[Token]] = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            notes.append((token.meta["label"], []))
            inside.append(notes[-1][1])
        elif token.type == "footnote_reference_close":
            inside.pop()
        else:
            inside[-1].append(token)
    return text, notes


def _note_problems(tokens: list[Token], manuscript: Manuscript) -> None:
    """Tell the editor of notes that are cited and not defined, which stay text."""
    for inline in tokens:
        for token in inline.children or ():
            if token.type == "text":
                for label in _CITATION.findall(token.content):
                    manuscript.problem("note", label)


def _html(tokens: list[Token], env: MutableMapping) -> str:
    tokens = place_targets(tokens, env["manuscript"])
    _align_by_class(tokens)
    html = sanitise(PARSER.renderer.render(tokens, PARSER.options, env))
    return _TASK_BOX.sub(_name_task_box, scrollable_tables(html))


def _name_task_box(match: re.Match[str]) -> str:
    name = gettext("Done") if "checked" in match[0] else gettext("To do")
    return f'{match[1]} aria-label="{escape(name)}">'


def _align_by_class(tokens: list[Token]) -> None:
    """Turn the inline style of an aligned table cell into a class."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            alignment = str(token.attrs.pop("style")).removeprefix("text-align:")
            token.attrJoin("class", f"is-{alignment}")


def _after_short_text(rule: _InlineRule) -> _InlineRule:
    """Wrap the plug-in's rule for `http:`, which at each colon reads all the text before it."""

    def read(state: StateInline, silent: bool) -> bool:
        pending = state.pending
        if not pending.endswith(_PROTOCOLS):
            return False
        if not silent and len(pending) > _LONGEST:
            state.pending = pending[:-_LONGEST]
            state.pushPending()
            state.pending = pending[-_LONGEST:]
        return rule(state, silent)

    return read


def _is_short_link(address: str) -> bool:
    return len(address) <= MAX_ADDRESS and validateLink(address)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}, renderer_cls=MarkedRenderer)
    gfm_plugin(parser)
    # The plug-in's own rules for showing notes; ours number them over the whole post.
    parser.renderer.rules["footnote_ref"] = parser.renderer.footnote_ref
    parser.inline.ruler.before("footnote_ref", "footnote_inline", footnote_inline)
    parser.core.ruler.disable("footnote_tail")
    deflist_plugin(parser)
    math_plugin(parser)
    reference_plugin(parser)
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    parser.inline.ruler.at(
        "gfm_autolink_protocol", _after_short_text(rules["gfm_autolink_protocol"])
    )
    parser.validateLink = _is_short_link
    return parser


PARSER = _parser()
