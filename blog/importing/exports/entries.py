"""Reads a post of a foreign export as an entry: its HTML becomes Markdown, which becomes blocks."""

import base64
import hashlib
from dataclasses import asdict, replace

from blog.editor.short_forms import TextForm
from blog.importing.entry import Entry, Remark, Subject, UnreadableError
from blog.importing.exports.post import ForeignPost
from blog.importing.exports.site import ExportFolder, split_address
from blog.importing.fields.short_forms import (
    ShortForm,
    link_in,
    unquoted,
    without_lone_link,
)
from blog.importing.html.convert import Converted, markdown_of
from blog.importing.markdown.body import read_body
from blog.importing.placeholders import without_placeholders
from blog.importing.targets import Targets
from search.analysis.text import clean
from search.database.columns import fitted, shortened

MAX_TAGS = 20
MAX_NAME = 100
MAX_TEASER = 300
MAX_URL = 200
MAX_BRACKETS = 40_000


def checksum_of(post: ForeignPost) -> str:
    """Return a checksum of all that an export says of a post."""
    said = {**asdict(post), "line": None, "remarks": None}
    if not post.form:  # as before there were short forms
        del said["form"]
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def entry_of(post: ForeignPost, folder: ExportFolder) -> Entry:
    """Read a post; raises `UnreadableError`."""
    converted = _converted(post, folder)
    targets = Targets(folder, post.path)
    cover = None
    if post.cover:
        address = _readdressed(post, folder, post.cover, is_link=False)
        cover = targets.cover(address, description=post.cover_alt)
    title = fitted(_line(post.title), 255)
    short, markdown = _short_form(post, converted.markdown)
    body = read_body(markdown, title=title, targets=targets)
    remarks = [
        *post.remarks,
        *(_in_file(remark, post) for remark in converted.remarks),
        *(_in_file(remark, post, converted) for remark in targets.remarks),
    ]
    return Entry(
        path=post.path,
        title=body.title or "Untitled",
        is_untitled=not body.title and short.form != TextForm.POST,
        slug=fitted(post.slug, 255) or fitted(title, 255),
        body=body.blocks,
        date=post.date,
        teaser=shortened(_line(post.teaser), MAX_TEASER),
        form=short.form,
        link_url=short.url,
        link_title=short.title,
        canonical_url=post.canonical_url if len(post.canonical_url) <= MAX_URL else "",
        authors=tuple(_names(post.authors)),
        tags=tuple(_tags(post, remarks)),
        series=fitted(_line(post.series), MAX_NAME),
        is_featured=post.is_featured,
        withheld=post.withheld,
        addresses=post.addresses,
        cover=cover,
        pictures=targets.pictures,
        attachments=targets.files.attachments,
        is_incomplete=targets.files.is_incomplete,
        links=targets.links,
        remarks=remarks,
    )


def _short_form(post: ForeignPost, markdown: str) -> tuple[ShortForm, str]:
    """Return a post's short form, and the text that is left of it; a link without one is a post."""
    if post.form == TextForm.QUOTATION:
        words, source, url = unquoted(markdown)
        return ShortForm(post.form, url, source), words
    if post.form == TextForm.LINK:
        if not (url := link_in(post.html)):
            post.remark("link post without a link, made a post")
            return ShortForm(), markdown
        markdown, title = without_lone_link(markdown, url)
        return ShortForm(post.form, url, title), markdown
    return ShortForm(post.form or TextForm.POST), markdown


def _converted(post: ForeignPost, folder: ExportFolder) -> Converted:
    if post.markdown:
        lines: list[int | None] = list(range(1, post.markdown.count("\n") + 2))
        return Converted(without_placeholders(post.markdown), [], [], {}, lines)
    converted = markdown_of(
        post.html,
        path=post.path,
        footnotes=post.footnotes,
        readdress=lambda address, is_link: _readdressed(post, folder, address, is_link=is_link),
    )
    markdown = converted.markdown
    if markdown.count("[") > MAX_BRACKETS:
        raise UnreadableError("more than 40,000 opening brackets")
    return converted._replace(markdown=with_embedded(converted))


def with_embedded(converted: Converted) -> str:
    """Return Markdown with the pictures that stood in the HTML as data written out in it."""
    markdown = converted.markdown
    for name, data in converted.embedded.items():
        # In the spelling that the reader of pictures takes out of a text.
        kind = {"jpg": "jpeg", "svg": "svg+xml"}.get(
            name.rpartition(".")[2], name.rpartition(".")[2]
        )
        typed = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        markdown = markdown.replace(f"]({name}", f"]({typed}").replace(f'"{name}"', f'"{typed}"')
    return markdown


def _readdressed(post: ForeignPost, folder: ExportFolder, address: str, *, is_link: bool) -> str:
    """Return an address as it leads to another post or a file of the export; else as it is."""
    if address.startswith("#"):
        return address
    path = folder.site.post_at(address) if is_link else None
    parts = split_address(address)
    if parts is None:
        return address
    if path is not None:
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return fragment if path == post.path and fragment else f"/{path}{fragment}"
    if file := folder.site.file_at(address):
        return f"/{file}"
    if is_link and parts.netloc and folder.site.is_own(parts):
        post.remark("link to the old site, left as it is", address, subject=Subject.ADDRESS)
    return address


def _in_file(remark: Remark, post: ForeignPost, converted: Converted | None = None) -> Remark:
    """Return a remark with the line of the export's file in place of the HTML's or Markdown's."""
    line = remark.line
    if converted is not None and line is not None:
        line = converted.lines[line - 1] if line <= len(converted.lines) else None
    return replace(remark, line=post.line_at(line))


def _names(names: tuple[str, ...]) -> list[str]:
    cleaned = (fitted(_line(name), MAX_NAME) for name in names)
    return list({name.casefold(): name for name in cleaned if name}.values())[:MAX_TAGS]


def _tags(post: ForeignPost, remarks: list[Remark]) -> list[str]:
    names = list(
        {_line(name).casefold(): _line(name) for name in post.tags if _line(name)}.values()
    )
    remarks += [Remark(post.path, "tag past the twentieth", name) for name in names[MAX_TAGS:]]
    return [fitted(name, MAX_NAME) for name in names[:MAX_TAGS]]


def _line(text: str) -> str:
    return " ".join(clean(without_placeholders(text)).split())
