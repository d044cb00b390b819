"""Follows the links of the public site, as an anonymous reader would."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from config.static_export.addresses import SiteAddresses, exported, file_of
from config.static_export.answers import Contents, Meet
from config.static_export.fetching import Answer, Reader
from config.static_export.redirect_files import OldAddress
from config.static_export.report import SiteReport
from config.static_export.starts import MISSING, is_closed
from config.static_export.taken_paths import TakenPaths


@dataclass
class SiteFile:
    """A file of an export; what it is made from is closed once it is written."""

    path: str
    chunks: Iterable[bytes]
    answer: Answer | None = None

    @property
    def size(self) -> int:
        """Return the bytes that are held in memory."""
        return sum(map(len, self.chunks)) if isinstance(self.chunks, list) else 0

    def close(self) -> None:
        if self.answer:
            self.answer.response.close()


class Crawl:
    """What is met of a site: files, in the order of the links; and what no file is made of."""

    def __init__(self, addresses: SiteAddresses, names: TakenPaths, report: SiteReport) -> None:
        self._names, self._report, self._addresses = names, report, addresses
        self._reader = Reader(settings.SITE_URL)
        self._contents = Contents(addresses, self._reader.request)
        self._queue: deque[str] = deque()
        # Where each address was met first; empty for those to begin with.
        self._met: dict[str, str] = {}
        # The paths of files and the headers of answers, by the address among the files.
        self.files: dict[str, str] = {}
        self.olds: dict[str, OldAddress] = {}

    def begin(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            self._meet(address, "")

    def missing_page(self) -> SiteFile | None:
        """Return the page for what is not there, or None where its name is taken."""
        return self._file(MISSING, self._reader.get(MISSING))

    def follow(self) -> Iterator[tuple[SiteFile, Mapping[str, str]]]:
        """Yield a file for each address that answers everyone, with the answer's headers."""
        while self._queue:
            address = self._queue.popleft()
            answer = self._reader.get(address)
            file = self._file(address, answer) if self._has_page(address, answer) else None
            if file is None:
                answer.response.close()
            else:
                self.files[exported(address)] = file.path
                yield file, answer.response.headers

    def _meet(self, address: str, source: str) -> None:
        if address in self._met:
            return
        self._met[address] = source
        if is_closed(address):
            self._report.left_out[address] = gettext("not for every reader")
        elif not self._addresses.is_search(address):
            self._queue.append(address)
        elif not self._addresses.search_url:
            self._report.left_out[address] = gettext("a search, which files can't answer")

    def _has_page(self, address: str, answer: Answer) -> bool:
        """Tell whether an answer is what everyone gets, and note what else it is."""
        if answer.location:
            self._note_old(address, answer)
        elif answer.status >= 500:
            self._report.failed.append(address)
        elif answer.status != 200:
            if self._met[address]:
                self._report.broken[address] = self._met[address]
        elif not answer.is_for_everyone:
            self._report.left_out[address] = gettext("not for every reader")
        else:
            return True
        return False

    def _note_old(self, address: str, answer: Answer) -> None:
        local = self._addresses.local(answer.location, address)
        if local and is_closed(local):
            self._report.left_out[address] = gettext("not for every reader")
            return
        target = self._contents.replaced(answer.location, address, self._meeting(address))
        # What a plain server does by itself.
        if target != f"{address}/":
            self.olds[address] = OldAddress(address, target, answer.status in (301, 308))

    def _file(self, address: str, answer: Answer) -> SiteFile | None:
        path = file_of(address)
        if not self._is_free(path, address):
            return None
        return SiteFile(path, self._contents.of(answer, address, self._meeting(address)), answer)

    def _meeting(self, source: str) -> Meet:
        return lambda address: self._meet(address, source)

    def _is_free(self, path: str, address: str) -> bool:
        if other := self._names.other_case(path):
            told = gettext("%(one)s, %(other)s: one and the same for some file systems")
            self._report.remarks.append(told % {"one": path, "other": other})
        if refusal := self._names.refusal(path):
            self._report.left_out[address] = refusal
        return not refusal
