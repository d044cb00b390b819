"""Parses Markdown with the places of its links and images, so that their source can be edited."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from blog.markdown.dialect import PARSER
from blog.markdown.limits import is_oversized


class Stretch(NamedTuple):
    """Where a part of a text begins and ends."""

    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """One link or image: where it stands in its text, and the token it became.

    `text[start:close]` is `[label` or `![label`, `text[close:end]` is `](address "title")`
    or `][reference]`; `address` is the part of the latter that names the target, if any.
    """

    inline: Token
    token: Token
    start: int
    close: int
    end: int
    address: Stretch | None

    @property
    def target(self) -> str:
        return str(self.token.attrs.get("src" if self.is_image else "href", ""))

    @property
    def is_image(self) -> bool:
        return self.token.type == "image"

    @property
    def title(self) -> str:
        return str(self.token.attrs.get("title", ""))


@dataclass(frozen=True)
class BareSpan:
    """An address that is a link by itself, `https://…` or `<https://…>`, and where it stands."""

    inline: Token
    address: str
    start: int
    end: int


@dataclass(frozen=True)
class HtmlSpan:
    """One tag of raw HTML in a text: the tag, and where it stands."""

    inline: Token
    html: str
    start: int
    end: int


@dataclass(frozen=True)
class FootnoteSpan:
    """One `[^label]` in a text, and where it stands."""

    inline: Token
    label: str
    start: int
    end: int


@dataclass
class Parsed:
    """A source's tokens, with footnotes where they were written, its lines and its spans."""

    tokens: list[Token]
    lines: list[str]
    spans: list[Span]
    bare_spans: list[BareSpan]
    html_spans: list[HtmlSpan] = field(default_factory=list)
    footnote_spans: list[FootnoteSpan] = field(default_factory=list)
    references: dict[str, dict[str, Any]] = field(default_factory=dict)
    duplicates: list[dict[str, Any]] = field(default_factory=list)

    @property
    def repeated(self) -> set[str]:
        """The labels that are defined more than once, of which the first definition counts."""
        return {entry["label"] for entry in self.duplicates}


def parse_source(source: str) -> Parsed:
    """Parse with the one dialect. Paragraphs past its limits keep their links unread."""
    env: dict[str, Any] = {"spans": [], "bare_spans": [], "html_spans": [], "footnote_spans": []}
    tokens = _PARSER.parse(source, env)
    return Parsed(
        tokens=tokens,
        lines=source.split("\n"),
        spans=env["spans"],
        bare_spans=env["bare_spans"],
        html_spans=env["html_spans"],
        footnote_spans=env["footnote_spans"],
        references=env.get("references", {}),
        duplicates=env.get("duplicate_refs", []),
    )


def _parse_inlines(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if not is_oversized(token.content):
                state.env["inline"] = token
                state.md.inline.parse(token.content, state.md, state.env, token.children)


_InlineRule = Callable[[StateInline, bool], bool]
_MakePiece = Callable[[StateInline, Token, int], HtmlSpan | FootnoteSpan]


def _recording_spans(rule: _InlineRule, *, is_image: bool) -> _InlineRule:
    """Wrap markdown-it's rule for links or images so that it leaves a span in the env."""

    def record(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        inline = state.env.get("inline")
        # A link in an image's label is parsed as a text of its own and never shown.
        if not silent and inline is not None and state.src == inline.content:
            token = next(
                token
                for token in (reversed(state.tokens) if is_image else state.tokens[count:])
                if token.type == ("image" if is_image else "link_open")
            )
            state.env["spans"].append(_make_span(state, inline, token, start))
        return True

    return record


def _recording_bare_spans(rule: _InlineRule) -> _InlineRule:
    """Wrap markdown-it's rule for addresses that are links by themselves likewise."""

    def record(state: StateInline, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, silent):
            return False
        inline = state.env.get("inline")
        if not silent and inline is not None and state.src == inline.content:
            # What stood before the address may have become a text of its own.
            types = [each.type for each in state.tokens[count:]]
            address = state.tokens[count + types.index("link_open") + 1].content
            # The rules read what stands before the place they are called at, too.
            typed = f"<{address}>" if state.src[state.pos - 1] == ">" else address
            start = state.pos - len(typed)
            if state.src.startswith(typed, start):
                state.env["bare_spans"].append(BareSpan(inline, address, start, state.pos))
        return True

    return record


def _recording_pieces(rule: _InlineRule, name: str, make: _MakePiece) -> _InlineRule:
    """Wrap a rule of markdown-it likewise, for pieces that begin where it is called."""

    def record(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        inline = state.env.get("inline")
        if not silent and inline is not None and state.src == inline.content:
            state.env[name].append(make(state, inline, start))
        return True

    return record


def _html_span(state: StateInline, inline: Token, start: int) -> HtmlSpan:
    return HtmlSpan(inline, state.src[start : state.pos], start, state.pos)


def _footnote_span(state: StateInline, inline: Token, start: int) -> FootnoteSpan:
    return FootnoteSpan(inline, state.tokens[-1].meta["label"], start, state.pos)


def _read_footnote(state: StateInline, silent: bool) -> bool:
    """Read `^[a footnote]` where it stands, for what it links to is edited like all else."""
    start, last = state.pos, state.posMax
    if not state.src.startswith("^[", start, last):
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    state.pos = start
    if end < 0:
        return False
    if not silent:
        state.pos, state.posMax = start + 2, end
        state.push("inline_footnote_open", "", 1)
        state.md.inline.tokenize(state)
        state.push("inline_footnote_close", "", -1)
    state.pos, state.posMax = end + 1, last
    return True


def _make_span(state: StateInline, inline: Token, token: Token, start: int) -> Span:
    bracket = start + (token.type == "image")
    close = state.md.helpers.parseLinkLabel(state, bracket, token.type != "image")
    address = None
    if "label" not in token.meta:
        begin = close + 2
        while state.src[begin : begin + 1].isspace():
            begin += 1
        parsed = state.md.helpers.parseLinkDestination(state.src, begin, state.pos)
        address = Stretch(begin, parsed.pos)
    return Span(inline, token, start, close, state.pos, address)


def _make_parser() -> MarkdownIt:
    """Return the one dialect's parser, changed only in what it leaves in the env."""
    parser = copy.copy(PARSER)
    parser.options = copy.copy(PARSER.options)
    parser.core, parser.inline = copy.deepcopy(PARSER.core), copy.deepcopy(PARSER.inline)
    parser.options["store_labels"] = True
    parser.core.ruler.at("inline", _parse_inlines)
    parser.core.ruler.disable("footnote_tail")
    parser.inline.ruler.at("footnote_inline", _read_footnote)
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    for name in ("link", "image"):
        parser.inline.ruler.at(name, _recording_spans(rules[name], is_image=name == "image"))
    for name in ("autolink", "gfm_autolink_protocol"):
        parser.inline.ruler.at(name, _recording_bare_spans(rules[name]))
    for name, key, make in (
        ("html_inline", "html_spans", _html_span),
        ("footnote_ref", "footnote_spans", _footnote_span),
    ):
        parser.inline.ruler.at(name, _recording_pieces(rules[name], key, make))
    return parser


_PARSER = _make_parser()
