"""Works out at which addresses Jekyll, Hugo, Zola, Quarto and Pelican wrote the page of a file."""

import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.text import slugify

from blog.importing.fields.yaml_loading import load_yaml

MAX_CONFIG = 256 * 1024
# By the file that each has at its site's root; the first that is found counts.
_CONFIGS = {
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml"),
    "quarto": ("_quarto.yml", "_quarto.yaml"),
    "pelican": ("pelicanconf.py",),
    "hugo": ("hugo.toml", "hugo.yaml", "hugo.yml", "config.yaml", "config.yml", "config.toml",
             "config/_default/hugo.toml", "config/_default/config.toml"),
}  # fmt: skip
# What is imported may be a site's folder of texts alone, or a folder in that.
_TEXTS = {"_posts", "content", "docs", "posts"}
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_VARIABLE = re.compile(r":([a-z_]+)(?:\[[^\]]*\])?")
_SITE_FOLDERS = ("content/", "docs/", "src/content/")


@dataclass(frozen=True)
class Generator:
    """What made a site, and the patterns of its addresses: Jekyll's under "", Hugo's by section.

    `prefix` leads from the site's root to the folder that is imported. `parts_dates` says that a
    date before a file's name is not of its address. `settings` are all of Jekyll's.
    """

    name: str = ""
    patterns: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    parts_dates: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)

    def of_dialect(self, name: str) -> "Generator":
        """Return the generator that texts were written for; this one where they name none."""
        return self if name in (self.name, "", "plain") else Generator(name, prefix=self.prefix)


def find_generator(root: Path) -> Generator:
    """Return what made the site that a folder is of, by the settings in it, or above its texts."""
    folder = root
    while True:
        prefix = f"{root.relative_to(folder).as_posix()}/" if folder != root else ""
        for name, files in _CONFIGS.items():
            for file in files:
                if (folder / file).is_file():
                    return replace(_generator(name, _settings(folder / file)), prefix=prefix)
        if folder.name not in _TEXTS:
            break
        folder = folder.parent
    return Generator("jekyll") if (root / "_posts").is_dir() else Generator()


def _settings(file: Path) -> dict[str, Any]:
    """Return a site's settings as far as they can be read; no program is run for it."""
    try:
        with file.open("rb") as opened:
            text = opened.read(MAX_CONFIG).decode(errors="replace")
        if file.suffix == ".toml":
            read = tomllib.loads(text)
        else:
            read = load_yaml(text) if file.suffix in (".yml", ".yaml") else {}
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return {}
    return read if isinstance(read, dict) else {}


def _generator(name: str, settings: dict[str, Any]) -> Generator:
    if name == "hugo" and "base_url" in settings:
        return Generator("zola", parts_dates=True)
    if name == "jekyll":
        style = settings.get("permalink")
        patterns = {"": style} if isinstance(style, str) else {}
        return Generator(name, patterns, settings=settings)
    patterns = settings.get("permalinks")
    patterns = patterns.get("page", patterns) if isinstance(patterns, dict) else {}
    return Generator(
        name,
        {str(key): each for key, each in patterns.items() if isinstance(each, str)},
        parts_dates=":filename" in str(settings.get("frontmatter")),
    )


@dataclass(frozen=True)
class Page:
    """What a page's address may be made of; `stem` is its name with a date before it, if any."""

    path: str
    name: str
    stem: str = ""
    slug: str = ""
    title: str = ""
    date: datetime | None = None
    language: str = ""
    categories: tuple[str, ...] = ()

    @property
    def variables(self) -> dict[str, str]:
        """The parts of a pattern by their names; those of the date only where there is one."""
        slug = self.slug or slugify(self.name, allow_unicode=True)
        parts = {
            "title": slug,
            "slug": slug,
            "slugorfilename": slug,
            "slugorcontentbasename": slug,
            "filename": self.stem or self.name,
            "contentbasename": self.stem or self.name,
            "section": _site_path(self.path).partition("/")[0],
            "sections": posixpath.dirname(_page_path(self.path)),
            "output_ext": ".html",
        }
        if self.date:
            day = timezone.localtime(self.date)
            parts |= {
                "year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}",
                "i_month": str(day.month), "i_day": str(day.day), "short_year": f"{day:%y}",
                "y_day": f"{day:%j}", "yearday": str(day.timetuple().tm_yday),
                "monthname": f"{day:%B}".lower(),
            }  # fmt: skip
        return parts


