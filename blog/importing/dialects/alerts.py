"""Gives callouts in quotes, `> [!tip]- Title`, the form of GitHub's alerts."""

import re

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.replacements import is_kind
from blog.importing.dialects.translate import replace_in_prose
from blog.importing.entry import Subject
from blog.markdown.syntax.callouts import KINDS

UNKNOWN = "a callout of a kind that is not known"

_OPENING = re.compile(
    r"^(?P<quote>[ \t]*+(?:>[ \t]*+)++)\[!(?P<kind>[\w-]{1,40})(?:\|[^\]\n]{0,100})?\]"
    r"(?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)$",
    re.MULTILINE,
)


def translate_alerts(draft: Draft) -> Draft:
    """Return a draft whose callouts have one of GitHub's five kinds, and their title within."""
    return replace_in_prose(draft, _OPENING, _alert) if "[!" in draft.text else draft


def _alert(match: re.Match[str], draft: Draft, line: int) -> str | None:
    above = match.string[: match.start()].rpartition("\n")[0][-200:].rpartition("\n")[2]
    if above.lstrip().startswith(">") and above.strip(" \t>"):
        return None  # the quote began before
    name, title = match["kind"].lower(), match["title"].strip()
    kind = next((kind for kind, names in KINDS.items() if name in names), "note")
    if not title and (name != kind or not is_kind(name)):
        title = name.replace("-", " ").capitalize()
    if not title and not match["fold"] and match[0].endswith("]"):
        return None
    if not is_kind(name):
        draft.tell(UNKNOWN, name, line, subject=Subject.LEFT_OUT)
    quote = match["quote"].rstrip()
    head = f"{match['quote']}[!{kind.upper()}]"
    return f"{head}\n{quote} **{title}**\n{quote}" if title else head
