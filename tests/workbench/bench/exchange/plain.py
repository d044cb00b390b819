"""Makes the plain archive: texts of others, and ours; cmark-gfm and pandoc say what they hold."""

import hashlib
import json
import posixpath
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup

from tests.workbench.bench.exchange import counting, links, own_texts
from tests.workbench.bench.exchange.archives import Archive, Counts, Expected
from tests.workbench.bench.exchange.foreign_markup import as_shown
from tests.workbench.bench.exchange.material import as_meant

OWN_TEXTS = 20
MARKDOWN = (".md", ".mdx", ".markdown")
SPELLING = own_texts.Spelling(
    inline=("${}$".format,),
    display=("$$\n{}\n$$".format, "$${}$$".format),
)
EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist", "footnotes")
CMARK = (
    "cmark-gfm",
    "--unsafe",
    "--strikethrough-double-tilde",
    *(word for extension in EXTENSIONS for word in ("--extension", extension)),
)
PANDOC = ("pandoc", "--from", "gfm+tex_math_dollars", "--to", "json")

NO_POSTS = {"templates", "_templates", "layouts", "themes", "_includes", "_partials", "_data"}
# As repositories name what tells about them.
_PAPER = re.compile(r"(?i:readme)\.|[A-Z_]+\.")
_ORDER = re.compile(r"(^|/)\d{1,3}[-_.]")
_SUFFIX = re.compile(r"(?:/(?:index|_index|readme))?\.(?:md|mdx|markdown|ipynb)$", re.IGNORECASE)


def archive(posts: Path, folder: Path, *, sample: int = 1) -> Archive:
    """Return the archive of the texts in a folder, or of a sample of them, and of texts of ours."""
    target = folder / "plain"
    rmtree(target, ignore_errors=True)
    _link_sample(posts, target, sample)
    for number, text in enumerate(own_texts.texts(SPELLING, count=OWN_TEXTS)):
        file = target / "own" / f"text-{number}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    files = sorted(file for file in target.rglob("*") if file.suffix.lower() in MARKDOWN)
    names = [file.relative_to(target).as_posix() for file in files]
    judge = Judge(target, names)
    expected = {name: Expected(name, counts=judge.counts(name)) for name in names}
    return Archive("plain", target, expected)


def _link_sample(posts: Path, target: Path, sample: int) -> None:
    """Link one in so many of the texts into a folder, and all pictures; nothing that is hidden."""
    texts = 0
    files = (each for each in posts.rglob("*") if each.is_file())
    for file in sorted(each for each in files if "/." not in f"/{each.relative_to(posts)}"):
        is_text = file.suffix.lower() in MARKDOWN
        texts += is_text
        if not is_text or texts % sample == 0:
            linked = target / named_as_post(file.relative_to(posts))
            linked.parent.mkdir(parents=True, exist_ok=True)
            linked.hardlink_to(file)


def link_texts(posts: Path, target: Path, *, most: int) -> None:
    """Link so many of the texts, evenly taken, into a new folder, and all pictures."""
    count = sum(file.suffix.lower() in MARKDOWN for file in posts.rglob("*"))
    rmtree(target, ignore_errors=True)
    _link_sample(posts, target, max(1, count // most))


def named_as_post(path: Path) -> Path:
    """Return a path whose file is a post by its name: each text is judged, whatever it was there.

    An import leaves out an archive's README, papers and templates, and says so.
    """
    *folders, name = path.parts
    folders = [f"{each}-of-it" if each.lower() in NO_POSTS else each for each in folders]
    is_paper = _PAPER.match(name) or name.startswith("_")
    return Path(*folders, f"text-of-{name.lstrip('_')}" if is_paper else name)


class Judge:
    """What cmark-gfm and pandoc say of the files of a folder."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        self.folder, self.names = folder, set(names)
        self.tails: dict[str, set[str]] = {}
        for name in names:
            parts = _plain_name(name).split("/")
            for start in range(len(parts)):
                self.tails.setdefault("/".join(parts[start:]), set()).add(name)

    def counts(self, name: str) -> Counts:
        text = as_shown(as_meant((self.folder / name).read_text(errors="replace")))
        html = cmark_html(text)
        formulas = list(formulas_of(text, self.folder.parent / "pandoc"))
        counts = counting.count(
            html,
            link=links.link_judge(
                lambda address: self.place(address, name), ids_of(html), own=name
            ),
            picture=links.picture_judge(lambda address: self.picture(address, name)),
            formulas=formulas,
        )
        # cmark-gfm knows no formulas: what they say stands in its text.
        counts["words"] -= Counter(counting.words(" ".join(formulas)).split())
        return counts

    def place(self, address: str, name: str) -> tuple[str, str] | None:
        if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
            return None
        path = unquote(address.partition("?")[0])
        if path.startswith("/"):
            found = self.tails.get(_plain_name(path.strip("/")), set())
            return ("page", found.copy().pop()) if len(found) == 1 else None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        spellings = (path, *(f"{path}{end}" for end in (".md", ".mdx", "/index.md", "/README.md")))
        page = next((each for each in spellings if each in self.names), None)
        return ("page", page) if page else None

    def picture(self, address: str, name: str) -> tuple[str, str] | None:
        path = unquote(re.split(r"[?#]", address)[0])
        base = self.folder if path.startswith("/") else (self.folder / name).parent
        try:
            is_there = (base / path.lstrip("/")).is_file()
        except (OSError, ValueError):
            is_there = False
        return ("file", "") if is_there else None


def cmark_html(text: str) -> str:
    """Return a text as GitHub's renderer shows it."""
    return _run(CMARK, text)


def _plain_name(name: str) -> str:
    return _ORDER.sub(r"\1", _SUFFIX.sub("", name)).lower()


def ids_of(html: str) -> set[str]:
    """Return the ids that GitHub gives to headings, and those that are written."""
    soup = BeautifulSoup(html, "html.parser")
    ids = {
        str(element.get("id") or element.get("name")) for element in soup.select("[id], a[name]")
    }
    seen: Counter[str] = Counter()
    for heading in soup.find_all(counting.HEADINGS):
        slug = re.sub(r"[^\w\- ]", "", heading.get_text().lower().strip()).replace(" ", "-")
        ids.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return ids


def formulas_of(text: str, cache: Path) -> Iterator[str]:
    """Yield the TeX that pandoc finds; its answers are kept, for it takes half a second a text."""
    if "$" not in text:
        return
    cache.mkdir(exist_ok=True)
    file = cache / hashlib.sha256(text.encode()).hexdigest()
    if not file.exists():
        file.write_text(_run(PANDOC, text))
    yield from _maths(json.loads(file.read_text())["blocks"])


def _maths(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _maths(each)
    elif isinstance(node, dict):
        if node.get("t") == "Math":
            yield node["c"][1]
        else:
            yield from _maths(list(node.values()))


def _run(command: tuple[str, ...], text: str) -> str:
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout
