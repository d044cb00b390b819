"""Reads the lock files: what is installed, and whether all of it is pinned by hash."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
# What a running site holds; the last is an extra.
RUNTIME_LOCKS = ("requirements.txt", "deploy/sentry.txt")
LOCKS = (*RUNTIME_LOCKS, "requirements-dev.txt", "deploy/uv.txt")

REQUIREMENT = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[0-9][^\s;]*)(?: ; (?P<marker>[^\\]+))?"
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class Pinned(NamedTuple):
    name: str
    version: str


def read_lock(text: str) -> set[Pinned]:
    """Return what a lock file pins; raise ValueError for any line that is not a version with
    its hashes, an address or an option among them."""
    pinned = set()
    for line in text.replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+(?=--)", line.strip())
        match = REQUIREMENT.fullmatch(requirement.strip())
        if not match or not hashes or not all(map(HASH.fullmatch, hashes)):
            raise ValueError(f"not a version with its hashes: {line[:80]}")
        pinned.add(Pinned(match["name"], match["version"]))
    return pinned


def runtime_packages(root: Path = ROOT) -> set[Pinned]:
    """All that the lock files of a running site pin, whatever the platform."""
    return set().union(*(read_lock((root / name).read_text()) for name in RUNTIME_LOCKS))
