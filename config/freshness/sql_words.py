"""Cuts SQL into statements and words, as far as finding a change needs it."""

import re

TOKEN = re.compile(
    r"""
    (?P<space> \s+ | --[^\n]* | /\*(?:(?!/\*).)*?\*/ )
  | (?P<string> '(?:[^']|'')*' )
  | (?P<name> "(?:[^"]|"")*" | `[^`]*` )
  | (?P<word> [^\W\d][\w$]* )
  | (?P<number> [\d.]+ )
  | (?P<sign> [][(),;.=%<>!+*/|:&#@?~^-] )
    """,
    re.VERBOSE | re.DOTALL,
)
# A name in brackets of SQLite's may hold quotes.
QUOTE_IN_BRACKETS = re.compile(r"""\[[^]]*['"`]""")
STRING = "''"
# Reading with a lock, writing in place of a conflict, and functions.
NO_WRITING = {"FOR UPDATE", "KEY UPDATE", "DO UPDATE", "REPLACE ("}


def statements_of(sql: str) -> list[list[str]]:
    """Return the tokens of each statement, without comments, strings being empty.

    Names that are quoted keep their quotes. Nothing comes back for what can't be read for sure.
    """
    statements: list[list[str]] = [[]]
    position = 0
    if QUOTE_IN_BRACKETS.search(sql):
        return []
    while position < len(sql):
        match = TOKEN.match(sql, position)
        if match is None:
            return []
        position, kind, text = match.end(), match.lastgroup, match[0]
        if kind == "string":
            if "\\" in text and statements[-1] and statements[-1][-1].upper() == "E":
                return []
            text = STRING
        elif text == "--" or (text.startswith("/*") and kind == "sign"):
            return []
        if text == ";":
            statements.append([])
        elif kind != "space":
            statements[-1].append(text)
    return [tokens for tokens in statements if tokens]


def words_of(tokens: list[str]) -> list[str]:
    """Return the bare words in capitals, without those that only look like writing."""
    found = []
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        if token[0].isalpha() or token[0] == "_":
            word = token.upper()
            if not {f"{before.upper()} {word}", f"{word} {after}"} & NO_WRITING:
                found.append(word)
    return found


def first_name_after(word: str, tokens: list[str]) -> str:
    """Return the table's name that follows a word, without quotes and schema."""
    rest = tokens[[token.upper() for token in tokens].index(word) + 1 :]
    while len(rest) > 2 and rest[1] == ".":
        rest = rest[2:]
    return _unquoted(rest[0]) if rest else ""


def set_columns(tokens: list[str]) -> set[str]:
    """Return the columns that an UPDATE sets; none where one of them can't be told."""
    columns, depth, is_due = set(), 0, False
    capitals = [token.upper() for token in tokens]
    if "SET" not in capitals:
        return set()
    rest = tokens[capitals.index("SET") + 1 :]
    for token, after in zip([",", *rest], [*rest, ""], strict=True):
        depth += (token == "(") - (token == ")")
        if depth == 0 and token.upper() in ("WHERE", "FROM", "RETURNING"):
            break
        if is_due and after != "=":
            return set()
        is_due = depth == 0 and token == ","
        if is_due:
            columns.add(_unquoted(after))
    return columns


def _unquoted(name: str) -> str:
    return name.strip('"`').lower()
