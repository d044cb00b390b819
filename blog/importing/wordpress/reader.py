"""Reads an export of WordPress as sources."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from blog.importing.entry import Remark, Source
from blog.importing.exports.export import Export, source_of
from blog.importing.exports.post import ForeignPost
from blog.importing.exports.site import ExportFolder, Site, split_address
from blog.importing.folder import Folder
from blog.importing.wordpress.posts import Library, post_of
from blog.importing.wordpress.shortcode_html import Attachment
from blog.importing.wordpress.spool import Spool
from blog.importing.wordpress.wxr import Head, Item, read_items
from search.database.columns import fitted

_POSTS = {"post", "page"}
_LEFT_OUT = {"trash", "auto-draft"}
# What a theme or the editor keeps for itself.
_SILENT = {"revision", "nav_menu_item", "wp_global_styles", "wp_navigation", "custom_css",
           "customize_changeset", "oembed_cache", "wp_template", "wp_template_part"}  # fmt: skip


def wordpress_export(folder: Folder, files: list[Path]) -> Export:
    """Return an export of WordPress: one file, or the parts that it was written in."""
    root = folder.root
    export = Export("WordPress", _site_name(files[0]) or root.name, lambda: iter(()))
    export.sources = partial(_sources, folder, files, export)
    return export


def _site_name(file: Path) -> str:
    """Return the host and path of an export's site, which stay the same from export to export."""
    head = Head()
    next(read_items(file, head), None)
    parts = split_address(_base(head))
    return f"{parts.netloc}{parts.path}".strip("/") if parts else ""


def _base(head: Head) -> str:
    return head.fields.get("wp:base_blog_url") or head.fields.get("link") or ""


def _sources(folder: Folder, files: list[Path], export: Export) -> Iterator[Source]:
    library = Library(ExportFolder(Site(folder.root), pictures=folder.pictures))
    counts: Counter[str] = Counter()
    spool = Spool()
    for file in files:
        head = Head()
        for item in read_items(file, head):
            _take(item, library, counts, export, file)
            if item.get("wp:post_type") in _POSTS and item.get("wp:status") not in _LEFT_OUT:
                _keep(item, spool, export, file)
        _tell_of_file(head, export, file)
        for base in (_base(head), head.fields.get("wp:base_site_url", "")):
            library.folder.site.add_base(base)
        library.authors |= head.authors
    export.remarks += [Remark(files[0].name, what, str(n)) for what, n in counts.items() if n]
    for path in spool.paths:
        library.add_addresses(path, spool.item(path))
    for path in spool.paths:
        load = partial(_post, spool, path, library)
        yield source_of(load(), load, library.folder)


def _take(item: Item, library: Library, counts: Counter[str], export: Export, file: Path) -> None:
    """Take what posts refer to, and count what is no post."""
    kind, key = item.get("wp:post_type"), item.get("wp:post_id")
    counts["comments, left out"] += item.comments
    if kind == "attachment":
        library.attachments[key] = Attachment(
            item.get("wp:attachment_url") or item.get("guid"),
            item.meta("_wp_attachment_image_alt"),
            item.get("excerpt:encoded"),
            item.get("wp:post_parent"),
            int(item.get("wp:menu_order")) if item.get("wp:menu_order").isdigit() else 0,
        )
    elif kind == "wp_block":
        library.reusable[key] = item.get("content:encoded")
    elif kind in _POSTS and item.get("wp:status") in _LEFT_OUT:
        export.left_out(file.name, "post in the trash, left out", item.get("title"), item.line)
    elif kind not in _POSTS and kind not in _SILENT:
        counts[f"of the type “{kind[:40]}”, left out"] += 1


def _keep(item: Item, spool: Spool, export: Export, file: Path) -> None:
    kind, key = item.get("wp:post_type"), item.get("wp:post_id") or item.get("wp:post_name")
    path = f"{kind}s/{fitted(key, 200) or 'without-id'}"
    if path in spool.paths:
        export.left_out(file.name, "second item of one id, left out", item.get("title"), item.line)
    else:
        spool.add(path, item)


def _post(spool: Spool, path: str, library: Library) -> ForeignPost:
    return post_of(spool.item(path), path, library)


def _tell_of_file(head: Head, export: Export, file: Path) -> None:
    if head.broken:
        what = "XML that breaks off, read up to there"
        export.left_out(file.name, what, head.broken, head.broken_line)
    if head.replaced > 0:
        export.left_out(file.name, "bytes that are no text, replaced", str(head.replaced))
