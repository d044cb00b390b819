"""Asks git's log when each file of a folder came in, under whatever name it had then."""

import os
import subprocess
from datetime import datetime
from pathlib import Path

from blog.importing.fields.dates import read_date

SECONDS = 60
_COMMIT = "\x01"
# A repository's own settings can name programs to run; none of these has a use for a log.
_SETTINGS = (
    "log.showSignature=false", "core.fsmonitor=false", "core.hooksPath=/dev/null",
    "core.pager=cat", "gpg.program=false", "core.quotePath=false",
)  # fmt: skip
_COMMAND = (
    "log", "--reverse", f"--format={_COMMIT}%aI", "--name-status", "-z", "--diff-filter=AR", "-M",
    "--no-ext-diff", "--no-textconv", "--relative", "--", ".",
)  # fmt: skip


def dates_of_first_commits(root: Path) -> dict[str, datetime]:
    """Return when files were first committed, by their paths below a folder; none without git."""
    settings = [part for each in _SETTINGS for part in ("-c", each)]
    # Nothing is fetched, whatever the repository lacks.
    environment = os.environ | {"GIT_ALLOW_PROTOCOL": "none", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *settings, *_COMMAND],
            capture_output=True, timeout=SECONDS, check=True, env=environment,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return {}
    return _read_log(done.stdout.decode(errors="surrogateescape"))


def _read_log(log: str) -> dict[str, datetime]:
    dates: dict[str, datetime] = {}
    for commit in log.split(_COMMIT)[1:]:
        day, _end, changes = commit.partition("\0")
        date = read_date(day.strip())
        parts = iter(part.lstrip("\n") for part in changes.split("\0"))
        for status in parts:
            if status == "A":
                dates.setdefault(next(parts, ""), date)
            elif status.startswith("R"):
                before, after = next(parts, ""), next(parts, "")
                dates[after] = dates.get(before, date)
    return {path: date for path, date in dates.items() if date}
