"""Engines that run in Node: a process that is asked, and answers, a line of JSON each."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.workbench.bench.search.peers import FOUND

PACKAGES = ("minisearch@7.2.0", "pagefind@1.6.0")
SCRIPTS = Path(__file__).parent


class NodeEngine:
    """A script that reads queries and writes `{"keys": […], "ms": …}`; it times itself."""

    def __init__(self, name: str, script: str, *, folder: Path, argument: Path) -> None:
        self.name = name
        self.process = subprocess.Popen(
            ["node", SCRIPTS / script, argument, str(FOUND)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"NODE_MODULES": str(folder / "node_modules")},
        )

    def find(self, query: str) -> tuple[list[int], float]:
        self.process.stdin.write(json.dumps(query) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} has died")
        answer = json.loads(line)
        return answer["keys"], answer["ms"]

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def install(folder: Path) -> None:
    """Install the pinned packages into a folder of the benchmark's own."""
    stamp = folder / " ".join(PACKAGES)
    if stamp.exists():
        return
    if not shutil.which("npm"):
        sys.exit("Two of the peers need Node 20 and npm; --only Epoch does without them.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}')
    quiet = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts")
    subprocess.run(["npm", "install", *quiet, *PACKAGES], cwd=folder, check=True)
    stamp.touch()
