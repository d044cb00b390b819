"""Keeps the catalogues of other languages true to the strings in the code; needs gettext.

`python -m tests.workbench.supply.messages` tells what is missing or out of date; with `--write` the
catalogues take up new strings and are compiled. A machine without gettext leaves the check out
and says so; with CI=true that is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.workbench.supply.locks import ROOT

APPS = ("config", "home", "blog", "search")
LANGUAGES = ("de",)
# It would make each run a change.
_MADE_AT = re.compile(r'^"POT-Creation-Date: .*\n', re.MULTILINE)


def catalogue(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def gather(app: Path, language: str) -> None:
    """Bring an app's catalogue up to the strings of its code; what is new stays untranslated."""
    catalogue(app, language).parent.mkdir(parents=True, exist_ok=True)
    options = ["--locale", language, "--no-location", "--no-wrap", "--no-obsolete"]
    command = [sys.executable, "-P", "-m", "django", "makemessages", *options, "--verbosity", "0"]
    # It reads strings, and needs no settings. Without -P the app's own rooms (html) would hide
    # modules of Python.
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=app, check=True, env=environment)
    path = catalogue(app, language)
    path.write_text(_MADE_AT.sub("", path.read_text()))


def compile_catalogue(path: Path, into: Path) -> str:
    """Compile a catalogue and return how much of it is translated, in msgfmt's words."""
    command = ["msgfmt", "--check", "--statistics", "--output-file", str(into), str(path)]
    done = subprocess.run(
        command, capture_output=True, check=True, text=True, env=os.environ | {"LC_ALL": "C"}
    )
    return done.stderr.strip()


def problems(root: Path) -> Iterator[str]:
    """Yield a line for each catalogue that lacks something or doesn't fit the code."""
    for app in APPS:
        for language in LANGUAGES:
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(shutil.copytree(root / app, Path(folder) / app))
                gather(copy, language)
                fresh = copy / "fresh.mo"
                statistics = compile_catalogue(catalogue(copy, language), fresh)
                kept = catalogue(root / app, language).with_suffix(".mo")
                if "untranslated" in statistics or "fuzzy" in statistics:
                    yield f"{app}, {language}: {statistics}"
                elif not kept.exists() or _content(fresh) != _content(kept):
                    yield f"{app}, {language}: the catalogue is out of date."


def _content(compiled: Path) -> str:
    return subprocess.run(
        ["msgunfmt", str(compiled)], capture_output=True, check=True, text=True
    ).stdout


def write(root: Path) -> None:
    for app in APPS:
        for language in LANGUAGES:
            gather(root / app, language)
            path = catalogue(root / app, language)
            statistics = compile_catalogue(path, path.with_suffix(".mo"))
            sys.stdout.write(f"{path.relative_to(root)}: {statistics}\n")


def main(arguments: list[str], root: Path = ROOT) -> int:
    if not shutil.which("xgettext"):
        sys.stderr.write("Translations were not checked: gettext is not installed.\n")
        return 1 if os.environ.get("CI") == "true" else 0
    if "--write" in arguments:
        write(root)
        return 0
    found = list(problems(root))
    for line in found:
        sys.stderr.write(f"{line}\n")
    if found:
        sys.stderr.write("Run `make messages`, and translate what is empty or marked fuzzy.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
