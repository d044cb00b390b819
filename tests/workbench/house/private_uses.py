"""Finds what the code takes of libraries that is not theirs to keep stable: names with "_"."""

import ast
import types
from collections.abc import Iterator
from functools import cache

from tests.workbench.house.overrides import library_classes_around
from tests.workbench.house.own_code import Module, is_foreign, modules

# Documented, though they begin like private ones.
PUBLIC = {
    "_",
    "_meta",
    "_default_manager",
    "_base_manager",
    "_save",  # what a storage of one's own has to have
    "_replace",  # of named tuples
    "__version__",
}
# Attributes that no documentation names, though they begin like public ones.
UNDOCUMENTED = {"execute_wrappers", "fields_cache", "in_atomic_block"}
OF_PYTHON = {
    name
    for kind in (type, types.FunctionType, types.ModuleType, BaseException, dict, list)
    for name in dir(kind)
}
BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}


def private_uses(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each import and use of a private name of a library."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node.lineno, name) for name in _imported(node) if is_private(name))
    for scope, node in _with_classes(module.tree):
        if isinstance(node, ast.Attribute) and _is_theirs(module, scope, node):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Call) and (name := _asked_by_name(node)):
            yield node.lineno, name


def is_private(name: str) -> bool:
    if name in UNDOCUMENTED:
        return True
    if name.startswith("__"):
        return name not in OF_PYTHON | PUBLIC
    return name.startswith("_") and name not in PUBLIC


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return all that an import from a library names, part by part."""
    names = [each.name for each in node.names]
    module = getattr(node, "module", None)
    if not is_foreign(module or names[0]) or getattr(node, "level", 0):
        return []
    return [part for name in [module or "", *names] for part in name.split(".")]


def _with_classes(
    node: ast.AST, scope: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], ast.AST]]:
    """Yield each node below, with the names of the classes around it."""
    for child in ast.iter_child_nodes(node):
        yield scope, child
        is_class = isinstance(child, ast.ClassDef)
        yield from _with_classes(child, (*scope, child.name) if is_class else scope)


def _is_theirs(module: Module, scope: tuple[str, ...], node: ast.Attribute) -> bool:
    if not is_private(node.attr):
        return False
    if ast.unparse(node.value) not in ("self", "cls", "super()"):
        return node.attr not in own_names()
    inherits = any(node.attr in vars(each) for each in library_classes_around(module, scope))
    return inherits or ast.unparse(node.value) == "super()" or node.attr not in own_names()


def _asked_by_name(node: ast.Call) -> str | None:
    """Return the private name that a call of `getattr` or the like has as a text."""
    if not (isinstance(node.func, ast.Name) and node.func.id in BY_NAME and len(node.args) > 1):
        return None
    name = getattr(node.args[1], "value", None)
    is_theirs = isinstance(name, str) and is_private(name) and name not in own_names()
    return name if is_theirs else None


@cache
def own_names() -> frozenset[str]:
    """Return all private names that our own code defines."""
    return frozenset(name for module in modules() for name in _defined(module.tree))


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and _is_set_on_self(node):
            yield node.attr


def _is_set_on_self(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store) and ast.unparse(node.value) in ("self", "cls")
