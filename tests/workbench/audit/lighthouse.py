"""Lighthouse's scores on a telephone: performance, accessibility, best practices, SEO."""

from pathlib import Path
from statistics import median

from tests.workbench.audit.node_tools import run_json
from tests.workbench.audit.report import Row
from tests.workbench.audit.site import executable

FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GATED = CATEGORIES[1:]
# A page that asks to be left out, and one that is not there, can't pass these.
UNFIT = {"is-crawlable", "http-status-code"}
RUNS = 3
TRIES = 3


def judge(
    address: str, name: str, *, modules: Path, runs: int = RUNS, with_speed: bool = True
) -> list[Row]:
    """Return the median scores of one page, and by how much its layout shifts at worst.

    Without `with_speed` performance and layout are only reported: a busy machine draws late, and
    a font that it brings late may move a line.
    """
    results = [_run(address, modules) for _ in range(runs)]
    rows = []
    for category in CATEGORIES:
        scores = [round(100 * (each["categories"][category]["score"] or 0)) for each in results]
        is_gated = with_speed or category in GATED
        failed = "" if category == "performance" else _failed(results[-1], category)
        rows.append(
            Row(f"lighthouse {category}", name, f"{median(scores):.0f} {failed}".strip(),
                median(scores) == 100 if is_gated else None)
        )  # fmt: skip
    shift = max(each["audits"]["cumulative-layout-shift"]["numericValue"] for each in results)
    return [*rows, Row("layout shift", name, f"{shift:.4f}", shift == 0 if with_speed else None)]


def judge_unlisted(address: str, name: str, *, modules: Path) -> list[Row]:
    """Return whether every SEO audit passes that a page outside search engines can pass."""
    result = _run(address, modules, only="seo", options=["--ignore-status-code"])
    failed = [each for each in _failed(result, "seo").split() if each not in UNFIT]
    return [Row("lighthouse seo audits", name, " ".join(failed) or "all", not failed)]


def _run(
    address: str, modules: Path, *, only: str | None = None, options: list[str] | None = None
) -> dict:
    command = [str(modules / ".bin" / "lighthouse"), address, "--quiet", "--output=json",
               f"--chrome-flags={FLAGS}", *(options or [])]  # fmt: skip
    if only:
        command.append(f"--only-categories={only}")
    return _answer(command, tries=TRIES)


def _answer(command: list[str], *, tries: int) -> dict:
    try:
        return run_json(command, env={"CHROME_PATH": executable() or ""})
    except RuntimeError as error:
        # It says so where Chromium gave it no trace of the page, as happens now and then.
        if tries == 1 or "run Lighthouse again" not in str(error):
            raise
        return _answer(command, tries=tries - 1)


def _failed(result: dict, category: str) -> str:
    """Return the audits of a category that count and did not pass."""
    counted = [each for each in result["categories"][category]["auditRefs"] if each["weight"]]
    audits = result["audits"]
    return " ".join(each["id"] for each in counted if audits[each["id"]]["score"] not in (1, None))
