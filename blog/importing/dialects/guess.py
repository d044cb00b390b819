"""Guesses which program a folder of Markdown was written for, by what lies there."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from blog.importing.dialects.scan import scan
from blog.importing.entry import UnreadableError
from blog.importing.folder import Folder, OutsideError, is_notebook

# The last is our own, in which nothing is to be translated.
NAMES = ("hugo", "zola", "jekyll", "quarto", "obsidian", "plain", "epoch")

# So many texts tell enough, evenly taken from the folder.
MAX_SAMPLES = 100
MAX_CHARACTERS = 20_000
MAX_SETTINGS = 100_000

_LIQUID = r"\{% ?-? ?(?:highlight|include|post_url|link|raw|gist)\b|\{\{ ?(?:site|page)\.|^\{:"
_ZOLA = r"\]\(@/|\{\{ ?\w+\([^)]{0,200}\) ?\}\}|\{% ?\w+\("
# Of what stands in braces behind backticks, languages: MyST has its directives there.
_CELLS = "bash|dot|julia|mermaid|node|ojs|python|r|rust|sh|sql|stata"
_QUARTO = rf"^:{{3,}} ?\{{\.|^`{{3,}}\{{(?:{_CELLS})[ ,}}]|^#\| |@fig-"
# What MyST and MkDocs add, which speaks against the others.
_PLAIN = (
    r"^[ ]*(?:`{3,}|:{3,}) ?\{(?:admonition|code-cell|figure|note|seealso|tip|warning)\}"
    r"|\{(?:doc|ref|py:\w+)\}|^\([\w:.-]+\)=$|^(?:!!!|\?\?\?) \w|^=== \"|^/{3,} \w+(?: \||$)"
)
_SIGNS = {
    "hugo": ("shortcodes", re.compile(r"\{\{[<%] ?/?[\w.-]+")),
    "jekyll": ("Liquid tags", re.compile(_LIQUID, re.MULTILINE)),
    "zola": ("shortcodes or links from @/", re.compile(_ZOLA)),
    "quarto": ("divisions or cells", re.compile(_QUARTO, re.MULTILINE)),
    "obsidian": ("wikilinks", re.compile(r"!?\[\[[^\[\]\n]+\]\]")),
    "plain": ("directives or admonitions", re.compile(_PLAIN, re.MULTILINE)),
}
_HUGO_SETTINGS = re.compile(r"^\s*\"?(?:baseurl|languagecode|theme|title)\"?\s*[=:]", re.I | re.M)
_ZOLA_SETTINGS = re.compile(r"^\s*base_url\s*=", re.MULTILINE)


@dataclass(frozen=True)
class Guess:
    """A dialect's name, and what spoke for it."""

    name: str
    evidence: str

    def __str__(self) -> str:
        return f"{self.name} ({self.evidence})" if self.evidence else self.name


def guess_dialect(folder: Folder) -> Guess:
    """Return the dialect that a folder's settings show, else the one its texts have signs of."""
    return next(_by_settings(folder), None) or _by_texts(folder)


def _by_settings(folder: Folder) -> Iterator[Guess]:
    if folder.own_sign:
        yield Guess("epoch", folder.own_sign)
    for name in ("_quarto.yml", "_quarto.yaml"):
        if (folder.root / name).is_file():
            yield Guess("quarto", name)
    if (folder.root / ".obsidian").is_dir():
        yield Guess("obsidian", ".obsidian")
    for name in ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"):
        if (folder.root / name).is_file():
            yield Guess("hugo", name)
    for name in ("config.toml", "config.yaml", "config.yml", "config.json"):
        settings = _settings(folder, name)
        if name == "config.toml" and _ZOLA_SETTINGS.search(settings):
            yield Guess("zola", name)
        if (folder.root / "content").is_dir() and _HUGO_SETTINGS.search(settings):
            yield Guess("hugo", f"{name} and content")
    for name in ("_config.yml", "_config.yaml", "_posts", "_layouts"):
        if (folder.root / name).exists():
            yield Guess("jekyll", name)
    if any(path.lower().endswith(".qmd") for path in folder.paths):
        yield Guess("quarto", ".qmd")


def _settings(folder: Folder, name: str) -> str:
    try:
        file = folder.file(f"/{name}", beside="")
        if file is None or file.stat().st_size > MAX_SETTINGS:
            return ""
        return file.read_text("utf-8", errors="replace")
    except (OutsideError, OSError):
        return ""


def _by_texts(folder: Folder) -> Guess:
    counts = Counter[str]()
    paths = [path for path in folder.paths if not is_notebook(path)]
    step = max(1, len(paths) // MAX_SAMPLES)
    for path in paths[::step][:MAX_SAMPLES]:
        text = _without_code(_sample(folder, path))
        # One text full of signs says as much as another with one.
        counts.update(name for name, (_what, sign) in _SIGNS.items() if sign.search(text))
    if not counts:
        return Guess("plain", "")
    name, count = max(counts.items(), key=lambda each: (each[1], -NAMES.index(each[0])))
    return Guess(name, f"{_SIGNS[name][0]} in {count} {'text' if count == 1 else 'texts'}")


def _without_code(text: str) -> str:
    """Return a text's prose and the first lines of its fences, which say how they are written."""
    parts, position = [], 0
    for start, end in scan(text).code:
        first = text.find("\n", start, end)
        parts.append(text[position : max(start, first)])
        position = end
    return "".join([*parts, text[position:]])


def _sample(folder: Folder, path: str) -> str:
    try:
        return folder.read(path)[:MAX_CHARACTERS].decode("utf-8", "replace")
    except UnreadableError:
        return ""
