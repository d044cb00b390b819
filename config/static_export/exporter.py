"""Writes the public site into a folder, as files that a plain web server answers with."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from wagtail.models import Site

from blog.exporting.folder import ExportFolder, open_folder
from config.static_export import header_rules, redirect_files
from config.static_export.addresses import SiteAddresses, file_of, page_file_of
from config.static_export.crawl import Crawl, SiteFile
from config.static_export.header_rules import HeaderRules
from config.static_export.redirect_files import OldAddress, below_renamed, redirect_page
from config.static_export.report import SiteReport
from config.static_export.search_place import form_target
from config.static_export.starts import STARTS, old_paths, page_paths
from config.static_export.taken_paths import TakenPaths

# Files that are made before any of them is written, as the list of files is written for all.
BATCH = 100
BATCH_BYTES = 8 * 1024 * 1024


def export_site(site: Site, root: Path, *, search_url: str = "") -> SiteReport:
    """Make a folder hold what every reader may see of a site, and nothing that went.

    Numbered pages of lists stand in folders of their own, forms of the search lead to
    `search_url` or, without one, to a page that says where to search. Where the site answers
    with an error of its own, nothing is removed, and the report says so. Raises
    `ForeignFileError` for a file in the way that no export wrote, and OSError where the folder
    can't be written.
    """
    with open_folder(root, is_public=True) as folder:
        return _SiteExport(site, root, folder, search_url).write()


class _SiteExport:
    def __init__(self, site: Site, root: Path, folder: ExportFolder, search_url: str) -> None:
        self._site, self._root, self._folder = site, root, folder
        self._report = SiteReport()
        self._names = TakenPaths(
            *self._folder.own_files, redirect_files.FILE, header_rules.FILE,
            tells_case=self._folder.tells_case(),
        )  # fmt: skip
        self._headers = HeaderRules(form_target=form_target(search_url))
        addresses = SiteAddresses(site.root_url, search_url)
        self._crawl = Crawl(addresses, self._names, self._report)

    def write(self) -> SiteReport:
        pages = set(page_paths(self._site))
        self._crawl.begin([*STARTS, *sorted(pages), *old_paths(self._site, self._report.left_out)])
        missing = self._crawl.missing_page()
        for batch in _batches(self._followed()):
            self._write(batch)
        self._write([missing] if missing else [])
        olds = list(self._leading_somewhere(pages))
        for batch in _batches(self._files_at(olds)):
            self._write(batch)
        self._write(self._texts_for_hosts(olds))
        if not self._report.failed:
            self._folder.finish()
        return self._counted(pages, olds)

    def _followed(self) -> Iterator[SiteFile]:
        for file, headers in self._crawl.follow():
            self._headers.add(file.path, headers)
            yield file

    def _write(self, files: list[SiteFile]) -> None:
        try:
            self._folder.claim([file.path for file in files])
            for file in files:
                self._folder.write(file.path, file.chunks)
        finally:
            for file in files:
                file.close()

    def _leading_somewhere(self, pages: set[str]) -> Iterator[OldAddress]:
        """Yield the old addresses that lead to what is exported, or to elsewhere."""
        found = self._crawl.olds
        known = self._crawl.files
        below = below_renamed(found.values(), known, pages)
        for address, old in ({each.address: each for each in below} | found).items():
            target = old.target.partition("#")[0]
            is_elsewhere = target.startswith("//") or not target.startswith("/")
            if address not in known and (is_elsewhere or target in known or target in found):
                yield old

    def _files_at(self, olds: Iterable[OldAddress]) -> Iterator[SiteFile]:
        for old in olds:
            copied = self._copied(old)
            path = file_of(old.address) if copied else page_file_of(old.address)
            if refusal := self._names.refusal(path):
                # A server answers both with the same.
                if self._crawl.files.get(old.target) != path:
                    self._report.left_out[old.address] = refusal
            elif copied:
                yield SiteFile(path, _chunks(self._root / copied))
            else:
                full = urljoin(self._site.root_url, old.target)
                yield SiteFile(path, [redirect_page(old.target, full_target=full)])

    def _copied(self, old: OldAddress) -> str:
        """Return the path of the file to be copied where no page can lead on, as for a feed."""
        path = self._crawl.files.get(old.target, "")
        is_page = path.endswith("/index.html") or path == "index.html"
        return "" if is_page or "." not in old.address.rpartition("/")[2] else path

    def _texts_for_hosts(self, olds: list[OldAddress]) -> list[SiteFile]:
        texts = {
            redirect_files.FILE: redirect_files.redirect_rules(olds),
            header_rules.FILE: self._headers.text(),
        }
        return [SiteFile(path, [text.encode()]) for path, text in texts.items()]

    def _counted(self, pages: set[str], olds: list[OldAddress]) -> SiteReport:
        report, folder = self._report, self._folder
        report.pages, report.redirects = len(pages & self._crawl.files.keys()), len(olds)
        report.written, report.unchanged = folder.written, folder.unchanged
        report.removed = folder.removed
        return report


def _batches(files: Iterable[SiteFile]) -> Iterator[list[SiteFile]]:
    """Yield files in lists of what is held at once."""
    batch: list[SiteFile] = []
    size = 0
    for file in files:
        batch.append(file)
        size += file.size
        if len(batch) == BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    yield batch


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1 << 16):
            yield chunk
