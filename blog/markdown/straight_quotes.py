"""Keeps the quotation marks that were typed behind a backslash straight, as Pandoc does."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

STRAIGHT_QUOTE = "straight_quote"


def straight_quotes_plugin(md: MarkdownIt) -> None:
    """Add the rule to a parser, before its texts are joined. The token is `straight_quote`."""
    md.core.ruler.before("text_join", STRAIGHT_QUOTE, _part_straight_quotes)


def _part_straight_quotes(state: StateCore) -> None:
    for inline in state.tokens:
        for token in inline.children or ():
            if token.type == "text_special" and token.info == "escape" and token.content in "\"'":
                token.type = STRAIGHT_QUOTE
