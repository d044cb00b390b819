"""The house keeps its shape: small rooms, small modules, nothing loose, a floor for each room."""

import ast
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.workbench.house.own_code import APPS, ROOT, modules

MOST_MODULES = 16
MOST_LINES = 300
# What every reader of a Django project expects right in an app's folder.
LOOSE = {"models", "apps", "urls", "signals", "wagtail_hooks", "wsgi", "rsgi"}
FOLDERS = {"templatetags", "management", "migrations", "locale", "static", "templates", "settings"}


def test_no_folder_holds_more_modules_than_one_takes_in():
    counts = Counter(Path(each.path).parent for each in modules() if not is_init(each.path))
    found = [f"{folder} has {n} modules" for folder, n in counts.items() if n > MOST_MODULES]
    assert not found, f"{found}: move what has a subject of its own into a room within or beside it"


def test_no_module_is_longer_than_one_reads():
    lengths = {each.path: each.text.count("\n") for each in modules()}
    found = [f"{path} has {n} lines" for path, n in lengths.items() if n > MOST_LINES]
    assert not found, f"{found}: split by noun, at most {MOST_LINES} lines each"


@pytest.mark.parametrize("app", APPS)
def test_nothing_lies_loose_in_an_app(app):
    expected = {*(f"{name}.py" for name in (*LOOSE, "__init__")), *FOLDERS, *rooms_of(app)}
    found = {name for name in names_in(ROOT / app) if name not in expected}
    assert not found, f"{app}/ {sorted(found)}: move each into the room that has its subject"


@pytest.mark.parametrize("app", APPS)
def test_every_room_has_a_floor(app):
    floors = floors_of(app)
    missing = rooms_of(app) - floors
    assert not missing, f"{app}/ {sorted(missing)}: name it in pyproject, 'The floors of {app}'"
    gone = floors - rooms_of(app) - LOOSE - FOLDERS
    assert not gone, f"{app}/ {sorted(gone)}: has a floor and is gone; take it out of pyproject"


def test_nothing_is_imported_from_a_file_of_tests():
    places = [path for path in (ROOT / "tests").rglob("*.py") if "house" not in path.parts]
    found = [f"{path.name}: {name}" for path in places for name in taken_from_tests(path)]
    assert not found, f"{found}: move it into a module that is named by what it holds"


def taken_from_tests(path: Path) -> list[str]:
    """Return the modules of tests or fixtures that a file imports from."""
    nodes = [each for each in ast.walk(ast.parse(path.read_text())) if type(each) is ast.ImportFrom]
    names = [f"{node.module}.{each.name}" for node in nodes for each in node.names]
    return [name for name in names if re.match(r"tests\.(?:.*\.)?(?:test_\w+|conftest)\b", name)]


def names_in(folder: Path) -> set[str]:
    """Return the names of a folder's files, and of its folders that hold any."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).parts[0] for path in files if path.suffix != ".pyc"}


def rooms_of(app: str) -> set[str]:
    """Return the folders with code that are not Django's."""
    parts = [Path(each.path).parts for each in modules() if each.path.startswith(f"{app}/")]
    return {names[1] for names in parts if len(names) > 2} - FOLDERS


def floors_of(app: str) -> set[str]:
    """Return all names in the contract for an app's floors."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (contract,) = [each for each in config["contracts"] if each.get("containers") == [app]]
    assert contract["exhaustive"], f"The floors of {app} must be exhaustive."
    return {name.strip() for floor in contract["layers"] for name in floor.split("|")}


def is_init(path: str) -> bool:
    return path.endswith("/__init__.py")
