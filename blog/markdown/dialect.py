"""Defines the one Markdown dialect: CommonMark with GitHub's extensions and our own."""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_inline
from mdit_py_plugins.gfm import gfm_plugin

from blog.markdown.line_notes import annotation_plugin
from blog.markdown.renderer import MarkedRenderer
from blog.markdown.straight_quotes import straight_quotes_plugin
from blog.markdown.syntax.as_typed import typed_html_plugin
from blog.markdown.syntax.attribute_lists import attributes_plugin
from blog.markdown.syntax.callouts import callout_plugin
from blog.markdown.syntax.definitions import bounded_definitions_plugin
from blog.markdown.syntax.emphasis import emphasis_plugin
from blog.markdown.syntax.formulas import math_plugin
from blog.markdown.syntax.raw_code import raw_code_plugin
from blog.markdown.syntax.references import reference_plugin
from blog.markdown.syntax.tables import table_plugin

# Quotes and lists within each other; a list counts twice.
MAX_NESTING = 40

_InlineRule = Callable[[StateInline, bool], bool]
_PROTOCOLS = ("http", "https", "mailto", "xmpp")
_LONGEST = max(map(len, _PROTOCOLS)) + 1  # and what stands before


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


def _is_readable(_address: str) -> bool:
    """Let every address be read; which may be followed is decided where it can be reported."""
    return True


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": True, "maxNesting": MAX_NESTING}, renderer_cls=MarkedRenderer
    )
    gfm_plugin(parser)
    # The plug-in's own rules for showing footnotes; ours number them over the whole post.
    parser.renderer.rules["footnote_ref"] = parser.renderer.footnote_ref
    parser.inline.ruler.before("footnote_ref", "footnote_inline", footnote_inline)
    parser.core.ruler.disable("footnote_tail")
    deflist_plugin(parser)
    bounded_definitions_plugin(parser)
    emphasis_plugin(parser)
    math_plugin(parser)
    raw_code_plugin(parser)
    reference_plugin(parser)
    attributes_plugin(parser)
    typed_html_plugin(parser)
    table_plugin(parser)
    callout_plugin(parser)
    annotation_plugin(parser)
    straight_quotes_plugin(parser)
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    parser.inline.ruler.at(
        "gfm_autolink_protocol", _after_short_text(rules["gfm_autolink_protocol"])
    )
    parser.options["store_labels"] = True
    parser.validateLink = _is_readable
    return parser


PARSER = _make_parser()
