"""Reads formulas that were written around another program's escapes.

Where Markdown takes a backslash away before MathJax sees the text, as in Hugo, Zola and kramdown,
authors write two before the brackets, and double those within. kramdown has `$$x$$` in a line, too.
"""

import re
from collections.abc import Callable

from blog.importing.dialects.draft import Draft, Writer
from blog.importing.dialects.scan import scan
from blog.importing.dialects.translate import replace_in_prose
from blog.markdown.syntax.dollars import is_parenthesis

_DOUBLED = re.compile(
    r"""
      \$\$(?P<dollars>(?:(?!\$\$|\n[ \t]*\n).){1,5000})\$\$
    | (?<!\\)\\\\\((?P<paren>(?:(?!\\\\[()]|\n[ \t]*\n).){1,2000})\\\\\)
    | (?<!\\)\\\\\[(?P<bracket>(?:(?!(?<!\\)\\\\\[|\\\\\]|\n[ \t]*\n).){1,5000})\\\\\]
    """,
    re.DOTALL | re.VERBOSE,
)
_ESCAPES = re.compile(r"\\\\(\\\\)|\\(\\[{}|,;!:>%$#&_])|\\([_*])")
_LINE_BREAKS = re.compile(r"\\\\\\\\")


_FENCE = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,})[ ]?math[ \t]*\n"
    r"(?P<latex>(?:.*\n)*?)[ \t>]*(?P=mark)$",
    re.MULTILINE,
)
_TICKED = re.compile(r"\$`(?P<latex>[^`\n$]{1,2000})`\$")


def translate_marked_formulas(draft: Draft) -> Draft:
    """Return a draft with GitHub's and GitLab's formulas, fences of `math` and $`x`$, as ours."""
    if "math" not in draft.text and "$`" not in draft.text:
        return draft
    return _replaced_code(_replaced_code(draft, _FENCE, _displayed), _TICKED, _inline)


def _replaced_code(
    draft: Draft, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]
) -> Draft:
    """Return a draft with code replaced that is a match as a whole, or but for its dollars."""
    found, writer, position = scan(draft.text), Writer(), 0
    for match in pattern.finditer(draft.text):
        dollars = int(match[0][0] == "$")
        if (match.start() + dollars, match.end() - dollars) in found.code:
            writer.keep(draft.text[position : match.start()])
            writer.put(change(match))
            writer.skip(match[0])
            position = match.end()
    writer.keep(draft.text[position:])
    return draft.rewritten(writer)


def _displayed(match: re.Match[str]) -> str:
    indent = match["indent"]
    return f"{indent}$$\n{match['latex']}{indent}$$"


def _inline(match: re.Match[str]) -> str:
    return f"${match['latex'].strip()}$"


def translate_formulas(draft: Draft, *, has_inline_double: bool = False) -> Draft:
    """Return a draft with formulas in our own spelling; kramdown's `$$x$$` may stand in a line."""
    if "\\\\" not in draft.text and not (has_inline_double and "$$" in draft.text):
        return draft

    def change(match: re.Match[str], _draft: Draft, _line: int) -> str | None:
        if match["dollars"] is not None:
            return _in_dollars(match, may_be_inline=has_inline_double)
        if match["bracket"] is not None:
            return f"$${_unescaped(match['bracket'])}$$"
        latex = _unescaped(match["paren"])
        return None if is_parenthesis(latex) else f"\\({latex}\\)"

    return replace_in_prose(draft, _DOUBLED, change)


def _in_dollars(match: re.Match[str], *, may_be_inline: bool) -> str | None:
    latex = match["dollars"]
    if not may_be_inline:
        # kramdown leaves a formula as it is, the others had to be given four.
        whole = _LINE_BREAKS.sub(r"\\\\", latex)
        return f"$${whole}$$" if whole != latex else None
    if "\n" in latex or not latex.strip() or "$" in latex:
        return None
    text, start, end = match.string, match.start(), match.end()
    before = text[text.rfind("\n", 0, start) + 1 : start].strip(" \t>")
    after = text[end : end + 80].partition("\n")[0].strip()
    return f"${latex.strip()}$" if before or after else None


def _unescaped(latex: str) -> str:
    return _ESCAPES.sub(lambda match: match[1] or match[2] or match[3], latex)
