"""Takes out of a text what its own generator reads and never shows, which cmark-gfm would show.

MyST's directives, whose lines are Markdown, its roles and targets; Python-Markdown's lists of
attributes, and the tabs and admonitions of MkDocs, whose indented text cmark-gfm takes for code.
Our reader takes all of them for what they are, and names what has no effect here.
"""

import re

# Those that hold a text; what holds code, or is run, stays code.
_TEXTS = (
    "admonition|attention|caution|danger|dropdown|error|hint|important|note|seealso|tip|warning"
)
_FENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)"
    r"^[ \t]*(?P=mark)[`~]*[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_TEXT = re.compile(rf"\{{(?:{_TEXTS})\}}[ \t]*(?P<title>.*)", re.IGNORECASE)
_PICTURE = re.compile(r"\{(?:figure|image)\}[ \t]*(?P<address>\S+)[ \t]*")
_OPTIONS = re.compile(r"\A(?:[ \t]*:[\w-]+:.*\n)+")
_COLONS = re.compile(
    rf"^(?P<indent>[ \t]*):{{3,}}[ \t]*\{{(?P<name>{_TEXTS}|figure|iframe|image)\}}"
    r"[ \t]*(?P<rest>.*)\n"
    r"(?P<options>(?:[ \t]*:[\w-]+:.*\n)*)",
    re.MULTILINE | re.IGNORECASE,
)
_INDENTED = re.compile(
    r"""
    ^(?P<indent>[ ]*)
    (?:
        (?:!!!|\?\?\?\+?)[ ]?[\w -]+?(?:[ ]+"(?P<title>.*)")?
      | ===[!+]?[ ]+"(?P<tab>.+)"
    )
    [ ]*\n
    (?P<text>(?:(?:(?P=indent)[ ]{4}.*|[ \t]*)\n)+)
    """,
    re.MULTILINE | re.VERBOSE,
)
_ATTRIBUTES = re.compile(
    r"""(?<=\))\{:?[ ]?(?:(?:[.\#][\w-]+|[\w-]+=(?:"[^"\n]*"|[\w%-]+))[ ]?)+\}""", re.VERBOSE
)


_TARGET = re.compile(r"^\([^()\s]+\)=[ \t]*$", re.MULTILINE)
_ROLE = re.compile(
    r"(?<![\w$}`])\{(?:ref|numref|eq|any|doc|term|sub|sup|class|meth|func|attr|mod|py:[a-z]+)\}"
    r"`(?:(?P<title>[^`\n<]*[^`\s<])\s*<[^`<>\n]+>|(?P<text>[^`\n]+))`"
)


def as_shown(text: str) -> str:
    """Return a text with directives as the paragraphs they hold, and without attributes."""
    text = _dedented(text)
    parts, position = [], 0
    for fence in _FENCE.finditer(text):
        parts += [_prose(text[position : fence.start()]), _fence(fence)]
        position = fence.end()
    return "".join([*parts, _prose(text[position:])])


def _dedented(text: str) -> str:
    """Return a text with what tabs and admonitions hold indented no more; listings of it stay."""
    listings = [fence.span() for fence in _FENCE.finditer(text) if not fence["indent"]]

    def shown(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in listings):
            return match[0]
        inner = re.sub(rf"^{match['indent']} {{4}}", match["indent"], match["text"], flags=re.M)
        title = match["title"] or match["tab"] or ""
        return f"\n{match['indent']}{title}\n\n{_dedented(inner)}\n"

    return _INDENTED.sub(shown, text if text.endswith("\n") else f"{text}\n")


def _fence(fence: re.Match[str]) -> str:
    """Return a fence as it is, or what a directive holds, read once more."""
    indent, info = fence["indent"], fence["info"].strip()
    if directive := _TEXT.fullmatch(info):
        text = as_shown(_OPTIONS.sub("", fence["text"]))
        return f"\n{indent}{directive['title']}\n\n{text}\n"
    if directive := _PICTURE.fullmatch(info):
        return f"\n{indent}![]({directive['address']})\n\n{_OPTIONS.sub('', fence['text'])}\n"
    return fence[0]


def _prose(text: str) -> str:
    return _ATTRIBUTES.sub("", _ROLE.sub(_worded, _TARGET.sub("", _COLONS.sub(_opening, text))))


def _worded(role: re.Match[str]) -> str:
    """Return a role's words, without the place where they lead."""
    return f"`{role['title'] or role['text']}`"


def _opening(match: re.Match[str]) -> str:
    is_picture = match["name"].lower() in ("figure", "image")
    shown = f"![]({match['rest'].strip()})" if is_picture else match["rest"]
    return f"\n{match['indent']}{shown}\n\n"
