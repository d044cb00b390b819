"""Colours code on the server, with Pygments."""

from collections.abc import Container, Iterable, Iterator
from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pygments import highlight as pygments_highlight
from pygments.filter import simplefilter
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import (
    Comment,
    Error,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    String,
    Text,
)
from pygments.util import ClassNotFound

from blog.document.recent import Recent
from blog.html.page_furniture import LINE_LINK

PLAIN = "text"
# What else a fence calls it, in other programs' words.
_PLAIN_NAMES = frozenset(
    {"", PLAIN, "txt", "plain", "plaintext", "none", "raw", "nohighlight", "no-highlight"}
)

# What the code block offers; any other alias that Pygments knows is read as one of these.
LANGUAGES = [
    (PLAIN, "Plain text"), ("bash", "Bash"), ("c", "C"), ("console", "Console session"),
    ("cpp", "C++"), ("csharp", "C#"), ("css", "CSS"), ("diff", "Diff"),
    ("docker", "Dockerfile"), ("go", "Go"), ("graphql", "GraphQL"), ("haskell", "Haskell"),
    ("hcl", "HCL (Terraform)"), ("html", "HTML"), ("http", "HTTP"), ("ini", "INI"),
    ("java", "Java"), ("javascript", "JavaScript"), ("json", "JSON"), ("jsx", "JSX"),
    ("julia", "Julia"), ("kotlin", "Kotlin"), ("latex", "LaTeX"), ("lua", "Lua"),
    ("make", "Makefile"), ("markdown", "Markdown"), ("nginx", "nginx"), ("perl", "Perl"),
    ("php", "PHP"), ("postgres", "PostgreSQL"), ("powershell", "PowerShell"),
    ("prometheus", "PromQL"), ("protobuf", "Protocol Buffers"), ("pycon", "Python session"),
    ("pytb", "Python traceback"), ("python", "Python"), ("r", "R"), ("ruby", "Ruby"),
    ("rust", "Rust"), ("scala", "Scala"), ("sql", "SQL"), ("swift", "Swift"), ("toml", "TOML"),
    ("tsx", "TSX"), ("typescript", "TypeScript"), ("xml", "XML"), ("yaml", "YAML"),
]  # fmt: skip
_OFFERED = {value for value, _label in LANGUAGES}

# Some of Pygments' lexers take time by the square of a text's or a line's length: 20,000
# zeros cost 12 seconds as a console session. What exceeds these stays uncoloured.
MAX_COLOURED = 20_000
MAX_LINE = 1_000
MAX_LINES = 1_000

TokenKind = type(Text)
# What a reader tells apart and site.css colours, with what Pygments knows of it. The first that
# a token is a kind of counts; any other, half of all, has the colour of the text and no element.
SHOWN = {
    Comment.Preproc: [
        Comment.Preproc, Comment.PreprocFile, Generic.Output, Generic.Subheading,
    ],
    Comment: [Comment],
    Name.Builtin: [
        Keyword.Type, Name.Builtin, Name.Decorator, Name.Exception, Name.Attribute, Name.Entity,
        Name.Label, Name.Property, Name.Variable.Class, Name.Variable.Global,
        Name.Variable.Instance,
    ],
    Keyword: [Keyword, Operator.Word, Name.Tag],
    Number: [
        Number, Literal.Date, Name.Constant, String.Escape, String.Interpol, String.Regex,
    ],
    String.Doc: [String.Doc],
    String: [String, Generic.Inserted],
    Name.Function: [Name.Function, Name.Class, Name.Namespace],
    Error: [Error, Generic.Deleted, Generic.Error, Generic.Traceback],
    **{kind: [kind] for kind in (Generic.Prompt, Generic.Heading, Generic.Strong, Generic.Emph)},
}  # fmt: skip

_FORMATTER = HtmlFormatter(nowrap=True)
# An edit renders all listings of its post anew. Kept are so many, of so many characters each.
MAX_LISTINGS, MAX_KEPT = 500, 5_000
_recent: Recent[SafeString] = Recent(MAX_LISTINGS)


def canonical_language(alias: str) -> str | None:
    """Return the offered language that an alias such as `py` or `sh` names, or None."""
    alias = alias.strip().lower()
    if alias in _OFFERED:
        return alias
    try:
        aliases = get_lexer_by_name(alias).aliases
    except ClassNotFound:
        return None
    return next((name for name in aliases if name in _OFFERED), None)


def is_plain(language: str) -> bool:
    """Tell whether a listing says that it is plain text, or says nothing."""
    return language.lower() in _PLAIN_NAMES


def is_known(language: str) -> bool:
    """Tell whether Pygments colours a language; plain text counts."""
    if is_plain(language):
        return True
    try:
        get_lexer_by_name(language)
    except ClassNotFound:
        return False
    return True


def highlight(code: str, language: str) -> SafeString:
    """Return code as escaped HTML with Pygments' classes, without a wrapping element.

    `language` is any alias Pygments knows; with another one the code stays plain.
    """
    if not is_quick(code):
        return escape(code)
    coloured = _recent.get((code, language))
    if coloured is None:
        coloured = _coloured(code, language)
        if len(code) <= MAX_KEPT:
            _recent.keep((code, language), coloured)
    return coloured


def _coloured(code: str, language: str) -> SafeString:
    try:
        lexer = get_lexer_by_name(language or PLAIN, stripnl=False)
    except ClassNotFound:
        return escape(code)
    lexer.add_filter(_ShownKinds())
    return mark_safe(pygments_highlight(code, lexer, _FORMATTER))


@cache
def shown(kind: TokenKind) -> TokenKind:
    """Return the kind of token that a kind is shown as."""
    found = (kept for kept, kinds in SHOWN.items() if any(kind in each for each in kinds))
    return next(found, Text)


@simplefilter
def _ShownKinds(
    _filter: object, _lexer: Lexer, stream: Iterable[tuple[TokenKind, str]], _options: dict
) -> Iterator[tuple[TokenKind, str]]:
    for kind, text in stream:
        yield shown(kind), text


def is_quick(code: str) -> bool:
    """Tell whether colouring takes well under a second, whatever the text and language."""
    lines = code.split("\n")
    return (
        len(code) <= MAX_COLOURED
        and len(lines) <= MAX_LINES
        and len(max(lines, key=len)) <= MAX_LINE
    )


def highlight_lines(
    code: str, language: str, highlighted: Container[int], *, anchor: str = ""
) -> list[str]:
    """Return code's lines as `highlight` does, each in a span; `highlighted` are counted from 1.

    With an `anchor` each line has an id and a link to itself, `anchor-L3`.
    """
    return [
        _line_html(html, number, number in highlighted, anchor)
        for number, html in enumerate(plain_lines(code, language), 1)
    ]


def plain_lines(code: str, language: str) -> list[str]:
    """Return code's lines as `highlight` does."""
    # Pygments closes its spans at the end of each line.
    return highlight(code, language).rstrip("\n").split("\n")


def _line_html(html: str, number: int, is_highlighted: bool, anchor: str) -> str:
    class_name = " is-highlighted" if is_highlighted else ""
    if not anchor:
        return f'<span class="line{class_name}">{html}</span>'
    own = f"{escape(anchor)}-L{number}"
    link = f'{LINE_LINK} href="#{own}" tabindex="-1" aria-hidden="true"></a>'
    return f'<span class="line{class_name}" id="{own}">{link}{html}</span>'
