"""The posts of the search benchmark's corpora: texts that others wrote, from pinned packages."""

import json
from hashlib import sha256
from pathlib import Path

from tests.workbench.bench import fetch_markdown
from tests.workbench.bench.fetch_markdown import fetched, npm_pack, unearth, unpack

# The first corpus: what `fetch_markdown` fetches, and two packages more.
NPM = {"ai==6.0.326": "71df15c4429203af31b0ea596c0778664eb913647515639a54672dfb4e7ae5b3"}
SOURCES = {"vllm==0.33.0": "f4c33c2503d52bb411146afa9618a4f48bed68912f617e6803ac8d76e4c74112"}

# A corpus that nothing was tuned to, and one to tune on beside the first.
UNSEEN, TUNING = "unseen", "tuning"
PACKAGES = {
    UNSEEN: {
        "eslint-plugin-jsx-a11y==6.10.2": (
            npm_pack, "2740719a2bddb1a1b80e514503284b8e76915ea80e4d86aa978ff3aa7923271b"
        ),
        "fastify==5.12.8": (
            npm_pack, "459048aabd9311309f4f95b36e8ca065e3a4613ded292bcf50442926931e4748"
        ),
        "npm==11.21.2": (
            npm_pack, "8ad8563b81e71b90ef405b140bccf3ba9b5e7884ab210bd49ee4e2f4bc6f61f5"
        ),
        "pino==10.4.0": (
            npm_pack, "f745d3dee0bddd39f11226335ee6dbbe3d49cc037168f2b31a8cdbe78f0e6216"
        ),
        "undici==7.30.2": (
            npm_pack, "2bf5b1c41724614729cb383f22c64506b6665869d385de862752c33763fcce1b"
        ),
        "cibuildwheel==4.3.5": (
            unearth, "43c30292b9ec8d08a8eb3873436e64d4d1434c5dcbc855fb0afbfc69732048f1"
        ),
        "scikit-build-core==1.1.2": (
            unearth, "7893709119c5ab1be75cd10442383132c9433b9f104dacef5185949efbea7974"
        ),
    },
    TUNING: {
        "instructor==1.17.0": (
            unearth, "aeab1e7f21f5214deedf60e8e264951408057ce21d9589743f533580dc0d6bfb"
        ),
    },
}  # fmt: skip


def fetch(folder: Path) -> Path:
    """Fetch and unpack what is missing of the first corpus, and return the folder of posts."""
    posts = folder / "posts"
    if not (folder / pins()).exists():
        fetch_markdown.main(folder)
        for requirements, tool in ((NPM, npm_pack), (SOURCES, unearth)):
            for requirement, checksum in requirements.items():
                unpack(fetched(requirement, checksum, folder / "archives", tool), posts)
        (folder / pins()).touch()
    return posts


def fetch_packages(corpus: str, folder: Path) -> Path:
    """Fetch and unpack what is missing of a corpus of PACKAGES; return its folder of posts."""
    posts = folder / corpus
    if not posts.is_dir():
        (folder / "archives").mkdir(parents=True, exist_ok=True)
        for requirement, (tool, checksum) in PACKAGES[corpus].items():
            unpack(fetched(requirement, checksum, folder / "archives", tool), posts)
    return posts


def pins(corpus: str = "real") -> str:
    """Return a name for a corpus's set of pinned packages."""
    if corpus in PACKAGES:
        pinned = {name: checksum for name, (_tool, checksum) in PACKAGES[corpus].items()}
        return sha256(json.dumps(pinned, sort_keys=True).encode()).hexdigest()[:16]
    every = [NPM, SOURCES, fetch_markdown.NPM, fetch_markdown.SOURCES]
    return sha256(json.dumps(every, sort_keys=True).encode()).hexdigest()[:16]
