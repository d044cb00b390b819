"""Names backups by the moment they were made at, and those that are not whole yet."""

import re
import secrets
from datetime import UTC, datetime

_FORMAT = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"epoch-(\d{8}T\d{6}\.\d{6}Z)\.tar")
PARTIAL = re.compile(r"\.epoch-[0-9a-f]{16}\.partial")


def file_name(made_at: datetime) -> str:
    """Return the name of the backup made at a moment; names sort by time."""
    return f"epoch-{made_at.astimezone(UTC):{_FORMAT}}.tar"


def made_at(name: str) -> datetime | None:
    """Read the moment from a backup's name; None for the name of anything else."""
    match = _NAME.fullmatch(name)
    try:
        return datetime.strptime(match[1], _FORMAT).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None


def partial_name() -> str:
    return f".epoch-{secrets.token_hex(8)}.partial"
