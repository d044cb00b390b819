"""Writes what a tag becomes as our own Markdown: figures, listings, callouts, links to videos."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from blog.importing.dialects.programs.tags import Arguments, Tag
from blog.markdown.syntax.callouts import KINDS

_KNOWN = {name for names in KINDS.values() for name in names}
_ID = re.compile(r"[\w-]{1,40}")
_FENCE = re.compile(r"[ \t>]*+(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)")
_NAMED_FENCE = re.compile(r"\b(?:title|filename|file|name)\s*=")
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")


@dataclass(frozen=True)
class Inline:
    """What stands in a line."""

    text: str


@dataclass(frozen=True)
class Block:
    """Lines of their own; a paragraph has blank lines around it."""

    text: str
    is_paragraph: bool = True


@dataclass(frozen=True)
class Wrapped:
    """Lines before and behind the text between two tags."""

    opening: str
    closing: str
    is_paragraph: bool = False


Replacement = Inline | Block | Wrapped


def figure(arguments: Arguments, *, source: tuple[str | int, ...] = ("src", 0)) -> Block | None:
    """Return a picture with its caption, linked where a link is given; None without an address."""
    address = arguments.take(*source)
    if not address:
        return None
    parts = (arguments.take("title"), arguments.take("caption"), _attribution(arguments))
    caption = " ".join(part for part in parts if part)
    alt = arguments.take("alt") or caption
    target = arguments.take("link", "href")
    if not target:
        return Block(picture(address, alt, caption))
    # Within a link a caption would only be seen by who points at the picture.
    below = f"<br>{' '.join(caption.split())}" if caption else ""
    return Block(f"[{picture(address, alt)}]({address_in_link(target)}){below}")


def _attribution(arguments: Arguments) -> str:
    words, address = arguments.take("attr"), arguments.take("attrlink")
    return f"{words} ({address})" if words and address else words or address


def picture(address: str, alt: str, caption: str = "", attributes: str = "") -> str:
    """Return an image in Markdown."""
    caption = " ".join(LINK.sub(r"\1 (\2)", caption).split()).replace("\\", "\\\\")
    caption = caption.replace('"', '\\"')
    title = f' "{caption}"' if caption else ""
    alt = label(LINK.sub(r"\1", alt))
    return f"![{alt}]({address_in_link(address)}{title}){attributes}"


def link(text: str, address: str) -> str:
    """Return a link in Markdown."""
    return f"[{label(text)}]({address_in_link(address)})"


def label(text: str) -> str:
    """Return words as they may stand between brackets."""
    return re.sub(r"([\\\[\]])", r"\\\1", " ".join(text.split()))


def address_in_link(address: str) -> str:
    """Return an address without what would end it."""
    return re.sub(r"[\s()<>]", lambda sign: quote(sign[0]), address.strip())


def listing(code: str, language: str = "", options: str = "") -> Block:
    """Return a fence that no run of backticks within it can close."""
    longest = max(map(len, re.findall("`+", code)), default=0)
    mark = "`" * max(3, longest + 1)
    code = code.removeprefix("\n")
    code = re.sub(r"\n[ \t>]*\Z", "", code)
    info = " ".join(part for part in (re.sub(r"[`\n]", " ", language).strip(), options) if part)
    return Block(f"{mark}{info}\n{code}\n{mark}", is_paragraph=False)


def fence_as_tab(lines: list[str], title: str, tabs: str) -> list[str] | None:
    """Return a tab's lines, one fence without a name of its own, as a listing among `tabs`.

    None where anything else stands there.
    """
    filled = [number for number, line in enumerate(lines) if line.strip(" \t>")]
    opening = _FENCE.fullmatch(lines[filled[0]]) if len(filled) > 1 else None
    if opening is None or _NAMED_FENCE.search(opening["info"]) or '"' in title:
        return None
    mark = opening["mark"]
    closings = (
        number
        for number in filled[1:]
        if lines[number].strip(" \t>").startswith(mark)
        and not lines[number].strip(" \t>").strip(mark[0])
    )
    if next(closings, None) != filled[-1]:
        return None
    named = (
        f'{lines[filled[0]].rstrip()} title="{title.replace(chr(92), chr(92) * 2)}" tabs="{tabs}"'
    )
    return [*lines[: filled[0]], named, *lines[filled[0] + 1 :]]


def code_of(tag: Tag, language: str = "", options: str = "") -> Replacement | None:
    """Return the text between two tags as code, within a line where it stands in one."""
    if tag.body is None:
        return None
    if "\n" in tag.body:
        return listing(tag.body, language, options)
    return code_span(tag.body)


def code_span(code: str) -> Inline:
    """Return code within a line."""
    code = " ".join(code.split())
    mark = "`" * (max(map(len, re.findall("`+", code)), default=0) + 1)
    pad = " " if "`" in code or not code.strip() else ""
    return Inline(f"{mark}{pad}{code}{pad}{mark}")


def callout(kind: str, title: str = "") -> Wrapped:
    """Return a fence of colons; a kind that is not known is a note."""
    kind = kind.lower() if kind.lower() in _KNOWN else "note"
    title = " ".join(title.split())
    return Wrapped(f"::: {kind} [{title}]" if title else f"::: {kind}", ":::")


def is_kind(name: str) -> bool:
    """Tell whether a word names a kind of callout."""
    return name.lower() in _KNOWN


def details(summary: str) -> Wrapped:
    """Return what opens and closes a text that is folded."""
    return Wrapped(
        f"<details>\n<summary>{' '.join(summary.split()) or '…'}</summary>\n",
        "</details>",
        is_paragraph=True,
    )


def video(address: str, title: str = "", poster: str = "") -> Block:
    """Return a link that stands alone, in words or by its poster, which becomes a player."""
    if poster:
        return Block(f"[{picture(poster, title)}]({address_in_link(address)})")
    return Block(link(title, address) if title else f"<{address_in_link(address)}>")


def youtube(arguments: Arguments, *names: str | int) -> Block | None:
    """Return a video of YouTube by its id; None without one."""
    name = arguments.take("id", "video_id", *names, 0)
    if not _ID.fullmatch(name):
        return None
    return video(f"https://www.youtube.com/watch?v={name}", arguments.take("title"))


def vimeo(arguments: Arguments, *names: str | int) -> Block | None:
    """Return a video of Vimeo by its number; None without one."""
    name = arguments.take("id", "video_id", *names, 0)
    if not name.isascii() or not name.isdigit():
        return None
    return video(f"https://vimeo.com/{name}", arguments.take("title"))


def gist(arguments: Arguments) -> Inline | None:
    """Return a link to a gist, `user id` or `user/id`; None without one."""
    name = arguments.take(0, "user", "username")
    number = "" if "/" in name else arguments.take(1, "id")
    path = f"{name}/{number}".strip("/")
    if not re.fullmatch(r"[\w./-]{1,200}", path):
        return None
    file = arguments.take(2 if number else 1, "file")
    return Inline(link(f"gist {path} {file}".strip(), f"https://gist.github.com/{path}"))
