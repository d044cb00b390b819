"""The posts of the search benchmark's corpora: texts that others wrote, from pinned packages."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

from tests.workbench.bench import fetch_markdown
from tests.workbench.bench.fetch_markdown import fetched, npm_pack, unearth, unpack

# The first corpus: what `fetch_markdown` fetches, and two packages more.
NPM = {"ai==6.0.326": "71df15c4429203af31b0ea596c0778664eb913647515639a54672dfb4e7ae5b3"}
SOURCES = {"vllm==0.33.0": "f4c33c2503d52bb411146afa9618a4f48bed68912f617e6803ac8d76e4c74112"}

# Two corpora that nothing was tuned to, and one to tune on beside the first.
UNSEEN, FRESH, TUNING = "unseen", "fresh", "tuning"
NOT_TO_BE_TUNED_TO = (UNSEEN, FRESH)
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
        "eslint-plugin-import==2.32.0": (
            npm_pack, "4c122b593c52e40f3167a89b388d0b9a155aaddc08f05935ccece7b4ff51ecde"
        ),
        "copier==9.19.1": (
            unearth, "3fe48c38a290c90dfa67cfc7811bc3f576c03f59d3a1e6a09a8d46c2f0403988"
        ),
        "fastmcp==4.1.6": (
            unearth, "5e307ae4ac3048a1b586aac6fc31e08661141bb69b8a2b473070e5becae0176c"
        ),
        "inspect-ai==0.3.285": (
            unearth, "78b927ddb6bf959f00cb9baffc5081eb4872067961000463696a92134c8d2025"
        ),
        "openai-agents==0.24.0": (
            unearth, "4b4b285f4fed81fdf1b4ac426a9101658d9cd29b4fb1aaeee18f639b77e704e3"
        ),
    },
    FRESH: {
        "eslint-plugin-jest==29.17.0": (
            npm_pack, "27a72bbe69b4cd6a8d53cd7ae9ae91a815b1aaf6427636531d7313fb5760164b"
        ),
        "ansible-lint==26.10.1": (
            unearth, "a746c6f3cb5719d1c202bc14e956ef3b0eca704025d1aa92707a27fc73ed73ea"
        ),
        "black==26.10.1": (
            unearth, "5f9f83beae62437e060dafd53d7f1fc327e3d3494f74d72ee5c2b73eb90fc4e7"
        ),
        "datamodel-code-generator==0.89.0": (
            unearth, "c7001dc4f9f98b3d31f08f31212348e2a0686b45d17a0949ae6e24931d583762"
        ),
        "mkdocs==1.6.1": (
            unearth, "7b432f01d928c084353ab39c57282f29f92136665bdd6abf7c1ec8d822ef86f2"
        ),
        "sqlmodel==0.0.50": (
            unearth, "8828720c5b6c397df72cdd055286846a352b614da80c1ba05ab7a57b2bb90821"
        ),
        "starlette==1.10.0": (
            unearth, "b8399098d4c1e3522734f7235dc79b1fc967f96cf139c81e0fa30479e0685f9b"
        ),
    },
}  # fmt: skip

# References that a program wrote, translations and older versions of pages.
LEFT_OUT = ("docs/ja", "docs/ko", "docs/python-sdk", "docs/ref", "docs/v2", "docs/v3", "docs/zh")


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
        for name in LEFT_OUT:
            for left_out in list(posts.glob(f"*/*/{name}")):
                shutil.rmtree(left_out)
    return posts


def pins(corpus: str = "real") -> str:
    """Return a name for a corpus's set of pinned packages."""
    if corpus in PACKAGES:
        pinned = {name: checksum for name, (_tool, checksum) in PACKAGES[corpus].items()}
        return sha256(json.dumps(pinned, sort_keys=True).encode()).hexdigest()[:16]
    every = [NPM, SOURCES, fetch_markdown.NPM, fetch_markdown.SOURCES]
    return sha256(json.dumps(every, sort_keys=True).encode()).hexdigest()[:16]
