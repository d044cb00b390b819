"""Makes the archive of notebooks that others wrote; their raw JSON and cmark-gfm say what is there.

Nothing of the importer's reading is used: a cell of Markdown is what cmark-gfm makes of it, code
and printed text count as lines; of an output in several forms counts the best: a formula, a
picture, Markdown, a table, plain text.
"""

import html as escaping
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

from tests.workbench.bench import fetch_markdown
from tests.workbench.bench.exchange import counting, links, plain
from tests.workbench.bench.exchange.archives import Archive, Counts, Expected

SOURCES = {
    "bambi==0.17.2": "cde4798a8a0ed04e4e033689409e000f074c895b29cac0548127af6478ef42f9",
    "dowhy==0.14": "18f48882bc2cd3452ed3536ae3529a196acfa3b1e21b8978b71934e65cabb665",
    "holoviews==1.23.2": "e0c511e6d4db4f370f2550d363c23b70d7ee4f2310f1c7995b0f89cacf1eb107",
    "hvplot==0.12.2": "9e29bbe65f94937d4eeaeccf33566540df936c8f9aeadfa12ea9f306d5237938",
    "panel==1.9.4": "373bdb124c1b33c3dd4c112f348f4cfb2a7f1634b36a51e6ab01a4b5b6ec833c",
    "statsmodels==0.15.0": "5d257fe58d0772bc46a557880ca78e2a8e07fec7bfd9d11074aef8e33e1aecbc",
    "xarray==2026.9.0": "6abc69694c22fa1f0fb2f357ff4e41d88beb4477ed71091f944b7dbf67ed54fe",
}
PICTURES = {".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}
NOTEBOOK = ".ipynb"

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ENVIRONMENT = re.compile(
    r"\\begin\{((?:align|equation|gather|eqnarray|multline)\*?)\}.*?\\end\{\1\}", re.DOTALL
)
_CODE = re.compile(r"(`+)(?!`).*?\1", re.DOTALL)
_FORMULA = re.compile(r"\s*(?:\$\$(.+)\$\$|\$(?:\\displaystyle )?([^$]+)\$)\s*", re.DOTALL)
_SCRIPTS = re.compile(r"<(?:script|iframe|object|embed|canvas|video|audio|form|button)\b", re.I)
_DRAWN = re.compile(r"<(?:svg|input|select|details|img)\b", re.IGNORECASE)
_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
_NAMELESS = re.compile(r"\s*<[^<>\n]*(?:object|Figure size|at 0x)[^<>\n]*>\s*")


def fetch(folder: Path) -> Path:
    """Fetch the notebooks, once; return their folder."""
    target = folder / "notebooks-material"
    if not (target / "done").exists():
        archives = folder / "material" / "archives"
        archives.mkdir(parents=True, exist_ok=True)
        for requirement, checksum in SOURCES.items():
            archive = fetch_markdown.fetched(
                requirement, checksum, archives, fetch_markdown.unearth
            )
            fetch_markdown.unpack(archive, target, {NOTEBOOK, *PICTURES})
        (target / "done").touch()
    return target


def archive(material: Path, folder: Path, *, sample: int = 1) -> Archive:
    """Return the archive of the notebooks, or of one in so many, with all pictures."""
    target = folder / "notebooks"
    rmtree(target, ignore_errors=True)
    files = sorted(each for each in material.rglob("*") if each.is_file())
    notebooks = 0
    for file in files:
        path = file.relative_to(material)
        if "/." in f"/{path}" or file.suffix.lower() not in (NOTEBOOK, *PICTURES):
            continue
        notebooks += file.suffix == NOTEBOOK
        if file.suffix != NOTEBOOK or notebooks % sample == 0:
            linked = target / plain.named_as_post(path)
            linked.parent.mkdir(parents=True, exist_ok=True)
            linked.hardlink_to(file)
    names = sorted(each.relative_to(target).as_posix() for each in target.rglob(f"*{NOTEBOOK}"))
    judge = _Judge(target, set(names))
    return Archive("notebooks", target, {each: judge.expected(each) for each in names})


class _Judge:
    """What the raw JSON of a folder's notebooks holds."""

    def __init__(self, folder: Path, names: set[str]) -> None:
        self._folder, self._names = folder, names
        self._markdown = plain.Judge(folder, sorted(names))

    def expected(self, name: str) -> Expected:
        return Expected(name, counts=self.counts(name))

    def counts(self, name: str) -> Counts:
        raw = json.loads((self._folder / name).read_text())
        formulas: list[str] = []
        html = "\n".join(self._cells(raw, formulas))
        counts = counting.count(
            html,
            link=links.link_judge(
                lambda address: self._place(address, name), plain.ids_of(html), own=name
            ),
            picture=links.picture_judge(lambda address: self._picture(address, name)),
            formulas=formulas,
        )
        counts["words"] -= Counter(counting.words(" ".join(formulas)).split())
        return counts

    def _cells(self, raw: dict[str, Any], formulas: list[str]) -> Iterator[str]:
        for cell in raw["cells"]:
            source = _text(cell["source"])
            tags = set(cell["metadata"].get("tags", ()))
            if tags & {"remove-cell", "hide-cell"}:
                continue
            if cell["cell_type"] == "markdown":
                yield self._shown(source, formulas)
            elif cell["cell_type"] == "raw":
                yield _listing(source)
            else:
                if not tags & {"hide-input", "remove-input"}:
                    yield _listing(source)
                if not tags & {"hide-output", "remove-output"}:
                    for output in cell["outputs"]:
                        yield from self._output(output, formulas)

    def _shown(self, markdown: str, formulas: list[str]) -> str:
        """Return Markdown as cmark-gfm shows it; its formulas go to the list."""
        found = [each[0] for each in _ENVIRONMENT.finditer(_CODE.sub("", markdown))]
        bare = markdown
        for each in found:
            if f"${each}" not in markdown.replace(" ", "").replace("\n", ""):
                bare = bare.replace(each, f"$${each}$$")
        found_in_text = plain.formulas_of(bare, self._folder.parent / "pandoc")
        formulas += [each for each in found_in_text if each.strip()]
        return plain.cmark_html(markdown)

    def _output(self, output: dict[str, Any], formulas: list[str]) -> Iterator[str]:
        match output["output_type"]:
            case "stream":
                yield _listing(_printed(_text(output["text"])))
            case "error":
                yield _listing(_printed("\n".join(output["traceback"])))
            case _:
                yield self._bundle({k: _text(v) for k, v in output["data"].items()}, formulas)

    def _bundle(self, data: dict[str, str], formulas: list[str]) -> str:
        html = _STYLE.sub("", data.get("text/html", ""))
        text = data.get("text/plain", "")
        has_words = bool(text) and not _NAMELESS.fullmatch(text)
        if match := _FORMULA.fullmatch(data.get("text/latex", "")):
            tex = match[1] or match[2]
            formulas.append(tex)
            return f"<p>{escaping.escape(tex)}</p>"
        if any(kind.startswith("image/") for kind in data):
            return '<img src="output:" alt="">'
        if "text/markdown" in data:
            return self._shown(data["text/markdown"], formulas)
        if html and not _SCRIPTS.search(html) and not (_DRAWN.search(html) and has_words):
            return html
        return _listing(text) if has_words else ""

    def _place(self, address: str, name: str) -> tuple[str, str] | None:
        return self._markdown.place(address, name)

    def _picture(self, address: str, name: str) -> tuple[str, str] | None:
        if address.startswith(("output:", "attachment:", "data:image/")):
            return "file", ""
        return self._markdown.picture(address, name)


def _text(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else value if isinstance(value, str) else ""


def _listing(text: str) -> str:
    return f"<pre>\n{escaping.escape(text)}</pre>"


def _printed(text: str) -> str:
    """Return what a terminal shows of a text at last."""
    lines = _ANSI.sub("", text).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").split("\r")[-1] for line in lines)
