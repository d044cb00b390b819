"""Finds tracked files that are binary and of no kind that belongs in a repository.

Pictures, fonts and compiled catalogues are read by people or made by a command here;
packages, archives and programs are not, and whoever runs the site would run them unread.
"""

import subprocess
import sys
from pathlib import Path

from tests.workbench.supply.locks import ROOT

# The name's end, and the bytes that a file of that kind begins with.
ALLOWED = {
    ".mo": b"\xde\x12\x04\x95",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".woff2": b"wOF2",
}


def tracked_files(root: Path) -> list[Path]:
    command = ["git", "ls-files", "-z"]
    output = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout
    return [path for name in output.split("\0") if name and (path := root / name).is_file()]


def is_text(content: bytes) -> bool:
    """Tell whether it is UTF-8 without NUL, as all that we write is."""
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def unlisted(path: Path) -> bool:
    """Tell whether a file is binary and not what the end of its name says, of the kinds allowed."""
    content = path.read_bytes()
    beginning = ALLOWED.get(path.suffix)
    return not is_text(content) and (beginning is None or not content.startswith(beginning))


def main(root: Path = ROOT) -> int:
    found = [path.relative_to(root) for path in tracked_files(root) if unlisted(path)]
    for name in found:
        sys.stderr.write(
            f"{name} is binary, and no picture, video, font or catalogue: take it out.\n"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
