"""Makes one Markdown text of a body's blocks.

On a page, what a block defines counts for that block first; in one text the first definition of a
label counts for all. So a footnote that says something else than an earlier one of its label gets
a label of its own here, and a link its address.
"""

from collections.abc import Iterable, Iterator
from itertools import count

from markdown_it.token import Token

from blog.markdown.limits import is_oversized
from blog.markdown.placeholders import with_address_placeholders
from blog.markdown.source_edits import Edits
from blog.markdown.tokens import Parsed, parse_source
from blog.markdown.writing import joined

# What the labels of a text say: `^label` of a footnote, else the label of a link.
Said = dict[str, str]


def blocks_text(sources: Iterable[str], *, keeps_comments: bool = False) -> str:
    """Return the Markdown of blocks as one text, with placeholders for its addresses.

    See `with_address_placeholders`, also for `keeps_comments`.
    """
    return joined(*block_texts(sources, keeps_comments=keeps_comments))


def block_texts(sources: Iterable[str], *, keeps_comments: bool = False) -> list[str]:
    """Return the Markdown of each block as it stands in the text of all."""
    said: Said = {}
    parts = []
    for source in sources:
        text, contested = source, frozenset[str]()
        # Past the renderer's limits it is shown as a listing, and defines nothing.
        if "]:" in source and not is_oversized(source):
            parsed = parse_source(source)
            contested = frozenset(_contested_links(parsed, said))
            text = _with_footnotes_apart(source, parsed, said)
        parts.append(
            with_address_placeholders(text, inlined=contested, keeps_comments=keeps_comments)
        )
    return parts


def _contested_links(parsed: Parsed, said: Said) -> Iterator[str]:
    for label, link in parsed.references.items():
        text = f"{link['href']} {link['title']}"
        if said.setdefault(label, text) != text:
            yield label


def _with_footnotes_apart(source: str, parsed: Parsed, said: Said) -> str:
    footnotes = {
        # Of two in one block the first counts.
        str(token.meta["label"]): token
        for token in reversed(parsed.tokens)
        if token.type == "footnote_reference_open"
    }
    renamed = dict(_new_labels(footnotes, parsed, said))
    if not renamed:
        return source
    edits = Edits(parsed)
    for span in parsed.footnote_spans:
        if new := renamed.get(span.label):
            edits.replace(span.inline, span.start, span.end, f"[^{new}]")
    lines = edits.applied()
    for label, new in renamed.items():
        first = _lines_of(footnotes[label]).start
        lines[first] = lines[first].replace(f"[^{label}]:", f"[^{new}]:", 1)
    return "\n".join(lines)


def _new_labels(
    footnotes: dict[str, Token], parsed: Parsed, said: Said
) -> Iterator[tuple[str, str]]:
    for label, token in footnotes.items():
        lines = _lines_of(token)
        text = "\n".join(parsed.lines[lines.start : lines.stop]).strip()
        if said.setdefault(f"^{label}", text) != text:
            names = (f"{label}-{number}" for number in count(2))
            new = next(name for name in names if f"^{name}" not in said and name not in footnotes)
            said[f"^{new}"] = text
            yield label, new


def _lines_of(token: Token) -> range:
    return range(*(token.map or (0, 0)))
