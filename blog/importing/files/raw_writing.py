"""Writes what raw HTML shows as Markdown, or as HTML that this site shows."""

import re
from html import escape
from posixpath import basename
from urllib.parse import unquote, urlsplit

from blog.html.addresses import host_name, player_url
from blog.importing.entry import Subject
from blog.importing.files.finding import EntryFiles, is_local, is_picture_file, path_of
from blog.importing.files.raw_media import Medium, Show
from blog.importing.placeholders import document_placeholder, picture_placeholder
from blog.markdown.writing import escaped

# What the dialect reads as an address.
MAX_ADDRESS = 1_900


def best_address(medium: Medium, files: EntryFiles) -> str:
    """Return the first address that is of a file here, else the first on the web, else the first.

    The web's comes with a scheme that says so; a script's is none.
    """
    for address in medium.addresses:
        if files.has(address):
            return address
    web = (each for each in medium.addresses if re.match(r"https?://|//", each, re.IGNORECASE))
    return next(web, medium.addresses[0])


def as_markdown(
    medium: Medium,
    files: EntryFiles,
    *,
    link: str = "",
    caption: str = "",
    line: int | None = None,
) -> str:
    """Return Markdown of one line for a medium; what its addresses mean is found out later."""
    if medium.show is Show.NOTHING:
        return ""
    address = best_address(medium, files)
    if medium.show is not Show.PICTURE:
        label = escaped(medium.words) or escaped(_name_of(address))
        if medium.poster:
            label = f"![{label}]({_destination(medium.poster)})"
        track = f" [Captions]({_destination(medium.captions)})" if medium.captions else ""
        return f"[{label}]({_destination(_watched(address))}){track}"
    if is_picture_file(link) and (files.has(link) or is_local(link) or not files.has(address)):
        # The picture that a smaller one leads to is the one to keep.
        what = "link from a picture to the same in full, left out: the latter is shown"
        address, link = (link if files.has(link) or not files.has(address) else address), ""
        files.remark(what, address[:200], Subject.LEFT_OUT, line)
    alt = escaped(medium.words)
    if not link:
        return _picture_markdown(alt, address, caption or medium.title)
    # Within a link a caption would only be seen by who points at the picture.
    below = f"<br>{escaped(caption)}" if caption else ""
    return f"[{_picture_markdown(alt, address, medium.title)}]({_destination(link)}){below}"


def _picture_markdown(alt: str, address: str, title: str) -> str:
    title = re.sub(r'[\\"&]', r"\\\g<0>", " ".join(title.split()))
    rest = f' "{title}"' if title else ""
    return f"![{alt}]({_destination(address)}{rest})"


def as_html(medium: Medium, files: EntryFiles, *, line: int | None) -> str:
    """Return HTML for a medium, with placeholders for what is found."""
    match medium.show:
        case Show.NOTHING:
            return ""
        case Show.PICTURE:
            return _picture_html(best_address(medium, files), medium, files, line=line)
    address = best_address(medium, files)
    label = escape(medium.words or _name_of(address))
    if medium.poster:
        poster = Medium(Show.PICTURE, 0, 0, (medium.poster,), medium.words)
        label = _picture_html(medium.poster, poster, files, line=line)
    if is_local(address):
        number = files.document(path_of(address), title=medium.words, line=line)
        if number is None:
            return label
        address = document_placeholder(number)
    return f'<a href="{escape(_watched(address))}">{label}</a>'


def is_too_long(medium: Medium) -> bool:
    """Tell whether Markdown would not read one of a medium's addresses."""
    return any(len(each) > MAX_ADDRESS for each in (*medium.addresses, medium.poster))


def remark_on_frame(medium: Medium, files: EntryFiles, *, line: int | None) -> None:
    """Say that a frame became a link, unless it is a video that plays here."""
    if medium.show is Show.FRAME:
        address = best_address(medium, files)
        if not player_url(_watched(address)):
            files.remark("frame, kept as a link", address[:200], Subject.MARKUP, line)


def _picture_html(address: str, medium: Medium, files: EntryFiles, *, line: int | None) -> str:
    number = files.picture(address, description=medium.words, line=line)
    if number is None and is_local(address):
        return escape(medium.words)
    source = address if number is None else picture_placeholder(number)
    title = f' title="{escape(medium.title)}"' if medium.title else ""
    return f'<img src="{escape(source)}" alt="{escape(medium.words)}"{title}>'


def _destination(address: str) -> str:
    """Return an address as Markdown's links have it, in angle brackets."""
    address = address.strip().replace("\\", "/").replace("<", "%3C").replace(">", "%3E")
    address = re.sub(r"[\r\n\t]+", "", address).replace("&", "&amp;")
    return f"<{address}>"


def _watched(address: str) -> str:
    """Return an address of a player with the scheme that pages may leave out."""
    return f"https:{address}" if address.startswith("//") else address


def _name_of(address: str) -> str:
    """Return what a link without words is called: a file's name, or a host's."""
    try:
        name = unquote(basename(urlsplit(address).path.rstrip("/")))
    except ValueError:
        name = ""
    is_file = "." in name
    return name if is_file else host_name(_watched(address)) or name or address
