"""Renders Markdown as safe HTML, and lists what of it a reader would not see."""

import re
from collections.abc import Mapping, MutableMapping

from django.utils.html import escape
from django.utils.translation import gettext
from markdown_it.token import Token

from blog.document.code.highlighting import PLAIN
from blog.document.code.listing import CodeListing
from blog.document.manuscript import Manuscript
from blog.html.placeholder import own_paragraph
from blog.html.sanitising import TASK_BOX, sanitise
from blog.html.terminal_output import scrollable_tables
from blog.markdown.dialect import MAX_NESTING, PARSER
from blog.markdown.limits import is_oversized
from blog.markdown.line_notes import with_note_tokens
from blog.markdown.syntax.as_typed import settle_html
from blog.markdown.syntax.callout_tokens import place_callouts
from blog.markdown.syntax.formulas import UNREAD
from blog.markdown.syntax.references import place_targets
from blog.markdown.syntax.tables import surplus_cells

_CITATION = re.compile(r"\[\^([^\]\s]{1,100})\]")
_TYPED_CITATION = re.compile(rf"(?<!\\){_CITATION.pattern}")
_FOOTNOTE_LABEL = re.compile(r"^ {0,3}\[\^([^\]\s]{1,100})\]:", re.MULTILINE)


def render_markdown(source: str, manuscript: Manuscript) -> str:
    """Return safe HTML for Markdown, with placeholders for what the manuscript decides.

    A source past the limits comes back as a code listing. Links and images may name pages,
    documents and images by id (`page:3`, `image:7`).
    """
    if is_oversized(source):
        return _as_code_listing(source, manuscript)
    env: dict = {"manuscript": manuscript, "footnotes": _footnotes_elsewhere(manuscript)}
    tokens = PARSER.parse(source, env)
    if _is_cut_short(tokens):
        manuscript.problem("nesting", source.lstrip()[:200])
        return _as_code_listing(source, manuscript)
    _list_unused_definitions(tokens, env)
    tokens, footnotes = _part_footnotes(tokens)
    _list_undefined_footnotes(tokens, manuscript)
    for latex in env.get(UNREAD, ()):
        manuscript.problem("dollars", latex)
    html = _tokens_to_html(tokens, env)
    for label, footnote in footnotes:
        manuscript.define_footnote(label, _tokens_to_html(footnote, env))
    return html


def _as_code_listing(source: str, manuscript: Manuscript) -> str:
    return own_paragraph(manuscript.code_listing(CodeListing(code=source, language=PLAIN)))


def _is_cut_short(tokens: list[Token]) -> bool:
    """Tell whether something is nested so deeply that markdown-it left out what it holds."""
    return any(
        token.nesting == 1 and token.level >= MAX_NESTING - 1 and token.type != "paragraph_open"
        for token in tokens
    )


def footnote_labels(source: str) -> frozenset[str]:
    """Return the labels of the footnotes that a text seems to define; quick and generous."""
    return frozenset(_FOOTNOTE_LABEL.findall(source))


def _footnotes_elsewhere(manuscript: Manuscript) -> dict:
    """Return the plug-in's state, in which footnotes that other blocks define are known."""
    return {"refs": {f":{label}": -1 for label in manuscript.footnote_labels}, "list": {}}


def _part_footnotes(tokens: list[Token]) -> tuple[list[Token], list[tuple[str, list[Token]]]]:
    """Part the definitions of footnotes from a text's tokens."""
    text: list[Token] = []
    footnotes: list[tuple[str, list[Token]]] = []
    inside: list[list[Token]] = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            footnotes.append((token.meta["label"], []))
            inside.append(footnotes[-1][1])
        elif token.type == "footnote_reference_close":
            inside.pop()
        else:
            inside[-1].append(token)
    return text, footnotes


def _list_undefined_footnotes(tokens: list[Token], manuscript: Manuscript) -> None:
    """List footnotes that are cited and not defined, which stay text, as problems."""
    for inline in tokens:
        # An escaped bracket is in the text as it is shown, not as it was typed.
        typed = {*_TYPED_CITATION.findall(inline.content)} if inline.children else set()
        for token in inline.children or ():
            if token.type == "text":
                for label in filter(typed.__contains__, _CITATION.findall(token.content)):
                    manuscript.problem("note", label)


def _list_unused_definitions(tokens: list[Token], env: MutableMapping) -> None:
    """List addresses that are defined and not used, which no reader sees, as problems.

    One that another block uses too is none: an import parts a text into blocks, and gives each
    the addresses that it needs. Nor is the same one written twice.
    """
    manuscript, defined = env["manuscript"], env.get("references", {})
    used = _labels_in(tokens, env)
    texts = {label: _definition_text(label, each) for label, each in defined.items()}
    manuscript.used_definitions |= {texts[label] for label in used & texts.keys()}
    repeated = [_definition_text(each["label"], each) for each in env.get("duplicate_refs", ())]
    unused = [text for label, text in texts.items() if label not in used]
    for text in [*unused, *(text for text in repeated if text not in texts.values())]:
        manuscript.problem("definition", text)


def _labels_in(tokens: list[Token], env: MutableMapping) -> set[str]:
    """Return the labels of the definitions that a text and its footnotes use."""
    labels = set()
    waiting = [tokens, *(footnote.get("tokens") for footnote in env["footnotes"]["list"].values())]
    while waiting:
        for token in waiting.pop() or ():
            labels.add(token.meta.get("label"))
            waiting.append(token.children)
    return labels


def _definition_text(label: str, definition: Mapping[str, str]) -> str:
    text = " ".join(filter(None, [f"[{label.lower()}]: {definition['href']}", definition["title"]]))
    return text[:200]


def _tokens_to_html(tokens: list[Token], env: MutableMapping) -> str:
    settle_html(tokens, env["manuscript"])
    for text in surplus_cells(tokens):
        env["manuscript"].problem("cells", text)
    tokens = place_targets(place_callouts(tokens, env["manuscript"]), env["manuscript"])
    tokens = with_note_tokens(tokens)
    _align_by_class(tokens)
    html = sanitise(PARSER.renderer.render(tokens, PARSER.options, env))
    return TASK_BOX.sub(_name_task_box, scrollable_tables(html))


def _name_task_box(match: re.Match[str]) -> str:
    name = gettext("Done") if "checked" in match[0] else gettext("To do")
    return f'{match[1]} aria-label="{escape(name)}">'


def _align_by_class(tokens: list[Token]) -> None:
    """Turn the inline style of an aligned table cell into a class."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            alignment = str(token.attrs.pop("style")).removeprefix("text-align:")
            token.attrJoin("class", f"is-{alignment}")
