"""Runs wrk, and reads what it says."""

import re
import shutil
import subprocess
from dataclasses import dataclass

_DONE = re.compile(r"(\d+) requests in ")
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_FAULTS = re.compile(r"Non-2xx or 3xx responses: \d+|Socket errors: .*")


@dataclass(frozen=True)
class Run:
    """What one run did."""

    requests: int
    per_second: float


def is_there() -> bool:
    return shutil.which("wrk") is not None


def run(url: str, *, connections: int, seconds: float, headers: dict[str, str]) -> Run:
    """Ask for one address again and again; raises RuntimeError where an answer is a failure."""
    asked = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", *asked, url]
    return read(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def read(output: str) -> Run:
    """Return what wrk's output says; raises RuntimeError for failed requests."""
    if faults := _FAULTS.search(output):
        raise RuntimeError(f"wrk: {faults.group()}")
    return Run(int(_DONE.search(output).group(1)), float(_RATE.search(output).group(1)))
