"""Lists what the code takes of libraries beyond what they document, and what it changes in them.

`python -m tests.workbench.house.private_names` ends with 1 unless each of it stands in the table
"Unusual things" of CONTRIBUTING.md, by its path and its name, and each row is still true.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django

from tests.workbench.house.overrides import overrides
from tests.workbench.house.own_code import ROOT, modules
from tests.workbench.house.patches import patches, replaced_templates
from tests.workbench.house.private_uses import private_uses

CHAPTER = "## Unusual things"
ADVICE = (
    "is private or undocumented, a patch of a library or a switch of the process: do without, or "
    'give it a row in CONTRIBUTING.md, "Unusual things"'
)
TICKED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Row:
    """A row of the table: names of unusual things and the files or folders they stand in."""

    where: tuple[str, ...]
    what: tuple[str, ...]
    noticed_by: tuple[str, ...]

    def allows(self, path: str, name: str) -> bool:
        return name in self.what and any(
            path == each or (each.endswith("/") and path.startswith(each)) for each in self.where
        )


def unusual_things() -> list[Row]:
    """Return the table's rows. Its columns: where, what, why, what notices, undo when."""
    text = (ROOT / "CONTRIBUTING.md").read_text().partition(f"\n{CHAPTER}\n")[2]
    lines = [line for line in text.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    columns = ([tuple(TICKED.findall(cell)) for cell in line.split(" | ")] for line in lines)
    return [Row(where, what, noticed_by) for where, what, _why, noticed_by, _undo in columns]


def not_listed() -> Iterator[str]:
    """Yield a line for each unusual thing that no row names."""
    rows = unusual_things()
    for path, line, name in _found():
        if not any(row.allows(path, name) for row in rows):
            yield f"{path}:{line}: `{name}` {ADVICE}"


def not_true() -> Iterator[str]:
    """Yield a line for each thing in a row that is not, or no longer, there."""
    for row in unusual_things():
        files = [each for path in row.where for each in _files(path)]
        text = "\n".join([f"{each.name} {each.read_text()}" for each in files])
        for name in row.what:
            if name not in text:
                yield f"`{name}` is listed for {' '.join(row.where)} and not there"
        for path in row.noticed_by:
            if path.startswith("tests/") and not (ROOT / path).exists():
                yield f"{path} is listed as what notices {row.what} and not there"


def _files(where: str) -> list[Path]:
    """Return the file at a path, or the modules and templates below it."""
    place = ROOT / where
    if not place.is_dir():
        return [place]
    return [each for each in place.rglob("*.*") if each.suffix in (".py", ".html", ".txt")]


def _found() -> Iterator[tuple[str, int, str]]:
    """Yield path, line and name of all that is unusual."""
    for module in modules():
        found = {*private_uses(module), *overrides(module), *patches(module)}
        yield from ((module.path, line, name) for line, name in sorted(found))
    for path in replaced_templates():
        yield path, 1, Path(path).name


def main() -> None:
    if problems := [*not_listed(), *not_true()]:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    main()
