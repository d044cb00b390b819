"""A few lines around what was found, marked."""

from collections.abc import Collection

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.terms import Term
from search.words import chunk_spans

LENGTH = 200
# Characters of a section that are looked through.
MAX_READ = 8000

Span = tuple[int, int, frozenset[str]]


def wanted_tokens(terms: Collection[Term]) -> frozenset[str]:
    """Return every token that a query looks for."""
    return frozenset(token for term in terms for form in term.forms for token in form.tokens)


def mark(text: str, wanted: Collection[str], language: str) -> SafeString:
    """Return a text as safe HTML, with `<mark>` around the words that were looked for."""
    return _marked(text, _spans(text, wanted, language), 0, len(text))


def excerpt(text: str, wanted: Collection[str], language: str, *, is_code: bool) -> SafeString:
    """Return the part of a text with most of what was looked for, marked; its beginning, else."""
    text = text[:MAX_READ]
    spans = _spans(text, wanted, language)
    start = _best_start(spans)
    start, end = _code_edges(text, start) if is_code else _edges(text, start)
    body = _marked(text, spans, start, end)
    before = "… " if start and not is_code else ""
    after = " …" if end < len(text) and not is_code else ""
    return mark_safe(f"{before}{body}{after}")


def found_in(text: str, wanted: Collection[str], language: str) -> int:
    """Return how many different wanted tokens a text's beginning holds."""
    spans = _spans(text[:MAX_READ], wanted, language)
    return len({token for *_places, tokens in spans for token in tokens})


def _spans(text: str, wanted: Collection[str], language: str) -> list[Span]:
    spans = []
    for start, end, chunk in chunk_spans(text, language):
        tokens = frozenset(token for token in (*chunk.tokens, *chunk.beside) if token in wanted)
        if tokens:
            spans.append((start, end, tokens))
    return spans


def _best_start(spans: list[Span]) -> int:
    """Return where the window with most different tokens, then most words, begins."""
    best, best_start = (0, 0), 0
    for number, (start, _end, _tokens) in enumerate(spans):
        inside = [tokens for begin, end, tokens in spans[number : number + 30]
                  if end <= start + LENGTH * 3 // 4]  # fmt: skip
        worth = (len(frozenset().union(*inside)), len(inside))
        if worth > best:
            best, best_start = worth, start
    return best_start


def _edges(text: str, start: int) -> tuple[int, int]:
    """Return a window's edges, between words, with some room before what was found."""
    start = max(0, start - LENGTH // 4)
    if start:
        space = text.find(" ", start, start + 40)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start + LENGTH // 2 else end
    return start, end


def _code_edges(text: str, start: int) -> tuple[int, int]:
    """Return the edges of the whole lines around what was found."""
    begin = text.rfind("\n", 0, text.rfind("\n", 0, start) if "\n" in text[:start] else start) + 1
    begin = max(begin, start - LENGTH)
    end = text.find("\n", min(len(text), start + LENGTH // 2))
    end = len(text) if end < 0 else end
    return begin, min(end, begin + 2 * LENGTH)


def _marked(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    parts, place = [], start
    for begin, stop, _tokens in spans:
        if begin < place or stop > end:
            continue
        parts += [escape(text[place:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        place = stop
    parts.append(escape(text[place:end]))
    return mark_safe("".join(parts))