def generated_addresses(generator: Generator, page: Page) -> Iterator[str]:
    """Yield at which addresses, from the site's root, a generator writes a page."""
    if generator.name == "jekyll":
        yield from _by_jekyll(generator, page)
    elif generator.name in ("hugo", "zola"):
        yield from _by_hugo(generator, page)
    elif generator.name == "quarto":
        path = _SUFFIX.sub("", page.path)
        yield "/" + (path.removesuffix("index") if path.endswith("index") else f"{path}.html")
    elif generator.name == "pelican":
        yield f"/{page.variables['slug']}.html"


_SUFFIX = re.compile(r"\.[a-z]+$", re.IGNORECASE)


def _folders_before_posts(path: str) -> list[str]:
    """Return the folders around `_posts`, which are categories too."""
    before = re.split(r"(?:^|/)_(?:posts|drafts)/", path)[0] if "_posts/" in path else ""
    return list(filter(None, before.split("/")))


def _by_jekyll(generator: Generator, page: Page) -> Iterator[str]:
    """Yield the addresses of a post, with the ending and without, as GitHub's pages answer both."""
    if "_posts/" not in page.path and "_drafts/" not in page.path:
        yield f"/{_SUFFIX.sub('.html', page.path)}"
        return
    style = generator.patterns.get("", "date")
    topics = [each.lower() for each in page.categories]
    categories = "/".join([*_folders_before_posts(page.path), *topics])
    variables = page.variables | {"categories": categories}
    address = fill_pattern(_STYLES.get(style, style), variables)
    if address is None:
        return
    yield address
    if address.endswith(".html"):
        yield address.removesuffix(".html")


def _by_hugo(generator: Generator, page: Page) -> Iterator[str]:
    folder = posixpath.dirname(_page_path(page.path))
    pattern = generator.patterns.get(folder.partition("/")[0])
    if pattern:
        slug = _hugo_part(page.slug or page.title or page.name)
        title = _hugo_part(page.title or page.name)
        address = fill_pattern(pattern, page.variables | {"slug": slug, "title": title})
    else:
        name = page.name if generator.parts_dates else page.stem or page.name
        path = posixpath.join(folder, page.slug or name)
        address = f"/{'/'.join(map(_hugo_part, path.split('/')))}"
    if address:
        # Of a site in several languages, all but the first have a folder of their own.
        yield f"{f'/{page.language}' if page.language else ''}{address.rstrip('/')}/"


def _hugo_part(text: str) -> str:
    """Return a name as Hugo has it in addresses: small letters, few signs, hyphens for spaces."""
    kept = re.sub(r"[^\w\s.#+~@-]", "", text.lower())
    return re.sub(r"\s+", "-", kept.strip())


def fill_pattern(pattern: str, variables: Mapping[str, str]) -> str | None:
    """Return a pattern such as `/:year/:title/` filled; None where one of its parts is unknown."""
    if any(found[1] not in variables for found in _VARIABLE.finditer(pattern)):
        return None
    filled = _VARIABLE.sub(lambda found: variables[found[1]], pattern)
    return "/" + re.sub(r"/{2,}", "/", filled).lstrip("/")


def _site_path(path: str) -> str:
    """Return a path below the folder of a site's texts, where it holds that folder."""
    for folder in _SITE_FOLDERS:
        _before, found, after = f"/{path}".partition(f"/{folder}")
        if found:
            return after
    return path


def _page_path(path: str) -> str:
    """Return a path without the ending, and without the index of a page's own folder."""
    path = _SUFFIX.sub("", _site_path(path))
    is_index = posixpath.basename(path).partition(".")[0] == "index"
    return posixpath.dirname(path) if is_index else path
