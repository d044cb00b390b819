"""Reads the addresses that a text had, or that led to it, as its front matter states them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from blog.importing.fields.values import items_of, one_line

# That name the page itself, and that lead to it.
OWN = ("permalink", "url", "path", "save_as")
OTHERS = ("aliases", "alias", "redirect_from", "redirects_from")
ADDRESSES = (*OWN, *OTHERS)
MAX_ADDRESSES = 50
# The column of a redirect; Django may have to quote more.
MAX_ADDRESS = 255

_INDEX = re.compile(r"/index\.html?$")
_SOURCE = re.compile(r"\.(?:md|mkd|mdx|markdown|qmd|rmd|ipynb|rst)$", re.IGNORECASE)
_MADE = re.compile(r"\{\{|\{%|<%|\$\{")
_VARIABLE = re.compile(r":[a-z_]+")


@dataclass(frozen=True)
class Stated:
    """Addresses as paths from the site's root, and those that are none, each with the reason.

    `has_own` says that the page's own is among them, in place of one that a generator makes.
    """

    paths: tuple[str, ...] = ()
    has_own: bool = False
    unusable: tuple[tuple[str, str, str], ...] = ()


def last_part(slug: str) -> str:
    """Return the last part of a slug that is a path, 2013/01/07/foo; else the slug."""
    is_path = "/" in slug and " " not in slug
    return slug.strip("/").rpartition("/")[2] if is_path else slug


def own_paths(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a text calls its own place, from which its date may be read."""
    for key in (*OWN, "slug"):
        if text := one_line(values.get(key)):
            yield text


def stated_addresses(
    values: Mapping[str, Any],
    *,
    own: str = "",
    variables: Mapping[str, str],
    old_site: str = "",
    are_names: bool = False,
) -> Stated:
    """Return the addresses under all of their keys.

    Those without a slash before them are of the site's root; aliases of Hugo's pages, of the folder
    that the page stands in, by its stated address or `own`, which others have empty. `variables`
    fill Jekyll's `:year`. `old_site` is the host that the text was on: what is of another cannot
    lead here. `are_names` says that aliases are other names of a text, as in Obsidian.
    """
    paths: dict[str, None] = {}
    unusable = []
    folder = posixpath.dirname(own.rstrip("/"))
    for key, text in _texts(values):
        filled = _filled(text, variables)
        path = _path(filled, folder=folder if key == "aliases" else "/", old_site=old_site)
        why = _why_unusable(key, filled, path, are_names=are_names)
        if why:
            unusable.append((key, why, text))
        elif path and path.strip("/"):
            paths[path] = None
            folder = posixpath.dirname(path) if own and key in OWN else folder
    for path in list(paths)[MAX_ADDRESSES:]:
        unusable.append((OTHERS[0], "address past the fiftieth", path))
    has_own = any(one_line(values.get(key)) for key in OWN) and bool(paths)
    return Stated(tuple(paths)[:MAX_ADDRESSES], has_own, tuple(unusable))


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ADDRESSES:
        value = values.get(key)
        for item in (
            value.split(",") if isinstance(value, str) and key in OTHERS else items_of(value)
        ):
            if text := one_line(item):
                yield key, text
    if "/" in (slug := one_line(values.get("slug"))) and last_part(slug) != slug:
        yield "slug", slug


def _filled(text: str, variables: Mapping[str, str]) -> str:
    if urlsplit_or_none(text) is None or "://" in text:
        return text
    return _VARIABLE.sub(lambda found: variables.get(found[0][1:], found[0]), text)


def _why_unusable(key: str, text: str, path: str | None, *, are_names: bool) -> str:
    """Return why no redirect can be made from an address; empty for a good one."""
    if path is None:
        return "address on another site"
    if _MADE.search(text) or _VARIABLE.search(path):
        return "address that a template makes"
    is_word = key in OTHERS and "/" not in text and "." not in text
    if is_word and (are_names or " " in text or text != text.lower()):
        return "alias that is no address"
    if _SOURCE.search(path):
        return "address of a source file"
    if len(path) > MAX_ADDRESS:
        return "address over 255 characters"
    return ""


def _path(text: str, *, folder: str, old_site: str) -> str | None:
    """Return an address as a path from the root; None for one of another site or of none."""
    parts = urlsplit_or_none(text)
    if parts is None or (parts.netloc and old_site and not is_same_site(parts.netloc, old_site)):
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    path = posixpath.normpath(posixpath.join("/", folder, parts.path.replace("\\", "/")))
    path = _INDEX.sub("/", "/" + path.lstrip("/"))
    return f"{path}?{parts.query}" if parts.query else path


def urlsplit_or_none(text: str) -> Any:
    """Return an address in its parts; None for what none can be read from."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


def is_same_site(one: str, two: str) -> bool:
    """Tell whether two hosts are one site's, with `www.` or without."""
    return one.lower().removeprefix("www.") == two.lower().removeprefix("www.")
