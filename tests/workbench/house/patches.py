"""Finds what the code changes in libraries, in the process or in a library's templates."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tests.workbench.house.own_code import APPS, ROOT, Module, is_foreign

# Calls that change how the whole process runs.
SWITCHES = {
    *("os.register_at_fork", "os.umask", "os.nice", "resource.setrlimit"),
    *("gc.freeze", "gc.disable", "gc.enable", "gc.set_threshold", "ctypes.CDLL"),
    *("sys.setswitchinterval", "sys.setrecursionlimit", "threading.stack_size"),
    *("signal.signal", "signal.pthread_sigmask", "signal.set_wakeup_fd", "faulthandler.enable"),
    *("locale.setlocale", "mimetypes.add_type", "socket.setdefaulttimeout", "sys.settrace"),
    *("warnings.simplefilter", "warnings.filterwarnings", "multiprocessing.set_start_method"),
}


def patches(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the line and name of each assignment onto what a library made, and of each switch."""
    foreign = module.foreign_names()
    functions = _functions(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (name := ast.unparse(node.func)) in SWITCHES:
            yield node.lineno, name
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            for target in getattr(node, "targets", None) or [node.target]:
                if _is_patch(target, node.value, foreign, functions):
                    yield node.lineno, ast.unparse(target)


def _is_patch(
    target: ast.expr, value: ast.expr | None, foreign: set[str], functions: dict[str, bool]
) -> bool:
    """Tell whether an attribute of a library's thing is set, or a method of any thing."""
    if isinstance(target, ast.Subscript):  # os.environ["NAME"]
        return isinstance(target.value, ast.Attribute) and _root(target.value) in foreign
    if not isinstance(target, ast.Attribute) or _root(target) == "self":
        return False
    is_method = isinstance(value, ast.Name) and value.id in functions
    is_wrapped = isinstance(value, ast.Call) and functions.get(ast.unparse(value.func), False)
    return _root(target) in foreign or is_method or is_wrapped


def _functions(tree: ast.Module) -> dict[str, bool]:
    """Return the functions of a module by name, and whether they return functions."""
    found = (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))
    return {
        each.name: "Callable" in ast.unparse(each.returns) if each.returns else False
        for each in found
    }


def _root(node: ast.expr) -> str:
    """Return the name that an expression begins with: "a" of `a.b` and of `a().b`."""
    while not isinstance(node, ast.Name):
        node = getattr(node, "value", None) or getattr(node, "func", None)
        if node is None or (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            return ""
    return node.id


def replaced_templates() -> Iterator[str]:
    """Yield the paths of our templates that stand before a library's of the same name."""
    theirs = [Path(app.path) for app in apps.get_app_configs() if is_foreign(app.name)]
    for app in APPS:
        folder = ROOT / app / "templates"
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            name = path.relative_to(folder)
            if any((each / "templates" / name).exists() for each in theirs):
                yield str(path.relative_to(ROOT))
