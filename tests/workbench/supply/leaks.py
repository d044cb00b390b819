"""Looks for keys and passwords in all files of the repository, with detect-secrets.

`.secrets.baseline` holds the hashes of what was looked at and found harmless; with `--write`
all that is there now is taken for harmless. Lock files are nothing but hashes and a dump of a
site is full of them, so they are left out, and so is the baseline itself (a test of its own looks
into the dump). Line numbers don't matter.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from detect_secrets.core import baseline
from detect_secrets.core.scan import scan_file
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import default_settings

from tests.workbench.supply.locks import LOCKS, ROOT

BASELINE = ".secrets.baseline"
BINARY = (".mo", ".png", ".woff2")
DUMP = ".sql"


def repository_files(root: Path) -> list[str]:
    """The files that git keeps or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    output = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout
    names = sorted(set(filter(None, output.split("\0"))) - {*LOCKS, BASELINE})
    return [
        name for name in names if not name.endswith((*BINARY, DUMP)) and (root / name).is_file()
    ]


def scan(root: Path, names: Iterable[str]) -> SecretsCollection:
    """Return what looks like a secret in these files."""
    found = SecretsCollection()
    for name in names:
        for secret in scan_file(str(root / name)):
            # Its own scan of a folder would keep where the folder stands.
            secret.filename = name
            found[name].add(secret)
    return found


def read_baseline(root: Path) -> SecretsCollection:
    path = root / BASELINE
    return baseline.load(json.loads(path.read_text())) if path.exists() else SecretsCollection()


def write_baseline(root: Path, found: SecretsCollection) -> None:
    content = baseline.format_for_output(found)
    # The time of the scan would make each run a change.
    del content["generated_at"]
    (root / BASELINE).write_text(json.dumps(content, indent=2) + "\n")


def main(arguments: list[str], root: Path = ROOT) -> int:
    with default_settings():
        found = scan(root, repository_files(root))
        if "--write" in arguments:
            write_baseline(root, found)
            return 0
        new = found - read_baseline(root)
    for name, secret in new:
        sys.stderr.write(f"{name}:{secret.line_number} looks like a secret ({secret.type}).\n")
    if new:
        sys.stderr.write("Take it out; if it is harmless, run `make secrets-baseline`.\n")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
