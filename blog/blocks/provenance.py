"""Defines the rows that say with what a post was tested, and how a file's head has them."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.html.addresses import web_address

MAX_ROWS = 100
# Where a commit's address follows from its repository's.
_HOSTS = {"github.com", "gitlab.com", "codeberg.org"}

Row = dict[str, str]


class VersionedStructValue(blocks.StructValue):
    """What was used, in which version, and where it is to be had on the web."""

    @property
    def name(self) -> str:
        return self.get("name") or self.get("address") or ""

    @property
    def version(self) -> str:
        return self.get("version") or self.get("commit") or ""

    @property
    def url(self) -> str:
        """Its address, if that is one of the web."""
        return web_address(self.get("address"))

    @property
    def version_url(self) -> str:
        """The address of a repository's commit, on hosts where it is known; else empty."""
        commit, url = self.get("commit"), self.url
        if not commit or urlsplit(url).hostname not in _HOSTS or not commit.isalnum():
            return ""
        return f"{url.rstrip('/').removesuffix('.git')}/commit/{commit}"


class SoftwareBlock(blocks.StructBlock):
    """A language, a package or a program."""

    name = blocks.CharBlock(max_length=100, label=_("Name"))
    version = blocks.CharBlock(required=False, max_length=100, label=_("Version"))

    class Meta:
        icon = "code"
        label = _("Software")
        value_class = VersionedStructValue


class DataBlock(blocks.StructBlock):
    """A set of data."""

    name = blocks.CharBlock(max_length=200, label=_("Name"))
    version = blocks.CharBlock(required=False, max_length=100, label=_("Version"))
    address = blocks.URLBlock(required=False, max_length=500, label=_("Address"))

    class Meta:
        icon = "table"
        label = _("Data")
        value_class = VersionedStructValue


class RepositoryBlock(blocks.StructBlock):
    """Where the code is, at which commit."""

    address = blocks.CharBlock(max_length=500, label=_("Address"))
    commit = blocks.CharBlock(required=False, max_length=100, label=_("Commit"))

    class Meta:
        icon = "link"
        label = _("Repository")
        value_class = VersionedStructValue


class ProvenanceBlock(blocks.StreamBlock):
    """With what a post was tested, a row each."""

    software = SoftwareBlock()
    hardware = blocks.CharBlock(max_length=300, icon="cogs", label=_("Hardware"))
    data = DataBlock()
    parameters = blocks.CharBlock(max_length=500, icon="sliders", label=_("Parameters"))
    repository = RepositoryBlock()
    date = blocks.DateBlock(icon="date", label=_("Run on"))
    run_time = blocks.CharBlock(max_length=100, icon="time", label=_("Run time"))

    class Meta:
        required = False
        max_num = MAX_ROWS


_KINDS = ProvenanceBlock().child_blocks


def rows_of(provenance: blocks.StreamValue) -> list[Row]:
    """Return rows as heads of files have them: what a row is called, then what else it says.

    As {"software": "Python", "version": "3.12"}.
    """
    return [dict(_texts_of(child)) for child in provenance]


def _texts_of(child: blocks.StreamValue.StreamChild) -> Iterator[tuple[str, str]]:
    if not isinstance(child.value, blocks.StructValue):
        yield child.block_type, str(child.value or "")
        return
    first, *others = child.block.child_blocks
    yield child.block_type, child.value.get(first) or ""
    yield from ((name, child.value[name]) for name in others if child.value.get(name))


def read_row(row: Row) -> dict[str, Any] | None:
    """Return the raw block of a row; None for one that says nothing here, or too much."""
    kind = next((name for name in row if name in _KINDS), None)
    if kind is None:
        return None
    block, value = _KINDS[kind], row[kind]
    first, *others = block.child_blocks if isinstance(block, blocks.StructBlock) else ("",)
    if others:
        value = {first: value, **{name: row.get(name, "") for name in others}}
    if not row.keys() <= {kind, *others}:
        return None
    try:
        block.clean(block.to_python(value))
    except (ValidationError, ValueError):  # a date that no calendar has
        return None
    return {"type": kind, "value": value}


def raw_provenance(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the raw stream of rows; its ids are the same for the same places."""
    read = filter(None, map(read_row, rows))
    return [
        {**block, "id": str(uuid5(NAMESPACE_URL, f"provenance#{place}"))}
        for place, block in enumerate(read)
    ][:MAX_ROWS]
