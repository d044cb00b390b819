"""The databases that are measured, each filled by a process of its own."""

import json
import subprocess
import sys

from tests.workbench.bench.speed import site
from tests.workbench.bench.speed.options import Options

# More posts are copies of so many.
MOST_WRITTEN = 10_000


def prepare(options: Options, count: int, engine: str = "") -> dict[str, float]:
    """Fill the database of so many posts unless it is there; return the seconds that it took.

    And, as `bytes`, what it takes on the disk. Only the embedded one is written post by post.
    """
    if count > MOST_WRITTEN:
        source = [prepared_url(options, MOST_WRITTEN, engine)]
    else:
        source = [prepared_url(options, count)] if engine else []
    filled = subprocess.run(
        [sys.executable, "-m", "tests.workbench.bench.speed.fill", str(count), *source],
        env=site.process_environment(options, str(count), engine),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(filled.stdout.splitlines()[-1])


def prepared_url(options: Options, count: int, engine: str = "") -> str:
    """Return the address of a database that has been filled."""
    prepare(options, count, engine)
    return site.database_url(options, str(count), engine)
