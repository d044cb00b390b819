"""axe-core, fetched once by npm into a cache outside the tree and checked by its SHA-256."""

import os
import subprocess
import tarfile
from pathlib import Path
from tempfile import gettempdir

import pytest
from playwright.sync_api import Page

from tests.workbench.bench.fetch_markdown import fetched, npm_pack

PACKAGE = "axe-core==4.11.0"
CHECKSUM = "39bed7d72308f6d620789c169d699bfd7e8da80f65b545821a6b2215c3e83107"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_source() -> str:
    """Return axe's script; without npm or its registry the test is left out, in CI it fails."""
    archives = Path(gettempdir()) / f"epoch-axe-{os.getuid()}"
    archives.mkdir(mode=0o700, exist_ok=True)
    try:
        archive = fetched(PACKAGE, CHECKSUM, archives, npm_pack)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        message = f"axe-core could not be fetched: {error}"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    with tarfile.open(archive) as tar:
        return tar.extractfile("package/axe.min.js").read().decode()


def violations(page: Page, source: str) -> list[str]:
    """Return what axe finds on a page, a line for each place."""
    page.evaluate(source)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
