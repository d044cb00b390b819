"""Rewrites links that only one program reads, and frames that hold a player."""

import re
from html import unescape

from blog.html.addresses import player_url
from blog.importing.dialects.draft import Draft
from blog.importing.dialects.replacements import video
from blog.importing.dialects.translate import replace_in_prose
from blog.importing.entry import Subject

_ROOT = re.compile(r"(?<=\]\()<?@/(?=\S)|(?<=\]: )@/(?=\S)")
_FRAME = re.compile(
    r"""^(?P<indent>[ \t]*)(?:<(?P<outer>div|p|center|figure)\b[^<>]{0,300}>\s*)?
        <iframe\b(?P<attributes>[^<>]{1,2000})>\s*</iframe>
        (?(outer)\s*</(?P=outer)>)[ \t]*$""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_SUMMARY_END = re.compile(r"<!--\s*(?:more|truncate|excerpt|end[_-]?excerpt)\s*-->", re.IGNORECASE)
SUMMARY_END = "sign of where a summary ends"
_ATTRIBUTE = re.compile(r"""\b(src|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


def translate_root_links(draft: Draft) -> Draft:
    """Return a draft with Zola's `@/blog/post.md` as `/blog/post.md`."""
    return replace_in_prose(
        draft, _ROOT, lambda match, _draft, _line: "</" if "<" in match[0] else "/"
    )


def translate_player_frames(draft: Draft) -> Draft:
    """Return a draft with frames of YouTube and Vimeo as links, which become players."""
    return replace_in_prose(draft, _FRAME, _link) if "<iframe" in draft.text.lower() else draft


def leave_out_summary_ends(draft: Draft) -> Draft:
    """Return a draft without `<!--more-->`, which each post would have a problem for."""

    def tell(match: re.Match[str], draft: Draft, line: int) -> str:
        draft.tell(SUMMARY_END, match[0], line, subject=Subject.LEFT_OUT)
        return ""

    return replace_in_prose(draft, _SUMMARY_END, tell) if "<!--" in draft.text else draft


def _link(match: re.Match[str], _draft: Draft, _line: int) -> str | None:
    values = {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(match["attributes"])
    }
    address = values.get("src", "").strip()
    address = f"https:{address}" if address.startswith("//") else address
    if not player_url(address):
        return None
    title = values.get("title", "")
    return f"\n{match['indent']}{video(address, title).text}\n"
