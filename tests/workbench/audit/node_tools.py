"""The judges that come from npm, in the versions that `node/package-lock.json` pins."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

PINNED = Path(__file__).parent / "node"
NEEDED = {"node": "Node 20 or newer", "npm": "npm", "java": "a Java runtime"}


class Missing(Exception):
    """Something the audit needs is not on this machine."""


def install(folder: Path) -> Path:
    """Install the pinned packages in `folder`, once for each lock; return their folder.

    Their install scripts don't run. Raises Missing.
    """
    lacking = [name for command, name in NEEDED.items() if not shutil.which(command)]
    if lacking:
        raise Missing(f"The audit needs {', '.join(lacking)}.")
    version = hashlib.sha256((PINNED / "package-lock.json").read_bytes()).hexdigest()[:16]
    target = folder / version
    if not (target / ".ready").exists():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(PINNED, target, ignore=shutil.ignore_patterns("node_modules"))
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        environment = os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"}
        subprocess.run(command, cwd=target, check=True, env=environment)
        (target / ".ready").touch()
    return target / "node_modules"


def run_json(command: list[str], *, env: dict[str, str] | None = None) -> dict:
    """Return what a judge prints as JSON; judges say by their exit code only what they found."""
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | (env or {}), check=False
    )
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(f"{command[0]} failed: {done.stderr[-2000:]}") from None
