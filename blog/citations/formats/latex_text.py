"""Reads LaTeX as a record's text: `{\\"o}` is ö, `\\emph{a}` is `<i>a</i>`.

Of commands that are not known, which are named, the words stay.
"""

import re
import unicodedata
from functools import cache

from pylatexenc.latex2text import get_default_latex_context_db

# Deeper groups, and longer texts, are kept as they are typed.
MAX_DEPTH, MAX_LATEX = 40, 20_000

_TOKEN = re.compile(
    r"\\([A-Za-z]+)[ \t]*|\\(.)|([{}$~^_]|---?|``|'')|([^\\{}$~^_`'-]+|.)", re.DOTALL
)
_PLAIN = re.compile(r"[^\\{}$~`'-]*")
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "b": "\u0331", "k": "\u0328", "r": "\u030a", "h": "\u0309", "G": "\u030f", "U": "\u030e",
    "t": "\u0361",
}  # fmt: skip
_MARKS = {
    "emph": "i", "textit": "i", "mkbibemph": "i", "textsl": "i", "textbf": "b", "mkbibbold": "b",
    "textsuperscript": "sup", "textsubscript": "sub", "em": "i", "it": "i", "itshape": "i",
    "sl": "i", "bf": "b", "bfseries": "b", "textsc": "sc", "sc": "sc", "scshape": "sc",
}  # fmt: skip
# They hold for the rest of the group that they stand in.
_SWITCHES = frozenset({"em", "it", "itshape", "sl", "bf", "bfseries", "sc", "scshape"})
# They set words as they would stand without them.
_SILENT = frozenset({
    "relax", "protect", "rm", "tt", "sf", "normalfont", "textrm", "textnormal", "textsf",
    "texttt", "textup", "text", "mathrm", "mathit", "mathbb", "mathbf", "mathsf", "mathtt",
    "mathcal", "mbox", "hbox", "ensuremath", "url", "path", "nolinkurl", "displaystyle", "left",
    "right", "bibstring", "upshape", "operatorname", "boldsymbol", "nocase", "noopsort",
    "mathchar", "allowbreak", "linebreak", "newline", "sortas", "lowercase", "natexlab",
})  # fmt: skip
_NAMES = {
    "BibTeX": "BibTeX", "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "copyright": "©",
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    # As the Astrophysics Data System abbreviates journals.
    "aap": "Astronomy & Astrophysics", "aj": "The Astronomical Journal",
    "apj": "The Astrophysical Journal", "apjl": "The Astrophysical Journal Letters",
    "apjs": "The Astrophysical Journal Supplement Series",
    "araa": "Annual Review of Astronomy and Astrophysics", "jcap": "JCAP", "nat": "Nature",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "pasp": "Publications of the Astronomical Society of the Pacific", "prd": "Physical Review D",
    "prl": "Physical Review Letters", "solphys": "Solar Physics",
    "textasciicircum": "^", "thinspace": " ", "quad": " ", "Dash": "—", "slash": "/",
}  # fmt: skip
_SPACES = {" ": " ", ",": " ", ";": " ", ":": " ", "!": "", "-": "", "/": "", "\\": " ", "@": "",
           "(": "", ")": "", "[": "", "]": "", "\n": " "}  # fmt: skip
# What these hold is for sorting alone.
_UNSHOWN = frozenset({"noopsort", "sortas", "SortNoop", "natexlab"})
_QUOTING = frozenset({"enquote", "mkbibquote"})
OPENINGS = {"i": "<i>", "b": "<b>", "sup": "<sup>", "sub": "<sub>",
            "sc": '<span style="font-variant:small-caps">',
            "nocase": '<span class="nocase">'}  # fmt: skip


def marked(name: str, text: str) -> str:
    """Return a text in the markup of CSL."""
    closing = "span" if name in ("sc", "nocase") else name
    return f"{OPENINGS[name]}{text}</{closing}>" if text else ""


def latex_text(latex: str, *, is_title: bool = False) -> tuple[str, set[str]]:
    """Return a text, and the commands in it that are not known.

    In a title braces keep capitals, which `<span class="nocase">` says.
    """
    if _PLAIN.fullmatch(latex):
        return latex, set()
    if len(latex) > MAX_LATEX:
        return latex, set()
    reader = _Reader(latex, is_title)
    text = reader.read_all()
    return unicodedata.normalize("NFC", text), reader.unknown


