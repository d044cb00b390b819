"""Parts a BibTeX file into entries, with abbreviations written out and what is inherited."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bibtexparser import parse_string
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
    String,
)
from django.utils.translation import gettext as _

from blog.citations.formats.bibtex_mapping import (
    INHERITED,
    NOT_INHERITED,
    PARTS,
    PARTS_OF_ONE_AUTHOR,
)
from blog.citations.formats.reading import Reading, UnreadableSourcesError, refuse_too_many

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# An abbreviation may be made of others, each twice as long.
MAX_VALUE, MAX_PIECES, MAX_ANCESTORS = 50_000, 200, 3
# What all entries of a file take from its abbreviations and from each other; measured: at 300 kB
# of references to long ones, 0.9 GB and 16 s → refused in 0.1 s.
MAX_BORROWED = 10_000_000
_QUOTING = re.compile(r'[{}"]')
_ENTRY = re.compile(r"@\w+\s*[{(]")
_NAME = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()]{1,60})")
# It logs what is wrong in a file, which is told to who sent it.
logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)


@dataclass
class RawEntry:
    """An entry as its file has it, but its type and names of fields in small letters."""

    type: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)


class _Shared:
    """What the entries of a file share: abbreviations, and how many characters they may borrow."""

    def __init__(self) -> None:
        self.strings = dict(zip(MONTHS, MONTHS, strict=True))
        self._left = MAX_BORROWED

    def borrowed(self, text: str) -> str:
        """Return the text; raises `UnreadableSourcesError` where all together are too long."""
        self._left -= len(text)
        if self._left < 0:
            raise UnreadableSourcesError(
                _("Its entries are too long once abbreviations and “crossref” are written out.")
            )
        return text


def read_entries(text: str, reading: Reading, most: int) -> Iterator[RawEntry]:
    """Yield the entries of a file; name in `reading` what is none."""
    # Before it is parsed, which takes its time for each beginning of an entry; measured: 13 s → 0.
    refuse_too_many(sum(1 for _begin in _ENTRY.finditer(text)), most)
    blocks = parse_string(text, parse_stack=[]).blocks
    shared = _Shared()
    entries: dict[str, RawEntry] = {}
    for block in blocks:
        match block:
            case String() | DuplicateBlockKeyBlock(ignore_error_block=String()):
                # Of two the later holds from there on.
                block = getattr(block, "ignore_error_block", block)
                shared.strings[block.key.lower()] = _written_out(str(block.value), shared, [])
            case Entry():
                raw = _raw_entry(block, shared)
                entries.setdefault(raw.key, raw)
            case DuplicateFieldKeyBlock(ignore_error_block=Entry() as entry):
                raw = _raw_entry(entry, shared)
                names = ", ".join(sorted(block.duplicate_keys))
                raw.changes.append(
                    _("Of fields that stand twice the first is kept: %(names)s.") % {"names": names}
                )
                entries.setdefault(raw.key, raw)
            case DuplicateBlockKeyBlock(ignore_error_block=Entry() as entry):
                _tell_of_repetition(_raw_entry(entry, shared), entries, reading)
            case ParsingFailedBlock():
                _tell_of_failure(block, reading)
    # A `crossref` may have its key in other letters, as BibTeX reads it.
    parents = {key.lower(): raw for key, raw in reversed(entries.items())} | entries
    for raw in entries.values():
        yield _with_inherited(raw, parents, shared)


def _raw_entry(entry: Entry, shared: _Shared) -> RawEntry:
    raw = RawEntry(entry.entry_type.lower(), entry.key or "", entry.start_line + 1)
    for each in entry.fields:
        value = _written_out(str(each.value), shared, raw.changes)
        raw.fields.setdefault(each.key.strip().lower(), value)
    return raw


def _written_out(value: str, shared: _Shared, changes: list[str]) -> str:
    """Return a value without what encloses it, its abbreviations written out, at most so long."""
    written, left = "", value.strip()[:MAX_VALUE]
    for _piece in range(MAX_PIECES):
        if not left or len(written) > MAX_VALUE:
            break
        if left[0] in '{"':
            end = _end_of_quoted(left)
            written += left[1:end]
            left = left[end + 1 :].lstrip("# \t\r\n")
        else:
            name, _sign, left = left.partition("#")
            written += _full_text(name.strip(), shared, changes)
            left = left.lstrip()
    return written[:MAX_VALUE]


def _end_of_quoted(value: str) -> int:
    """Return the place of the brace or quotation mark that ends what a value begins with."""
    depth = 0
    for match in _QUOTING.finditer(value):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match.start() and match[0] == {"{": "}", '"': '"'}[value[0]]:
            return match.start()
    return len(value)


def _full_text(name: str, shared: _Shared, changes: list[str]) -> str:
    known = shared.strings.get(name.lower())
    if known is None and name and not name.isdigit():
        changes.append(_("The abbreviation “%(name)s” is not in the file.") % {"name": name[:60]})
    return name if known is None else shared.borrowed(known)


def _with_inherited(raw: RawEntry, parents: dict[str, RawEntry], shared: _Shared) -> RawEntry:
    """Fill in what an entry has of the one that its `crossref` or `xdata` names."""
    child = raw
    for _generation in range(MAX_ANCESTORS):
        named = child.fields.get("crossref") or child.fields.get("xdata")
        if not named:
            break
        named = named.strip()
        parent = parents.get(named) or parents.get(named.lower())
        if parent is None:
            raw.changes.append(
                _("“%(key)s”, of which it is a part, is not in the file.") % {"key": named[:60]}
            )
            break
        for name, value in parent.fields.items():
            own_name = INHERITED.get(name, name) if raw.type in PARTS else name
            if name not in NOT_INHERITED and own_name not in raw.fields:
                raw.fields[own_name] = shared.borrowed(value)
        author = parent.fields.get("author")
        if author and raw.type in PARTS_OF_ONE_AUTHOR and "author" not in raw.fields:
            raw.fields["author"] = shared.borrowed(author)
        child = parent
    return raw


def _tell_of_repetition(raw: RawEntry, entries: dict[str, RawEntry], reading: Reading) -> None:
    first = entries.get(raw.key)
    if first is None or first.fields != raw.fields:
        reading.refuse(raw.key, raw.line, _("Another entry above has the same key."))


def _tell_of_failure(block: ParsingFailedBlock, reading: Reading) -> None:
    name = _NAME.search((block.raw or "")[:300])
    line = (block.start_line or 0) + 1
    reading.refuse(
        name[1] if name else "@", line, _("It does not end, or a comma or brace is missing.")
    )
