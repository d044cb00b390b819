"""Reads Substack's export: `posts.csv`, and the texts in a folder `posts` of HTML files."""

import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path

from blog.importing.entry import Entry, Source, Subject, UnreadableError
from blog.importing.exports.entries import checksum_of, entry_of
from blog.importing.exports.export import Export
from blog.importing.exports.post import ForeignPost
from blog.importing.exports.site import ExportFolder, Site, split_address
from blog.importing.fields.dates import read_date
from blog.importing.folder import Folder
from blog.importing.medium_substack.texts import html_files, read_text

LIST = "posts.csv"
_COLUMNS = {"post_id", "title", "is_published"}
_HOST = "substack.com"
# What asks for a subscription or sends one on; their addresses are filled in when mail is sent.
_WIDGETS = re.compile(
    r'<p class="button-wrapper"[^>]*>(?:(?!</p>).)*?%%\w+%%.*?</p>'
    r'|<div class="subscription-widget-wrap[^"]*"[^>]*>.*?</form>(?:\s*</div>)*',
    re.DOTALL,
)

Row = dict[str, str]


def is_substack(root: Path) -> bool:
    """Tell whether a folder holds the list of Substack's export."""
    try:
        with (root / LIST).open("rb") as stream:
            first = stream.readline(4096).decode("utf-8-sig", "replace")
    except OSError:
        return False
    return {name.strip().strip('"') for name in first.split(",")} >= _COLUMNS


def substack_export(archive: Folder) -> Export:
    """Return the export of Substack that a folder holds."""
    export = Export("Substack", f"substack:{archive.root.name}", lambda: iter(()))
    export.sources = partial(_sources, archive, export)
    return export


class _SubstackSite(Site):
    """The export doesn't say which of Substack's sites it is of."""

    def is_own(self, parts: object) -> bool:
        host = getattr(parts, "netloc", "").lower()
        is_post = getattr(parts, "path", "").startswith("/p/")
        return not host or (is_post and host.endswith(f".{_HOST}")) or super().is_own(parts)


def _sources(archive: Folder, export: Export) -> Iterator[Source]:
    root = archive.root
    site = _SubstackSite(root)
    folder = ExportFolder(site, pictures=archive.pictures)
    files = {file.stem.partition(".")[0]: file for file in html_files(root / "posts")}
    rows = _rows(root / LIST, export)
    for key, file in files.items():
        slug = file.stem.partition(".")[2]
        site.add_post(f"posts/{key}", [f"/p/{slug}"] if slug else [])
    for key, row in rows.items():
        if key not in files:
            export.left_out(LIST, "post without a text, left out", row.get("title") or key)
    for key, file in files.items():
        path = f"posts/{key[:200]}"
        read = partial(_entry, path, file, rows.get(key), folder)
        yield Source(path, _checksum(path, file, rows.get(key)), read)


def _rows(file: Path, export: Export) -> dict[str, Row]:
    """Return the rows of the list by the posts' numbers; the first of one number counts."""
    rows: dict[str, Row] = {}
    try:
        text = read_text(file).replace("\0", "")
        for row in csv.DictReader(io.StringIO(text)):
            known = {name: cell for name, cell in row.items() if name and isinstance(cell, str)}
            rows.setdefault(known.get("post_id", "").partition(".")[0], known)
    except (csv.Error, UnreadableError) as error:
        export.left_out(LIST, "list that can't be read to its end", str(error))
    return rows


def _checksum(path: str, file: Path, row: Row | None) -> str:
    try:
        return checksum_of(ForeignPost(path, html=read_text(file), title=repr(row)))
    except UnreadableError as error:
        return str(error)


def _entry(path: str, file: Path, row: Row | None, folder: ExportFolder) -> Entry:
    return entry_of(post_of(read_text(file), path, file.stem, row), folder)


def post_of(text: str, path: str, name: str, row: Row | None) -> ForeignPost:
    """Return a text as a post; `name` is its file's, `row` what the list says of it."""
    said = row or {}
    slug = name.partition(".")[2]
    post = ForeignPost(
        path,
        title=said.get("title") or slug.replace("-", " ").capitalize(),
        slug=slug,
        teaser=said.get("subtitle", ""),
        date=read_date(said.get("post_date", "")),
    )
    post.html = _with_audio(_without_widgets(text, post), said)
    kind = said.get("type", "")
    if kind not in ("newsletter", ""):
        post.remark("post of another kind", kind)
    _set_state(post, said, is_listed=row is not None)
    return post


def _set_state(post: ForeignPost, said: Row, *, is_listed: bool) -> None:
    is_published = said.get("is_published", "").lower() == "true"
    audience = said.get("audience", "")
    if not is_listed:
        post.withheld += (f"not in {LIST}",)
    elif not is_published:
        post.withheld += ("a draft there",)
    elif post.date is None:
        post.remark("no date", said.get("post_date", ""), subject=Subject.DATE)
    if audience not in ("everyone", ""):
        post.withheld += (f"for “{audience[:40]}” there",)
    if is_published and post.slug:
        post.addresses = (f"/p/{post.slug}",)


def _without_widgets(html: str, post: ForeignPost) -> str:
    html, count = _WIDGETS.subn(lambda match: "\n" * match[0].count("\n"), html)
    if count:
        post.remark("button or form for subscribers, left out", str(count))
    return html


def _with_audio(html: str, said: Row) -> str:
    address = said.get("podcast_url", "")
    parts = split_address(address)
    is_web = parts is not None and parts.scheme in ("http", "https")
    return f'<p><audio src="{escape(address)}"></audio></p>{html}' if is_web else html
