"""Reads the site's own code, all but its tests and migrations, as syntax trees."""

import ast
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

APPS = ("config", "home", "blog", "search")
OWN = {*APPS, "tests"}
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Module:
    path: str

    @cached_property
    def text(self) -> str:
        return (ROOT / self.path).read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def name(self) -> str:
        """Its dotted name, by which it is imported."""
        return self.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    def foreign_names(self) -> set[str]:
        """Return the names that stand for other distributions' modules, classes and functions."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names = [each for each in node.names if is_foreign(each.name)]
                found |= {each.asname or each.name.partition(".")[0] for each in names}
            elif isinstance(node, ast.ImportFrom) and is_foreign(node.module or ""):
                found |= {each.asname or each.name for each in node.names}
        return found


@cache
def modules() -> tuple[Module, ...]:
    paths = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    kept = [path for path in paths if "migrations" not in path.relative_to(ROOT).parts]
    return tuple(Module(str(path.relative_to(ROOT))) for path in [*kept, ROOT / "manage.py"])


def is_foreign(module: str) -> bool:
    return module.partition(".")[0] not in OWN


def is_of_library(cls: type) -> bool:
    """Tell whether a class is of a distribution: neither ours nor Python's."""
    top = cls.__module__.partition(".")[0]
    return top not in OWN and top not in sys.stdlib_module_names
