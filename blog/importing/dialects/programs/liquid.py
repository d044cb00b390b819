"""Reads Jekyll's Liquid, with the tags of its plug-ins, of Octopress and of Hexo."""

import re

from blog.importing.dialects.place import Place
from blog.importing.dialects.programs.shortcodes import HUGO
from blog.importing.dialects.programs.tags import Arguments, Tag
from blog.importing.dialects.replacements import (
    Block,
    Inline,
    Replacement,
    address_in_link,
    callout,
    code_of,
    details,
    figure,
    gist,
    is_kind,
    link,
    picture,
    video,
    vimeo,
    youtube,
)
from blog.importing.dialects.translate import Reader

VERBATIM = frozenset({"highlight", "raw", "comment", "codeblock", "mermaid", "math", "katex"})

# What a page is addressed with, which our own addresses need not.
_SITE = re.compile(r"site\.(?:baseurl|url|base_url|base-url)(?:\s*\|[^}]*)?")
_ADDRESS = re.compile(
    r"""(?P<quote>["'])(?P<path>[^"']*)(?P=quote)\s*
        (?:\|\s*(?:relative_url|absolute_url|prepend:\s*site\.(?:baseurl|url)|escape)\s*)+""",
    re.VERBOSE,
)
_EXPRESSION = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_IMAGE_FILE = re.compile(r"fig|ima?ge?|pic|photo", re.IGNORECASE)
_CODEBLOCK = re.compile(r"\blang:(\S+)")
_OCTOPRESS = re.compile(
    r"""(?:(?P<class>[^/\s.]+(?:\s+[^/\s.]+)*)\s+)?(?P<src>(?:https?:/|/|\S+/|\S+\.)\S+)
        (?:\s+(?P<width>\d+%?))?(?:\s+(?P<height>\d+%?))?
        (?:\s+["']?(?P<title>[^"']*)["']?)?(?:\s+["'](?P<alt>[^"']*)["'])?\s*\Z""",
    re.VERBOSE,
)
_SOURCES = ("src", "image_path", "url", "path", "image", "img", "file", "filename", "name")


def expression_text(expression: str) -> str | None:
    """Return what an expression stands for; None where only a template would know."""
    if _SITE.fullmatch(expression):
        return ""
    match = _ADDRESS.fullmatch(expression)
    return match["path"] if match else None


