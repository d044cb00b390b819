"""What saving a long post costs, beside a short one; see `tests.workbench.bench.long_post`."""

import subprocess
import sys
from collections.abc import Iterator

from tests.workbench.bench.speed.figures import Section
from tests.workbench.bench.speed.options import Options


def measure(options: Options) -> Iterator[Section]:
    """Yield what that module says; on the suite's database, in a process of its own."""
    command = [sys.executable, "-m", "tests.workbench.bench.long_post"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    yield Section("Saving a long post", notes=[f"- {line}" for line in said.splitlines()])
