"""Reads what Obsidian adds to Markdown: wikilinks, embeds, marks, comments, names of blocks."""

import re
from functools import partial

from django.utils.text import slugify

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.place import Place
from blog.importing.dialects.replacements import address_in_link, label, link, picture
from blog.importing.dialects.translate import replace_in_prose
from blog.importing.entry import Subject

_WIKILINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{1,500}?)(?:\\?\|(?P<text>[^\[\]\n]{0,500}))?\]\]"
)
_MARK = re.compile(r"==(?=[^\s=])(?P<words>(?:(?!==)[^\n]){1,1000}?)(?<=\S)==(?!=)")
_COMMENT = re.compile(r"%%(?P<text>.{1,20000}?)%%", re.DOTALL)
_BLOCK_NAME = re.compile(
    r"(?:(?<=\S)[ \t]+|^)\^(?=[\w-]*[A-Za-z]|\d{6})[A-Za-z0-9-]{1,40}[ \t]*$", re.MULTILINE
)
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".tif", ".tiff")

NO_NOTE = "link to a note that is not there, kept as text"
EMBEDDED = "note shown within another, now a link"
SIZE = "size of a picture, left out"
HIDDEN = "comment, which readers do not see"
NAME = "name of a block, left out"


def translate_obsidian(draft: Draft, place: Place) -> Draft:
    """Return a draft without Obsidian's own signs; what they name is looked for in the folder."""
    draft = replace_in_prose(draft, _COMMENT, html_comment)
    draft = replace_in_prose(draft, _WIKILINK, partial(_markdown_link, place=place))
    draft = replace_in_prose(draft, _MARK, lambda match, _draft, _line: _marked(match["words"]))
    return replace_in_prose(draft, _BLOCK_NAME, _without_name)


def html_comment(match: re.Match[str], draft: Draft, line: int) -> str:
    """Return the `text` of a match as a comment of HTML's, which is told."""
    draft.tell(HIDDEN, match["text"], line, subject=Subject.LEFT_OUT)
    comment = f"<!--{match['text'].replace('-->', '--&gt;')}-->"
    text, start, end = match.string, match.start(), match.end()
    is_first = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    rest = text[end : end + 500].partition("\n")[0]
    # Within a line a comment of HTML's has no blank lines; at the beginning of one it is a block,
    # which takes the rest of its last line.
    before = "\n\n" if not is_first and re.search(r"\n[ \t]*\n", comment) else ""
    return f"{before}{comment}" + ("\n" if (is_first or before) and rest.strip() else "")


def _marked(words: str) -> str:
    return f"<mark>{words}</mark>"


def _without_name(match: re.Match[str], draft: Draft, line: int) -> str:
    draft.tell(NAME, match[0], line, subject=Subject.LEFT_OUT)
    return ""


def _markdown_link(match: re.Match[str], draft: Draft, line: int, place: Place) -> str:
    target, text = match["target"].strip(), (match["text"] or "").strip()
    path, _sign, fragment = target.partition("#")
    if match["embed"] and path.lower().endswith(_IMAGES):
        return _picture(path, text, draft, line, place)
    found = place.note(path) if path else ""
    words = text or " > ".join(part for part in (path, *fragment.split("#")) if part.strip())
    if found is None:
        draft.tell(NO_NOTE, match[0], line, subject=Subject.ADDRESS)
        return label(words)
    if match["embed"] and found.lower().endswith(".md"):
        draft.tell(EMBEDDED, match[0], line)
    address = address_in_link(f"/{found}") if found else ""
    return link(words, address + _fragment(fragment, draft, line))


def _fragment(fragment: str, draft: Draft, line: int) -> str:
    """Return the id of a heading; a block's name leads nowhere."""
    last = fragment.rpartition("#")[2].strip()
    if last.startswith("^"):
        draft.tell(NAME, last, line, subject=Subject.LEFT_OUT)
        return ""
    slug = slugify(last, allow_unicode=True)
    return f"#{slug}" if slug else ""


def _picture(path: str, text: str, draft: Draft, line: int, place: Place) -> str:
    sizes = [part for part in text.split("|") if _SIZE.fullmatch(part.strip())]
    alt = " ".join(part.strip() for part in text.split("|") if part not in sizes)
    if sizes:
        draft.tell(SIZE, " ".join(sizes), line, subject=Subject.LEFT_OUT)
    found = place.files.named(path)
    return picture(f"/{found}", alt) if found else picture(path, alt or path)