class _Reader:
    """Walks over the signs of one text."""

    def __init__(self, latex: str, is_title: bool) -> None:
        self._tokens = _TOKEN.findall(latex)
        dollars = (place for place, token in enumerate(self._tokens) if token[2] == "$")
        self._last_dollar = max(dollars, default=-1)
        self._place = 0
        self._depth = 0
        self._is_title = is_title
        self._is_math = False
        self.unknown: set[str] = set()

    def read_all(self) -> str:
        """Return the whole; a brace that closes nothing is passed over."""
        text = ""
        while self._place < len(self._tokens):
            text += self._read_until("}")
        return text

    def _read_until(self, end: str) -> str:
        """Read up to a sign that ends a group or a formula, and past it."""
        parts: list[str] = []
        while self._place < len(self._tokens):
            word, _control, sign, _text = self._tokens[self._place]
            if sign == end:
                self._place += 1
                break
            if word in _SWITCHES:
                self._place += 1
                if self._depth >= MAX_DEPTH:
                    continue
                parts.append(marked(_MARKS[word], self._deeper(end)))
                break
            parts.append(self._read_one())
        return "".join(parts)

    def _read_one(self) -> str:
        word, control, sign, text = self._tokens[self._place]
        self._place += 1
        if word:
            return self._command(word)
        if control:
            return self._control(control)
        return self._sign(sign) if sign else text

    def _sign(self, sign: str) -> str:
        match sign:
            case "{":
                return self._group()
            case "$":
                return self._formula()
            case "^" | "_" if self._is_math:
                return marked("sup" if sign == "^" else "sub", self._argument())
        signs = {"~": " ", "--": "–", "---": "—", "``": "“", "''": "”", "}": ""}
        return signs.get(sign, sign)

    def _group(self) -> str:
        """Read a group; in a title its capitals stay, but those of a single accented letter."""
        first = self._tokens[self._place] if self._place < len(self._tokens) else ("", "", "", "")
        is_kept = self._is_title and not self._is_math and not self._depth
        is_kept = is_kept and not (first[0] or first[1])
        text = self._deeper("}")
        return marked("nocase", text) if is_kept and any(map(str.isalnum, text)) else text

    def _deeper(self, end: str) -> str:
        if self._depth >= MAX_DEPTH:
            return "{"
        self._depth += 1
        text = self._read_until(end)
        self._depth -= 1
        return text

    def _formula(self) -> str:
        """Read a formula up to its second dollar; a dollar that stands alone is one."""
        if self._is_math or self._place > self._last_dollar or self._depth >= MAX_DEPTH:
            return "$"
        self._is_math = True
        text = self._deeper("$")
        self._is_math = False
        return text

    def _argument(self) -> str:
        """Return what a command is about: the group or the one sign behind it."""
        while self._place < len(self._tokens) and self._tokens[self._place][3].isspace():
            self._place += 1
        if self._place >= len(self._tokens) or self._tokens[self._place][2] == "}":
            return ""
        _word, _control, sign, text = self._tokens[self._place]
        if sign == "{":
            self._place += 1
            return self._deeper("}")
        if text:
            # The first letter alone.
            self._tokens[self._place] = ("", "", "", text[1:])
            if len(text) == 1:
                self._place += 1
            return text[0]
        return self._deepened_one()

    def _deepened_one(self) -> str:
        """Read one command as the argument of another, as deep as groups may be."""
        if self._depth >= MAX_DEPTH:
            return ""
        self._depth += 1
        text = self._read_one()
        self._depth -= 1
        return text

    def _is_before_group(self) -> bool:
        return self._place < len(self._tokens) and self._tokens[self._place][2] == "{"

    def _control(self, control: str) -> str:
        if control in _ACCENTS:
            return self._accented(control)
        return _SPACES.get(control, control)

    def _accented(self, accent: str) -> str:
        base = self._argument().replace("ı", "i").replace("ȷ", "j")
        letter, rest = base[:1], base[1:]
        return f"{letter}{_ACCENTS[accent]}{rest}" if letter.strip() else accent + base

    def _command(self, word: str) -> str:
        if word in _ACCENTS:
            return self._accented(word)
        if word in _MARKS:
            return marked(_MARKS[word], self._argument())
        if word in _QUOTING:
            return f"“{self._argument()}”"
        if word in _UNSHOWN:
            self._argument()
            return ""
        if word == "href":
            self._argument()
            return self._argument()
        if word in _SILENT:
            return ""
        symbol = _NAMES.get(word) or _symbol(word)
        if symbol is None:
            self.unknown.add(f"\\{word}")
            return "" if self._is_before_group() else word
        return f"{symbol} " if self._is_math and len(symbol) > 1 else symbol


@cache
def _symbols() -> object:
    return get_default_latex_context_db()


@cache
def _symbol(word: str) -> str | None:
    """Return the sign that a command stands for; None for none."""
    found = _symbols().get_macro_spec(word[:40])
    sign = getattr(found, "simplify_repl", None)
    return sign if isinstance(sign, str) and "%" not in sign and len(sign) <= 3 else None
