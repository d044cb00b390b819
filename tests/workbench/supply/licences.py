"""Lists the licences of what a running site is made of, in deploy/licences.md.

`python -m tests.workbench.supply.licences` tells whether the list is true to the lock files and
allowed; with `--write` it is written anew. The list is the same on each machine: it names all that
the lock files pin, and a package that this platform doesn't install keeps the licence that stands
there, or that of its other version.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.workbench.supply.locks import ROOT, Pinned, runtime_packages

LIST = ROOT / "deploy" / "licences.md"
HEAD = """# Licences

What a running site is made of, by `make licences` from the lock files. Packages that only
development needs are not part of it.

| package | version | licence |
|---|---|---|
"""
ROW = re.compile(r"\| (\S+) \| (\S+) \| (.+) \|")
UNKNOWN = "UNKNOWN"
# Libraries under the LGPL and the MPL are used as they are, unchanged and replaceable.
ALLOWED = {
    "Apache Software License", "Apache-2.0", "BSD License", "BSD-2-Clause",
    "BSD-2-Clause-Views", "BSD-3-Clause",
    "ISC License (ISCL)", "LGPL-3.0-only", "MIT", "MIT License", "MIT-0", "MIT-CMU",
    "Mozilla Public License 2.0 (MPL 2.0)", "PSF-2.0", "Python Software Foundation License",
    "zlib/libpng License",
}  # fmt: skip

# What a package's own text says where its metadata say otherwise, or where it is for Windows alone.
READ_BY_HAND = {"qrcode": "BSD-3-Clause AND MIT", "colorama": "BSD-3-Clause"}


def installed_licences() -> dict[Pinned, str]:
    """What pip-licenses reads from the packages of this environment."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json"]
    rows = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {
        Pinned(re.sub(r"[-_.]+", "-", row["Name"]).lower(), row["Version"]): row["License"]
        for row in rows
    }


def read_list(text: str) -> dict[Pinned, str]:
    return {Pinned(name, version): licence for name, version, licence in ROW.findall(text)}


def merge(
    packages: set[Pinned], installed: dict[Pinned, str], listed: dict[Pinned, str]
) -> dict[Pinned, str]:
    """Give each package its licence; UNKNOWN where neither source names it or a sibling."""
    known = {**listed, **installed}
    siblings = {package.name: licence for package, licence in known.items()}
    return {
        package: READ_BY_HAND.get(package.name)
        or known.get(package)
        or siblings.get(package.name, UNKNOWN)
        for package in packages
    }


def is_allowed(licence: str) -> bool:
    """Tell whether one of the alternatives has only parts that are allowed."""
    alternatives = licence.split(" OR ")
    return any(
        all(part.strip() in ALLOWED for part in re.split(r"; | AND ", alternative))
        for alternative in alternatives
    )


def render(licences: dict[Pinned, str]) -> str:
    rows = sorted(licences.items())
    return HEAD + "".join(f"| {name} | {version} | {text} |\n" for (name, version), text in rows)


def problems(licences: dict[Pinned, str], text: str) -> list[str]:
    """What keeps the list from being true and allowed, a line each."""
    found = [
        f"{package.name} {package.version} is under {licence}, which is not allowed."
        for package, licence in sorted(licences.items())
        if not is_allowed(licence)
    ]
    if render(licences) != text:
        found.append("deploy/licences.md is not what the lock files say: run `make licences`.")
    return found


def main(arguments: list[str], path: Path = LIST) -> int:
    text = path.read_text() if path.exists() else ""
    licences = merge(runtime_packages(), installed_licences(), read_list(text))
    if "--write" in arguments:
        path.write_text(text := render(licences))
    found = problems(licences, text)
    sys.stderr.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
