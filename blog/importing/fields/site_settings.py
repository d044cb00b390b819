"""Reads what a site's settings say of many of its files at once, as Jekyll and Hugo have it."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from blog.importing.fields.values import is_true, items_of, one_line

# More rules are no settings that somebody wrote.
MAX_RULES = 200


def jekyll_values(settings: Mapping[str, Any], path: str) -> dict[Any, Any]:
    """Return the front matter that `defaults` give to a file, the last that fits first of all."""
    found: dict[Any, Any] = {}
    for rule in list(items_of(settings.get("defaults")))[:MAX_RULES]:
        if isinstance(rule, dict) and isinstance(rule.get("values"), dict) and _fits(rule, path):
            found |= rule["values"]
    return found


def is_shown_by_jekyll(settings: Mapping[str, Any], path: str) -> bool:
    """Tell whether Jekyll made a page of a file: it is not excluded, nor in a folder for itself."""
    excluded = list(items_of(settings.get("exclude")))[:MAX_RULES]
    if any(_is_below(one_line(pattern), path) for pattern in excluded):
        return False
    shown = {"_posts", "_drafts"}
    collections = settings.get("collections")
    if isinstance(collections, dict):
        shown |= {f"_{name}" for name, each in collections.items() if _is_output(each)}
    folders = PurePosixPath(path).parts[:-1]
    return all(not each.startswith("_") or each in shown for each in folders)


def hugo_values(cascades: Iterator[Any], path: str) -> dict[Any, Any]:
    """Return the front matter that lists above a file hand down to it, the nearest last."""
    found: dict[Any, Any] = {}
    for cascade in cascades:
        for each in list(items_of(cascade))[:MAX_RULES]:
            if isinstance(each, dict) and _is_target(each, path):
                found |= {key: value for key, value in each.items() if key not in _TARGETS}
    return found


_TARGETS = ("_target", "target")


def _is_target(cascade: Mapping[Any, Any], path: str) -> bool:
    """Tell whether a cascade is for a file; its targets' paths have no ending."""
    target = next((cascade[key] for key in _TARGETS if isinstance(cascade.get(key), dict)), {})
    pattern = one_line(target.get("path")).replace("{", "").replace("}", "")
    name = f"/{path.removeprefix('content/').rpartition('.')[0]}"
    return not pattern or fnmatchcase(name, pattern.replace("**", "*"))


def _fits(rule: Mapping[str, Any], path: str) -> bool:
    scope = rule.get("scope")
    scope = scope if isinstance(scope, dict) else {}
    kind = one_line(scope.get("type"))
    return kind in ("", _kind_of(path)) and _is_below(one_line(scope.get("path")) or "*", path)


def _kind_of(path: str) -> str:
    """Return what Jekyll calls a file: by its collection, else a page."""
    folders = PurePosixPath(path).parts[:-1]
    return next((each[1:] for each in folders if each.startswith("_")), "pages")


def _is_below(pattern: str, path: str) -> bool:
    """Tell whether a path is what a pattern names, or lies below it."""
    pattern = pattern.strip().lstrip("/").rstrip("/")
    paths = [path, *(each.as_posix() for each in PurePosixPath(path).parents)]
    return bool(pattern) and any(fnmatchcase(each, pattern) for each in paths)


def _is_output(collection: Any) -> bool:
    return isinstance(collection, dict) and is_true(collection.get("output"))
