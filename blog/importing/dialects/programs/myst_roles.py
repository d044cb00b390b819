"""Reads MyST's roles and targets, ``{ref}`text <label>` `` and `(label)=`, as our own Markdown."""

import re
from dataclasses import replace

from blog.importing.dialects.draft import Draft, Writer
from blog.importing.dialects.replacements import code_span, label, link
from blog.importing.dialects.scan import scan
from blog.importing.entry import Subject

ELSEWHERE = "reference to a place that is not in this text, kept as words"
UNKNOWN_ROLE = "role that means nothing here, left as typed"
NO_HEADING = "place that no heading follows, nothing leads there"

_ROLE = re.compile(
    r"(?<![\w$}\\])\{(?P<name>[a-zA-Z][\w:.+-]{0,40})\}(?P<ticks>`+)(?P<text>[^`\n]{1,500})(?P=ticks)"
)
_TITLED = re.compile(r"(?P<title>.*[^\s<])\s*<(?P<target>[^<>]+)>")
_TARGET = re.compile(r"[ ]{0,3}\((?P<label>[^()\s]{1,100})\)=[ \t]*")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+[^{}]*[^{}#\s][ \t]*#*[ \t]*")
_ID = re.compile(r"[A-Za-z][\w-]*")
# Names of code, in Sphinx's domains and without one.
_OF_CODE = re.compile(
    r"(?:py|c|cpp|js|rst|std):.*"
    r"|attr|class|code|command|const|data|exc|file|func|kbd|meth|mod|obj|option|program|samp"
)
_OF_PLACES = {"any", "eq", "numref", "ref"}
_SMALL = {"sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup"}


def translate_roles(draft: Draft) -> Draft:
    """Return a draft with roles as links, code and formulas, and targets as headings' ids."""
    draft, labels = _with_ids(draft) if ")=" in draft.text else (draft, frozenset[str]())
    return _without_roles(draft, labels) if "}`" in draft.text else draft


def _with_ids(draft: Draft) -> tuple[Draft, frozenset[str]]:
    """Return a draft with the targets before headings as their ids, and those ids."""
    lines, labels, start, found = draft.text.split("\n"), set[str](), 0, scan(draft.text)
    for number, line in enumerate(draft.text.split("\n")):
        match = _TARGET.fullmatch(line)
        if match and not found.is_code(start):
            lines[number] = ""
            heading = _heading_after(lines, number)
            if heading is not None and _ID.fullmatch(match["label"]):
                lines[heading] = f"{lines[heading].rstrip(' #')} {{#{match['label']}}}"
                labels.add(match["label"])
            else:
                draft.tell(NO_HEADING, line, number, subject=Subject.LEFT_OUT)
        start += len(line) + 1
    return replace(draft, text="\n".join(lines)), frozenset(labels)


def _heading_after(lines: list[str], number: int) -> int | None:
    """Return the heading that is the next thing behind a line; None where another thing is."""
    for place in range(number + 1, min(number + 4, len(lines))):
        if lines[place].strip():
            return place if _HEADING.fullmatch(lines[place]) else None
    return None


def _without_roles(draft: Draft, labels: frozenset[str]) -> Draft:
    found, writer, position = scan(draft.text), Writer(), 0
    for match in _ROLE.finditer(draft.text):
        if found.is_code(match.start()):
            continue
        writer.keep(draft.text[position : match.start()])
        text = _shown(match, draft, writer.line, labels)
        if text is None:
            draft.tell(UNKNOWN_ROLE, match[0], writer.line)
        writer.put(match[0] if text is None else text)
        position = match.end()
    writer.keep(draft.text[position:])
    return draft.rewritten(writer)


def _shown(match: re.Match[str], draft: Draft, line: int, labels: frozenset[str]) -> str | None:
    """Return what a role is shown as; None where it means nothing here."""
    name, text = match["name"].lower(), match["text"].strip()
    titled = _TITLED.fullmatch(text)
    title, target = (titled["title"], titled["target"]) if titled else (text, text)
    if name == "math":
        return f"${text}$"
    if name in _SMALL:
        return f"<{_SMALL[name]}>{label(text)}</{_SMALL[name]}>"
    if name in ("doc", "download"):
        return link(title, target)
    if name in ("term", "abbr"):
        return label(text)
    if name in _OF_PLACES:
        if target in labels:
            return link(title, f"#{target}")
        draft.tell(ELSEWHERE, match[0], line, subject=Subject.ADDRESS)
        return label(title)
    return code_span(title.lstrip("~!")).text if _OF_CODE.fullmatch(name) else None
