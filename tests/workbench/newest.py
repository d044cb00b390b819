"""Runs the quick tests on the newest Python and Django that can be had, beside the locked pair.

Takes what `pyproject.toml` admits, but a newer Django, into an environment of its own. Given
paths run instead of all; with `--if-found` it is no error that there is no such Python.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from deploy import set_up

# The newest first; the first that is found runs.
PYTHONS = ("3.13", "3.12")
DJANGO = "6.1"
FOLDER = Path("var") / "newest"
OPTIONS = ["-q", "-n", "2", "--dist", "loadfile", "-m", "not browser and not processes"]
VERSIONS = (
    "import platform, django, wagtail; print(f'Python {platform.python_version()} with"
    " Django {django.__version__} and Wagtail {wagtail.__version__}')"
)


def main(arguments: list[str]) -> int:
    """Run the tests; return the exit status."""
    paths = [each for each in arguments if each != "--if-found"]
    for version in PYTHONS:
        if found := next(filter(does_run, candidates(version)), None):
            return run_tests(install(found, FOLDER / version), paths)
        set_up.say(f"Python {version} with Django {DJANGO}: not found here.")
    return 0 if "--if-found" in arguments else 1


def candidates(version: str) -> Iterator[str]:
    """Yield where a Python may be: on the path, or among those that pyenv keeps off it."""
    yield f"python{version}"
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(map(str, root.glob(f"versions/{version}.*/bin/python")), reverse=True)


def does_run(python: str) -> bool:
    return set_up.run([python, "-c", ""], is_quiet=True)


def install(python: str, folder: Path) -> str:
    """Return the Python of an environment in the folder, brought up to date."""
    folder.mkdir(parents=True, exist_ok=True)
    own = str(folder / ".venv" / "bin" / "python")
    overrides = folder / "overrides.txt"
    overrides.write_text(f"django=={DJANGO}.*\n")
    call_uv("venv", "--quiet", "--allow-existing", "--python", python, str(folder / ".venv"))
    options = ["--quiet", "--upgrade", "--python", own, "--overrides", str(overrides)]
    call_uv("pip", "install", *options, "-r", "pyproject.toml", "--group", "dev")
    return own


def call_uv(*arguments: str) -> None:
    if found := shutil.which("uv"):
        is_done = set_up.run([found, *arguments])
    else:
        own = set_up.own_uv()
        is_done = bool(own) and set_up.run([own, *arguments], set_up.own_uv_environment())
    if not is_done:
        set_up.fail("uv could not make the environment; what it said stands above.")


def run_tests(python: str, paths: list[str]) -> int:
    pair = subprocess.check_output([python, "-c", VERSIONS], text=True).strip()
    set_up.say(f"{pair}: {' '.join(paths) or 'the quick tests'}")
    command = [python, "-m", "pytest", *OPTIONS, *paths]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.call(command, env={**kept, "DATA_DIR": str(FOLDER / "data")})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
