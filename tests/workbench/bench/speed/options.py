"""What `make bench` is asked for."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[4] / "var" / "bench"
PARTS = ("hit", "post", "growth", "throughput", "memory", "load", "editor")
SIZES = (1_000, 10_000)
SMALL_SIZES = (20, 40)


@dataclass(frozen=True)
class Options:
    """Sizes are numbers of posts, the smallest first; `folder` keeps databases between runs."""

    posts: tuple[int, ...]
    parts: tuple[str, ...]
    postgres: str
    urls: int
    is_small: bool
    folder: Path

    @property
    def rounds(self) -> int:
        """How often each thing is measured, in turn with what it is compared to."""
        return 1 if self.is_small else 15

    @property
    def engines(self) -> tuple[str, ...]:
        """The addresses of database servers, empty for the embedded one."""
        return ("", self.postgres) if self.postgres else ("",)


def read(arguments: Sequence[str]) -> Options:
    """Return the options of a command line; exits with a line that says what is wrong."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measures what pages cost.")
    parser.add_argument("--posts", type=int, nargs="+", help=f"sizes of the blog, {SIZES}")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART")
    parser.add_argument("--postgres", default=os.environ.get("DATABASE_URL", ""), metavar="URL")
    parser.add_argument("--urls", type=int, help="addresses asked for to fill the memory")
    parser.add_argument("--small", action="store_true", help="a try of every part, no figures")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    given = parser.parse_args(arguments)
    if given.postgres and not given.postgres.startswith("postgres"):
        parser.error("--postgres must name a server as DATABASE_URL does")
    return Options(
        posts=tuple(sorted(given.posts or (SMALL_SIZES if given.small else SIZES))),
        parts=tuple(part for part in PARTS if part in given.only),
        postgres=given.postgres,
        urls=given.urls or (300 if given.small else 100_000),
        is_small=given.small,
        folder=given.folder,
    )
