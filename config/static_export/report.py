"""Holds what an export of the site wrote, and what it could not."""

from dataclasses import dataclass, field


@dataclass
class SiteReport:
    """Counts of files, and a line for each thing that the files lack or that is broken."""

    pages: int = 0
    redirects: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    # Links of the site that lead nowhere, by address: where the first of them stands.
    broken: dict[str, str] = field(default_factory=dict)
    # Addresses without a file: why.
    left_out: dict[str, str] = field(default_factory=dict)
    # Addresses that answered with an error of the server.
    failed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
