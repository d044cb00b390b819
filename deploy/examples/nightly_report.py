"""Makes a draft of a nightly report: a table of metrics from CSV, and the plots beside it.

    SITE_URL=https://example.org SITE_TOKEN=… python nightly_report.py metrics.csv

In cron: `10 2 * * * cd /srv/runs/latest && python …/nightly_report.py metrics.csv`.
An editor looks the draft through and publishes it; a second run the same day renews it.
"""

import argparse
import csv
import sys
from datetime import date
from pathlib import Path

from site_api import RefusedError, Site, text_with_pictures


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Make a draft of a report.")
    parser.add_argument("metrics", type=Path, help="CSV with a head; plots are the PNGs beside it")
    parser.add_argument("--blog", default="/blog/", help="path of the blog on the site")
    parser.add_argument("--date", type=date.fromisoformat, default=date.today())
    given = parser.parse_args(arguments)
    folder = given.metrics.parent
    body = text_with_pictures(report(given.metrics), folder, "*.png")
    fields = {
        "title": f"Nightly run of {given.date}",
        "teaser": "What the night's run measured.",
        "tags": ["nightly"],
        "body": body,
    }
    try:
        post = Site().save_post(given.blog, f"nightly-{given.date}", fields, publish=False)
    except RefusedError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print(*(post["meta"].get("warnings") or []), sep="\n", file=sys.stderr)  # noqa: T201
    print(post["id"])  # noqa: T201
    return 0


def report(metrics: Path) -> str:
    """Return a report as Markdown: its numbers as a table, its plots as figures."""
    with metrics.open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    lines = [head, ["---"] * len(head), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    plots = [f"![{plot.stem}]({plot.name})" for plot in sorted(metrics.parent.glob("*.png"))]
    return "\n\n".join(["## Metrics", table, *(["## Plots", *plots] if plots else [])])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
