"""Edits a long post in Chromium, beside the same blocks in stock Wagtail.

`python -m tests.workbench.bench.review.editing`: 200 blocks on one site, in turn; opens the form,
types in its middle, autosaves, previews, publishes. Prints medians by the clock and by the
processor (browser and server together), and how many times the stock page's ours are.
`--rounds 5`, `--blocks 200`. The stock page has Wagtail's user bar, as `wagtail start` writes it
and ours does, by which Wagtail checks the preview; `BARE_STOCK=1` before the command leaves it out.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.workbench.bench.review.site import EDITOR, PASSWORD, serve_posts
from tests.workbench.bench.speed.machine import PROC, processor_seconds

PATIENCE = 40_000
AIM = 1.3
STEPS = ("open", "type", "autosave", "preview", "publish")
TYPED = " What was typed in the middle of it."
BLOCK = "[data-streamfield-child]:not([data-streamfield-child] [data-streamfield-child])"
PROSE = ".CodeMirror, [contenteditable=true]"

Times = dict[tuple[str, str], list[tuple[float, float]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--blocks", type=int, default=200)
    options = parser.parse_args()
    with TemporaryDirectory() as folder, serve_posts(Path(folder), options.blocks) as served:
        address, posts = served
        times: Times = {}
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = chromium.new_page(base_url=address, viewport={"width": 1440, "height": 900})
            page.set_default_timeout(PATIENCE)
            sign_in(page)
            for turn in range(options.rounds + 1):
                # Who comes first changes, so that neither always finds the caches of the other.
                for kind in sorted(posts, reverse=bool(turn % 2)):
                    for step, cost in edit(page, posts[kind], options):
                        if turn:  # the first one loads what later ones find
                            times.setdefault((kind, step), []).append(cost)
    print("\n".join(report(times)))  # noqa: T201


def report(times: Times) -> Iterator[str]:
    """Yield a table of the steps."""
    yield f"{'':9} {'clock, ms':>24} {'processor, ms':>30}"
    for step in STEPS:
        line = f"{step:9}"
        for measure in (0, 1):
            ours, stock = (
                median(cost[measure] for cost in times[kind, step]) * 1000
                for kind in ("ours", "stock")
            )
            line += f" ours {ours:6.0f} stock {stock:6.0f} {ours / stock:5.2f} ×"
        yield line
    total = [sum(median(c[1] for c in times[kind, s]) for s in STEPS) for kind in ("ours", "stock")]
    yield f"all steps by the processor: {total[0] / total[1]:.2f} times stock (aim {AIM})"


def edit(page: Page, key: int, options: argparse.Namespace) -> Iterator[tuple[str, tuple]]:
    """Yield each step with the seconds that it took, by the clock and by the processor."""
    # The browser remembers which side panel stood open: else every second form would open with the
    # preview of the one before, and a median would take it for ours or for stock by their turns.
    page.evaluate("localStorage.clear()")
    yield "open", cost_of(lambda: open_form(page, key, options.blocks))
    middle = page.locator(BLOCK).nth(options.blocks // 2)
    middle.scroll_into_view_if_needed()
    middle.locator(PROSE).first.click()
    page.keyboard.press("Control+End")
    settle(page)
    with page.expect_response(is_autosave) as saved:
        yield "type", cost_of(lambda: type_text(page))
        yield "autosave", cost_of(lambda: saved.value.finished())
    settle(page)
    yield "preview", cost_of(lambda: preview(page, options.blocks))
    yield "publish", cost_of(lambda: publish(page))


def open_form(page: Page, key: int, blocks: int) -> None:
    page.goto(f"/admin/pages/{key}/edit/")
    page.wait_for_function(
        "([selector, count]) => document.querySelectorAll(selector).length >= count",
        arg=[BLOCK, blocks],
    )
    settle(page)


def type_text(page: Page) -> None:
    page.keyboard.type(TYPED)
    settle(page)


def is_autosave(response: object) -> bool:
    request = response.request
    return request.method == "POST" and request.url.endswith("/edit/")


def preview(page: Page, blocks: int) -> None:
    """Open the preview and wait for the last passage."""
    page.locator("[data-side-panel-toggle=preview]").first.click()
    frame = page.frame_locator("#w-preview-iframe, iframe[id*=preview]").first
    frame.get_by_text(f"step {blocks - 6} says").first.wait_for(state="attached")
    settle(page)


def publish(page: Page) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    # By its name: to find a role, Playwright reads a thousand buttons' words for seconds.
    page.locator("footer [name=action-publish]").first.click()
    page.wait_for_url(lambda url: "/edit/" not in url)


def settle(page: Page) -> None:
    """Wait until the page has drawn what was asked of it and has nothing to do."""
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestIdleCallback(done)))"
    )


def cost_of(step: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that a step took, and those of the processor in all processes below."""
    began, spent = time.perf_counter(), processor()
    step()
    return time.perf_counter() - began, processor() - spent


def processor() -> float:
    return processor_seconds(descendants(os.getpid()))


def descendants(pid: int) -> list[int]:
    """Return a process and all below it."""
    parents: dict[int, list[int]] = {}
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended
            continue
        parents.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def sign_in(page: Page) -> None:
    page.goto("/admin/login/")
    page.fill("input[name=username]", EDITOR)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")


if __name__ == "__main__":
    main()
