"""Writes what WordPress' shortcodes say as HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

from blog.importing.wordpress.shortcode_syntax import Pair

_PICTURE = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_FILES = ("src", "mp4", "m4v", "webm", "ogv", "mov", "mp3", "m4a", "ogg", "wav", "flac")


@dataclass(frozen=True)
class Attachment:
    """A file of the media library: its address, alt text and caption, and the post it is of."""

    url: str
    alt: str = ""
    caption: str = ""
    parent: str = ""
    order: int = 0


def listing_html(pair: Pair, *, language: str) -> str:
    """Return `[code]` as a listing: WordPress shows what stands in it, entities read once."""
    given = pair.attributes
    language = given.get("language") or given.get("lang") or given.get("type") or language
    code = escape(unescape(pair.content), quote=False)
    names = {"data-line": given.get("highlight", ""), "data-title": given.get("title", "")}
    shown = "".join(f' {name}="{escape(text)}"' for name, text in names.items() if text)
    return f'<pre{shown}><code class="language-{escape(language)}">{code}</code></pre>'


def gallery_html(pictures: Sequence[Attachment]) -> str | None:
    """Return pictures as one figure; None for none."""
    figures = "".join(_figure_html(picture) for picture in pictures)
    return f"<figure>{figures}</figure>" if figures else None


def _figure_html(picture: Attachment) -> str:
    caption = f"<figcaption>{picture.caption}</figcaption>" if picture.caption else ""
    return (
        f'<figure><img src="{escape(picture.url)}" alt="{escape(picture.alt)}">{caption}</figure>'
    )


def played_html(name: str, given: dict[str, str]) -> str | None:
    """Return `[video]` or `[audio]`; None for one without a file."""
    file = next((given[kind] for kind in _FILES if given.get(kind)), "")
    poster = f' poster="{escape(given["poster"])}"' if given.get("poster") else ""
    return f'<{name} src="{escape(file)}"{poster}></{name}>' if file else None


def video_page_html(name: str, given: dict[str, str]) -> str | None:
    """Return a link to the page of a video, a Gist or a post; None where none is named."""
    address = given.get("url") or given.get("id") or given.get("0", "")
    if "youtube" in name or name == "embedyt":
        address = re.sub(r"\A[\w-]{11}\Z", r"https://www.youtube.com/watch?v=\g<0>", address)
    elif name == "vimeo":
        address = re.sub(r"\A\d{1,12}\Z", r"https://vimeo.com/\g<0>", address)
    elif name == "gist":
        address = re.sub(r"\A[0-9a-f]{5,40}\Z", r"https://gist.github.com/\g<0>", address)
    return link_html(address)


def link_html(address: str) -> str | None:
    """Return a paragraph that links to a web address; None for any other."""
    if not address.startswith(("http://", "https://")):
        return None
    return f'<p><a href="{escape(address)}">{escape(address)}</a></p>'


def captioned_html(pair: Pair) -> str | None:
    """Return `[caption]` as a figure: its picture, and what is said behind it."""
    picture = _PICTURE.match(pair.content)
    if picture is None:
        return None
    said = pair.content[picture.end() :].strip() or escape(pair.attributes.get("caption", ""))
    return f"<figure>{picture[0]}<figcaption>{said}</figcaption></figure>"


def formula_html(latex: str, *, is_display: bool) -> str:
    """Return LaTeX as the conversion of HTML reads it."""
    kind = "math/tex; mode=display" if is_display else "math/tex"
    return f'<script type="{kind}">{unescape(latex.strip())}</script>'
