"""Reads Medium's export: a folder `posts` of HTML files, drafts among them."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from blog.importing.entry import Entry, Source, Subject
from blog.importing.exports.entries import checksum_of, entry_of
from blog.importing.exports.export import Export
from blog.importing.exports.post import ForeignPost
from blog.importing.exports.site import ExportFolder, Site, split_address
from blog.importing.fields.dates import read_date
from blog.importing.folder import Folder
from blog.importing.html.tree.page import line_of, value
from blog.importing.medium_substack.texts import html_files, read_text

_NAME = re.compile(r"(?P<date>\d{4}-\d\d-\d\d|draft)_(?P<slug>.*?)-*(?P<key>[0-9a-f]{9,13})?")
_KEY_AT_END = re.compile(r"(?:-|/p/|/)([0-9a-f]{9,13})/?\Z")
_DRAFT = "draft"
_MEDIUM = "medium.com"


def is_medium(root: Path) -> bool:
    """Tell whether files in a folder are named, and marked up, as Medium exports posts."""
    files = [file for file in html_files(root / "posts") if _NAME.fullmatch(file.stem)]
    return bool(files) and any('class="h-entry"' in _begin(file) for file in files[:3])


def medium_export(archive: Folder) -> Export:
    """Return the export of Medium that a folder holds."""
    return Export("Medium", "medium", partial(_sources, archive))


def _begin(file: Path) -> str:
    with file.open("rb") as stream:
        return stream.read(64 * 1024).decode("utf-8", "replace")


class _MediumSite(Site):
    """Medium tells a post by the number at the end of its address, whatever stands before."""

    def post_at(self, address: str) -> str | None:
        parts = split_address(address)
        key = _KEY_AT_END.search(parts.path) if parts else None
        path = f"posts/{key[1]}" if key else ""
        return path if path in self.paths else None


def _sources(archive: Folder) -> Iterator[Source]:
    root = archive.root
    site = _MediumSite(root, _MEDIUM)
    folder = ExportFolder(site, pictures=archive.pictures)
    files = {_path(file): file for file in html_files(root / "posts")}
    for path in files:
        site.add_post(path, [])
    for path, file in files.items():
        named = ForeignPost(path, html=_text_or_empty(file), slug=file.stem)
        yield Source(path, checksum_of(named), partial(_entry, path, file, folder))


def _path(file: Path) -> str:
    name = _NAME.fullmatch(file.stem)
    return f"posts/{name['key'] if name and name['key'] else file.stem[:200]}"


def _text_or_empty(file: Path) -> str:
    return read_text(file) if file.stat().st_size < 1024 * 1024 else str(file.stat().st_size)


def _entry(path: str, file: Path, folder: ExportFolder) -> Entry:
    return entry_of(post_of(read_text(file), path, file.stem), folder)


def post_of(text: str, path: str, name: str) -> ForeignPost:
    """Return a file's text as a post; `name` is the file's, without its ending."""
    soup = BeautifulSoup(text, "html.parser")
    named = _NAME.fullmatch(name)
    body = soup.find(attrs={"data-field": "body"}) or soup.find("body") or soup
    title = soup.find(class_="p-name") or soup.find("title")
    subtitle = soup.find(attrs={"data-field": "subtitle"})
    author = soup.find(class_="p-author")
    post = ForeignPost(
        path,
        title=title.get_text() if title else "",
        slug=(named["slug"] if named else name).strip("-").lower(),
        line=line_of(body) or 1,
        teaser=subtitle.get_text() if subtitle else "",
        authors=(author.get_text(),) if author else (),
    )
    _without_repetition(body, post)
    post.html = _headings_one_up(body.decode_contents())
    _set_state(post, soup, named["date"] if named else "")
    return post


def _set_state(post: ForeignPost, soup: BeautifulSoup, name_begins: str) -> None:
    time = soup.find(class_="dt-published")
    post.date = read_date(value(time, "datetime") if time else "") or read_date(name_begins)
    if name_begins == _DRAFT:
        post.withheld = ("a draft there",)
    elif post.date is None:
        post.remark("no date", name_begins, subject=Subject.DATE)
    link = soup.find(class_="p-canonical")
    parts = split_address(value(link, "href")) if link else None
    if parts and parts.netloc and not f".{parts.netloc}".endswith(f".{_MEDIUM}"):
        post.addresses = (parts.path,)


def _without_repetition(body: Tag, post: ForeignPost) -> None:
    """Take out of a text its title and subtitle, and the rule above its first section."""
    for name, said in (("graf--title", post.title), ("graf--subtitle", post.teaser)):
        found = body.find(class_=name)
        if found is not None and found.get_text().split() == said.split():
            found.decompose()
    rule = body.find("hr", class_="section-divider")
    if rule is not None:
        rule.decompose()


def _headings_one_up(html: str) -> str:
    """Return HTML whose sections begin with h2, where Medium writes h3."""
    return re.sub(r"(</?h)([34])(?=[\s>])", lambda tag: f"{tag[1]}{int(tag[2]) - 1}", html)
