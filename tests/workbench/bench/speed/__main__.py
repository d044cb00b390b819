"""`make bench`: what pages cost, as ratios to baselines of the same run.

Writes the report to standard output and to var/bench/report.md, beside report.svg.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterator
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
    from tests.workbench.bench.speed.markdown import report
    from tests.workbench.bench.speed.plot import plot

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
    about = [f"Before: {machine.describe()}."]
    sections = [section for part in options.parts for section in parts[part](options)]
    about += [f"After: {machine.describe()}.", versions()]
    text = report(sections, about=about)
    (options.folder / "report.md").write_text(text)
    (options.folder / "report.svg").write_text(plot(sections))
    return text


def versions() -> str:
    names = ("django", "wagtail", "granian")
    return f"Python {platform.python_version()}, " + ", ".join(f"{n} {version(n)}" for n in names)


if __name__ == "__main__":
    main()
