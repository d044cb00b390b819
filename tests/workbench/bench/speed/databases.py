"""The databases that are measured, each filled by a process of its own."""

import json
import subprocess
import sys

from tests.workbench.bench.speed import site
from tests.workbench.bench.speed.options import Options


def prepare(options: Options, count: int, engine: str = "") -> dict[str, float]:
    """Fill the database of so many posts unless it is there; return the seconds that it took."""
    wanted = ["--index"] if options.is_indexed(count) else []
    filled = subprocess.run(
        [sys.executable, "-m", "tests.workbench.bench.speed.fill", str(count), *wanted],
        env=site.process_environment(options, str(count), engine),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(filled.stdout.splitlines()[-1])