def _expression(tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    text = expression_text(tag.rest)
    if text is None:
        return None
    arguments.clear()
    return Inline(text)


def _with_addresses(text: str) -> str:
    """Return a tag's arguments with the expressions in them that stand for addresses."""
    return _EXPRESSION.sub(
        lambda match: text if (text := expression_text(match[1])) is not None else match[0], text
    )


def _highlight(tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    language = arguments.take(0, "lang")
    marked = arguments.take("hl_lines", "mark_lines")
    flags = [place for place, word in arguments.positional.items() if word == "linenos"]
    is_numbered = bool(arguments.take("linenos", *flags))
    options = [f'hl_lines="{marked}"'] * bool(marked) + ["linenos"] * is_numbered
    return code_of(tag, language, f"{{{' '.join(options)}}}" if options else "")


def _codeblock(tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    language = _CODEBLOCK.search(tag.rest)
    title = " ".join(_CODEBLOCK.sub("", tag.rest).replace('"', "").split())
    arguments.clear()
    return code_of(tag, language[1] if language else "", f'{{title="{title}"}}' if title else "")


def _post(tag: Tag, arguments: Arguments, place: Place) -> Replacement | None:
    """Return the address of a post that is named by its file."""
    name = tag.rest.strip().strip("\"'")
    arguments.clear()
    if not name or "{" in name:
        return None
    path, sign, fragment = name.partition("#")
    # Jekyll leaves `_posts` out of a post's name: `research/2020-01-02-name`.
    folder, slash, file = path.rpartition("/")
    found = place.note(path) or place.note(f"{folder}{slash}_posts/{file}")
    return Inline(address_in_link(f"/{found or path.lstrip('/')}{sign}{fragment}"))


def _post_link(tag: Tag, arguments: Arguments, place: Place) -> Replacement | None:
    """Read Hexo's `{% post_link name title %}`."""
    name, _space, title = tag.rest.strip().partition(" ")
    arguments.clear()
    found = place.note(name)
    return Inline(link(title.strip("\"'") or name, f"/{found or name}")) if name else None


def _include(tag: Tag, given: Arguments, place: Place) -> Replacement | None:
    """Read an include by its file's name, else put in the file's text."""
    arguments = Arguments.read(_with_addresses(tag.rest))
    file = arguments.take(0)
    name = file.rpartition("/")[2].partition(".")[0].lower()
    replacement = _included_by_name(name, arguments)
    if replacement is None:
        replacement = _included_file(file, tag, place)
    given.positional, given.named = arguments.positional, arguments.named
    return replacement


def _included_by_name(name: str, arguments: Arguments) -> Replacement | None:
    text = arguments.named.get("content", arguments.named.get("text", ""))
    if "youtube" in name or arguments.named.get("provider", "") == "youtube":
        arguments.take("provider")
        return youtube(arguments, "url", "video")
    if "vimeo" in name or arguments.named.get("provider", "") == "vimeo":
        arguments.take("provider")
        return vimeo(arguments)
    if name == "gist":
        return gist(arguments)
    if name in ("toc", "table-of-contents"):
        return Inline("")
    if _IMAGE_FILE.match(name):
        return figure(arguments, source=(*_SOURCES, 1))
    if text and (is_kind(name) or name in ("alert", "callout", "admonition", "notice")):
        kind = name if is_kind(name) else arguments.take("type", "kind", "style")
        box = callout(kind, arguments.take("title"))
        text = arguments.take("content", "text")
        return Block(f"{box.opening}\n{text}\n{box.closing}", is_paragraph=False)
    return None


def _included_file(file: str, tag: Tag, place: Place) -> Replacement | None:
    folder = "" if tag.name == "include_relative" else "/_includes/"
    text = place.included(f"{folder}{file}") if file and "{" not in file else None
    if text is None or "{%" in text or "{{" in text:
        return None
    return Block(text.strip("\n"))


def _image(tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    """Read Octopress' `{% img left /a.png 320 200 'Title' 'Alt' %}`, Hexo's `asset_img`."""
    match = _OCTOPRESS.match(_with_addresses(tag.rest))
    if match is None:
        return None
    arguments.positional = {
        place: value
        for place, value in enumerate((match["class"], match["width"], match["height"]))
        if value
    }
    arguments.named.clear()
    title = (match["title"] or "").strip()
    return Block(picture(match["src"], match["alt"] or title, title))


def _youtube(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    address = arguments.positional.get(0, "")
    if address.startswith("http"):
        return video(arguments.take(0))
    return youtube(arguments)


def _details(tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    arguments.clear()
    return details(tag.rest.strip("\"'"))


def _kind(tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    """Read a callout between two tags: `{% note info %}`, `{% warning %}`."""
    kind = arguments.take(0) if is_kind(arguments.positional.get(0, "")) else tag.name
    title = " ".join(arguments.take(place) for place in list(arguments.positional))
    return callout(kind, arguments.take("title") or title)


_KINDS = ("note", "info", "tip", "warning", "danger", "important", "caution", "attention", "hint")

_OF_HUGO = ("comment", "gist", "katex", "math", "mermaid", "raw", "tweet", "twitter", "vimeo")

JEKYLL: dict[str, Reader] = {
    **dict.fromkeys(_KINDS, _kind),
    **dict.fromkeys(("highlight",), _highlight),
    **dict.fromkeys(("codeblock", "code"), _codeblock),
    **dict.fromkeys(("link", "post_url"), _post),
    **dict.fromkeys(("include", "include_relative", "include_cached"), _include),
    **dict.fromkeys(("img", "asset_img", "image", "figure"), _image),
    **{name: HUGO[name] for name in _OF_HUGO},
    "": _expression,
    "post_link": _post_link,
    "youtube": _youtube,
    "details": _details,
}
