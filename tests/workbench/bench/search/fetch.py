"""The posts of the search benchmark: what `fetch_markdown` fetches, and two packages more."""

import json
from hashlib import sha256
from pathlib import Path

from tests.workbench.bench import fetch_markdown
from tests.workbench.bench.fetch_markdown import fetched, npm_pack, unearth, unpack

NPM = {"ai==6.0.326": "71df15c4429203af31b0ea596c0778664eb913647515639a54672dfb4e7ae5b3"}
SOURCES = {"vllm==0.33.0": "f4c33c2503d52bb411146afa9618a4f48bed68912f617e6803ac8d76e4c74112"}


def fetch(folder: Path) -> Path:
    """Fetch and unpack what is missing, and return the folder of posts."""
    posts = folder / "posts"
    if not (folder / pins()).exists():
        fetch_markdown.main(folder)
        for requirements, tool in ((NPM, npm_pack), (SOURCES, unearth)):
            for requirement, checksum in requirements.items():
                unpack(fetched(requirement, checksum, folder / "archives", tool), posts)
        (folder / pins()).touch()
    return posts


def pins() -> str:
    """Return a name for the set of pinned packages."""
    every = [NPM, SOURCES, fetch_markdown.NPM, fetch_markdown.SOURCES]
    return sha256(json.dumps(every, sort_keys=True).encode()).hexdigest()[:16]
