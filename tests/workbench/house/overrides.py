"""Finds methods of our classes that stand in for undocumented ones of a library's class."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from operator import attrgetter
from types import ModuleType

from tests.workbench.house.own_code import Module, is_foreign, is_of_library, modules

# What the libraries' documentation says may be overridden, though the method says nothing itself.
DOCUMENTED = {
    # Django: models, fields, expressions, forms, views, middleware, storages, feeds, loaders
    *("save", "clean", "deconstruct", "from_db_value", "as_sql", "as_sqlite", "media"),
    *("dispatch", "get", "get_queryset", "get_context_data", "form_valid", "ready", "_save"),
    *("process_response", "get_contents"),
    *("rss_attributes", "add_root_elements", "add_item_elements"),
    # Wagtail: pages, blocks and their references, routes, previews, users, log, bulk actions
    *("get_context", "field", "extract_references", "route", "index_route", "full_clean"),
    *("get_preview_template", "get_form_class", "format_message", "accept", "find_embed"),
    *("check_perm", "execute_action", "get_execution_context", "get_success_message"),
    # taggit; markdown-it-py, whose renderers have a method for each type of token
    *("slugify", "fence", "html_block", "html_inline", "image", "code_block"),
}


def overrides(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the line and name of each method that overrides an undocumented one."""
    for scope, node in _classes(module.tree):
        bases = library_classes_around(module, scope)
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and not _is_open(method.name, bases):
                yield method.lineno, method.name


def library_classes_around(module: Module, scope: tuple[str, ...]) -> list[type]:
    """Return the libraries' classes that stand behind a class of ours, in it or what extends it."""
    try:
        cls = attrgetter(".".join(scope))(_loaded(module))
    except AttributeError:  # a `Meta`, which is taken away
        return []
    lines = [each.__mro__ for each in (cls, *_extending(cls))]
    behind = [each for line in lines for each in line[line.index(cls) + 1 :]]
    return list(filter(is_of_library, dict.fromkeys(behind)))


def _is_open(name: str, bases: list[type]) -> bool:
    """Tell whether a method overrides nothing, or what may be overridden."""
    base = next((vars(each)[name] for each in bases if name in vars(each)), None)
    if base is None or name in DOCUMENTED or name.startswith("__"):
        return True
    return not name.startswith("_") and bool(inspect.getdoc(_function(base)))


def _function(member: object) -> object:
    for name in ("__func__", "fget", "func"):
        member = getattr(member, name, member)
    return member


def _classes(
    node: ast.AST, scope: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], ast.ClassDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield (*scope, child.name), child
            yield from _classes(child, (*scope, child.name))


def _extending(cls: type) -> list[type]:
    """Return our own classes that extend one, at any distance."""
    for module in modules():
        _loaded(module)
    found = [each for each in cls.__subclasses__() if not is_foreign(each.__module__)]
    return [*found, *(further for each in found for further in _extending(each))]


@cache
def _loaded(module: Module) -> ModuleType | None:
    """Return a module as Python knows it; None without classes, or of another database's models."""
    if not any(_classes(module.tree)):
        return None
    with suppress(RuntimeError):
        return importlib.import_module(module.name)
    return None
