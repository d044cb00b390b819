"""`make bench`: what pages cost, as ratios to baselines of the same run.

Writes the report to var/bench/report.md, beside report.svg, whenever something was measured, and at
the end to standard output.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version

import django

from tests.workbench.bench.speed import machine
from tests.workbench.bench.speed.figures import Section
from tests.workbench.bench.speed.options import Options, read


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    options = read(sys.argv[1:])
    print(run(options))  # noqa: T201


def run(options: Options) -> str:
    """Measure the parts asked for; return the report, which is written as well."""
    from tests.workbench.bench.speed import editor, growth, hit, load, memory, post, throughput

    parts: dict[str, Callable[[Options], Iterator[Section]]] = {
        "hit": hit.measure,
        "post": post.measure,
        "growth": growth.measure,
        "throughput": throughput.measure,
        "memory": memory.measure,
        "load": load.measure,
        "editor": editor.measure,
    }
    options.folder.mkdir(parents=True, exist_ok=True)
    before, text = machine.describe(), ""
    # By title: a part yields a section again when it has grown.
    measured: dict[str, Section] = {}
    for part in options.parts:
        for section in parts[part](options):
            measured[section.title] = section
            text = write(options, before, list(measured.values()))
    return text


def write(options: Options, before: str, sections: Sequence[Section]) -> str:
    """Write what was measured so far; return the report."""
    from tests.workbench.bench.speed.markdown import report
    from tests.workbench.bench.speed.plot import plot

    about = [f"Before: {before}.", f"After: {machine.describe()}.", versions()]
    text = report(sections, about=about)
    (options.folder / "report.md").write_text(text)
    (options.folder / "report.svg").write_text(plot(sections))
    return text


def versions() -> str:
    names = ("django", "wagtail", "granian")
    return f"Python {platform.python_version()}, " + ", ".join(f"{n} {version(n)}" for n in names)


if __name__ == "__main__":
    main()
