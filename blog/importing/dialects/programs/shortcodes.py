"""Reads the shortcodes of Hugo, its themes and Quarto."""

import re

from blog.importing.dialects.place import Place
from blog.importing.dialects.programs.tags import Arguments, Tag
from blog.importing.dialects.replacements import (
    Block,
    Inline,
    Replacement,
    Wrapped,
    address_in_link,
    callout,
    code_of,
    details,
    figure,
    gist,
    is_kind,
    link,
    listing,
    video,
    vimeo,
    youtube,
)
from blog.importing.dialects.translate import Reader
from blog.importing.files.finding import is_local
from blog.markdown.syntax.callouts import KINDS

VERBATIM = frozenset(
    {"highlight", "code", "code-block", "codeblock", "raw", "rawhtml", "html", "mermaid", "math",
     "katex", "comment"}
)  # fmt: skip

_LINES = re.compile(r"[\d\s,-]+")
_OPTION = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^,\s]+(?:\s+\d[\d-]*)*)")


def _highlight(tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    language = arguments.take(0, "lang", "language", "type")
    options = arguments.take(1, "options")
    named = [f"{key}={arguments.take(key)}" for key in list(arguments.named)]
    typed = _OPTION.findall(", ".join([options, *named]))
    pairs = ((key, value.strip("\"'")) for key, value in typed)
    options = " ".join(f'{key}="{value}"' for key, value in pairs)
    return code_of(tag, language, f"{{{options}}}" if options else "")


def _mermaid(tag: Tag, _arguments: Arguments, _place: Place) -> Replacement | None:
    return None if tag.body is None else listing(tag.body, "mermaid")


def _raw(tag: Tag, _arguments: Arguments, _place: Place) -> Replacement | None:
    return None if tag.body is None else Inline(tag.body)


def _math(tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    """Return a formula; without an end the tag only switches formulas on."""
    if tag.body is None:
        return Inline("")
    latex = tag.body.strip()
    if tag.name == "math" and "$" in latex:
        return Inline(tag.body)
    is_display = arguments.take(0, "display").lower() not in ("", "false")
    if is_display or "\n" in tag.body.strip(" \t"):
        return Block(f"$$\n{latex}\n$$")
    return Inline(f"${latex}$")


def _comment(tag: Tag, _arguments: Arguments, _place: Place) -> Replacement | None:
    """Return a comment of HTML's, which the editor keeps and lists."""
    return None if tag.body is None else Inline(f"<!--{tag.body.replace('-->', '--&gt;')}-->")


def _figure(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    return figure(arguments, source=("src", "url", "path", 0))


def _reference(_tag: Tag, arguments: Arguments, place: Place) -> Replacement | None:
    target = arguments.take("path", 1 if arguments.positional.get(0) == "." else 0)
    if arguments.positional.get(0) == ".":
        arguments.take(0)
    return Inline(address_in_link(place.address(target))) if target else None


def _youtube(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    return youtube(arguments)


def _vimeo(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    return vimeo(arguments)


def _gist(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    return gist(arguments)


def _tweet(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    user, number = arguments.take("user"), arguments.take("id", 0)
    if not re.fullmatch(r"\d{1,20}", number) or not re.fullmatch(r"\w{0,20}", user):
        return None
    address = f"https://x.com/{user or 'i'}/status/{number}"
    return Block(link(address, address))


def _instagram(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    number = arguments.take("id", 0)
    address = f"https://www.instagram.com/p/{number}/"
    return Block(link(address, address)) if re.fullmatch(r"[\w-]{1,40}", number) else None


def _video(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    address = arguments.take("src", "url", "mp4", 0)
    title = arguments.take("title", "caption")
    if not address:
        return None
    # Without a scheme an address is no link by itself.
    name = title or ("" if ":" in address else address)
    return video(address, name, arguments.take("poster") if is_local(address) else "")


def _details(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    return details(arguments.take("summary", "title", "header", 0))


def _kind(tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    """Read a callout whose name is its kind: `{{< warning "Title" >}}`."""
    return _boxed(tag.name, arguments.take("title", "header", 0), arguments)


def _box(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    """Read a callout that is given its kind: `{{% notice tip "Title" %}}`."""
    kind = arguments.take("type", "kind", "class", "style", "color", "context")
    if not kind and is_kind(arguments.positional.get(0, "")):
        kind = arguments.take(0)
    return _boxed(kind, arguments.take("title", "header", 1), arguments)


def _boxed(kind: str, title: str, arguments: Arguments) -> Replacement:
    box = callout(kind, title)
    if kind and not is_kind(kind):
        arguments.named["type"] = kind
    text = arguments.take("text", "content")
    return Block(f"{box.opening}\n{text}\n{box.closing}", is_paragraph=False) if text else box


def _tab(_tag: Tag, arguments: Arguments, _place: Place) -> Replacement | None:
    """Return a tab's text beneath its name: a page on paper has no tabs."""
    name = arguments.take("name", "header", "title", "label", "tabname", 0)
    return Wrapped(f"**{name}**" if name else "", "", is_paragraph=True)


def _bare(_tag: Tag, _arguments: Arguments, _place: Place) -> Replacement | None:
    return Wrapped("", "", is_paragraph=True)


def _include(_tag: Tag, arguments: Arguments, place: Place) -> Replacement | None:
    address = arguments.take("file", "path", 0)
    text = place.included(address) if address else None
    # Tags of an included file would not be read.
    if text is None or "{{<" in text or "{{%" in text:
        return None
    return Block(_without_head(text).strip("\n"))


def _without_head(text: str) -> str:
    match = re.match(r"---\n.*?\n(?:---|\.\.\.)\n", text, re.DOTALL)
    return text[match.end() :] if match else text


def _break(_tag: Tag, _arguments: Arguments, _place: Place) -> Replacement | None:
    return Inline("")


_KINDS = {name for names in KINDS.values() for name in names} - {"details", "quote", "example"}

HUGO: dict[str, Reader] = {
    **dict.fromkeys(_KINDS, _kind),
    **dict.fromkeys(("admonition", "callout", "notice", "alert", "hint", "admonish"), _box),
    **dict.fromkeys(("highlight", "code", "code-block", "codeblock"), _highlight),
    **dict.fromkeys(("figure", "img", "image", "picture", "imgproc", "figcaption"), _figure),
    **dict.fromkeys(("ref", "relref"), _reference),
    **dict.fromkeys(("raw", "rawhtml", "html"), _raw),
    **dict.fromkeys(("math", "katex"), _math),
    **dict.fromkeys(("details", "expand", "collapse", "spoiler"), _details),
    **dict.fromkeys(("tabs", "tabpane", "lead"), _bare),
    **dict.fromkeys(("include", "readfile", "include-file"), _include),
    **dict.fromkeys(("tweet", "x", "twitter"), _tweet),
    "mermaid": _mermaid,
    "comment": _comment,
    "youtube": _youtube,
    "vimeo": _vimeo,
    "gist": _gist,
    "instagram": _instagram,
    "video": _video,
    "tab": _tab,
}

QUARTO: dict[str, Reader] = {
    "video": _video,
    "include": _include,
    "pagebreak": _break,
}
