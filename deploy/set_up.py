"""Makes .venv and installs a lock file into it; run by make with any Python 3.11 or newer.

Knows the standard library only. uv installs in seconds; where it is missing, pip fetches a pinned
one (deploy/uv.txt) for this folder alone, and where that can't be had pip takes the same lock.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
OWN_UV = VENV / "uv"
UV_LOCK = Path("deploy") / "uv.txt"

Command = list[str]


def main(arguments: list[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (the check is for those below the minimum)
        fail("Epoch needs Python 3.11 or newer: set PYTHON=python3.12, say.")
    task, *values = arguments
    {"port": check_port, "install": install}[task](*values)


def fail(message: str) -> None:
    sys.exit(f"Error: {message}")


def say(message: str) -> None:
    print(message, flush=True)  # noqa: T201


def check_port(host: str, port: str) -> None:
    """End with a line unless the port is free; `serve` looks again, with more to say."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(port)))
    except (OSError, ValueError, OverflowError):
        fail(f"Port {port} on {host} can't be had: set PORT to another one.")


def install(lock: str) -> None:
    """Install what a lock file pins, each file checked by its hash."""
    say(f"Installing {lock} …")
    if found := shutil.which("uv"):
        make_venv(found)
        if run(uv_command(found, lock)):
            return
    elif (own := own_uv()) and run(uv_command(own, lock), own_uv_environment()):
        return
    install_by_pip(lock)


def make_venv(uv: str) -> None:
    run([uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV)])


def own_uv() -> str | None:
    """Return the path of a uv of our own in .venv, fetched if need be; None if it can't be had."""
    binary = OWN_UV / "bin" / "uv"
    if not binary.exists():
        pip = pip_command()
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
        options += ["--only-binary", ":all:", "--no-compile", "--root-user-action", "ignore"]
        options += ["--target", str(OWN_UV)]
        run([*pip, "install", *options, "-r", str(UV_LOCK)])
    return str(binary) if binary.exists() else None


def pip_command() -> Command:
    """Return how pip is called, after .venv is made: without one where this Python has pip."""
    if importlib.util.find_spec("pip"):
        if not PYTHON.exists():
            run([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
        return [sys.executable, "-m", "pip"]
    return venv_pip()


def venv_pip() -> Command:
    """Return how the pip of .venv is called, put there first if need be."""
    if not run([str(PYTHON), "-m", "pip", "--version"], is_quiet=True):
        if not all(map(importlib.util.find_spec, ("ensurepip", "venv"))):
            fail("Python's venv module is missing: install python3-venv (or uv).")
        run([sys.executable, "-m", "venv", str(VENV)])
    return [str(PYTHON), "-m", "pip"]


def uv_command(uv: str, lock: str) -> Command:
    # Compiled is what is imported, when it is: of 13,600 files that is a fifth.
    return [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        str(PYTHON),
        "--require-hashes",
        "-r",
        lock,
    ]


def own_uv_environment() -> dict[str, str]:
    """Return what a uv that nobody asked for is to take over from pip, and to leave alone.

    Its cache stays in .venv, where it is linked to rather than copied.
    """
    found = {"UV_CACHE_DIR": str(OWN_UV / "cache"), "UV_NATIVE_TLS": "true", "UV_NO_CONFIG": "true"}
    if index := pip_index():
        found["UV_DEFAULT_INDEX"] = index
    return {**found, **os.environ}


def pip_index() -> str:
    """Return the index that pip is configured for; empty where that is the public one."""
    command = [*pip_command(), "config", "get", "global.index-url"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return os.environ.get("PIP_INDEX_URL") or result.stdout.strip()


def install_by_pip(lock: str) -> None:
    say("uv could not install it; pip does, which takes a minute …")
    options = ["--quiet", "--disable-pip-version-check", "--no-compile", "--require-hashes"]
    if not run([*venv_pip(), "install", *options, "-r", lock]):
        fail(f"{lock} could not be installed; what pip said stands above.")


def run(
    command: Command, environment: dict[str, str] | None = None, *, is_quiet: bool = False
) -> bool:
    """Run a command and tell whether it succeeded."""
    output = subprocess.DEVNULL if is_quiet else None
    try:
        result = subprocess.run(command, env=environment, stdout=output, stderr=output, check=False)
    except OSError:
        return False
    return result.returncode == 0


if __name__ == "__main__":
    main(sys.argv[1:])
