"""The site on several machines, under load and under fire: `python -m tests.workbench.cluster`.

All on loopback: PostgreSQL, Redis, an S3-compatible store that checks signatures, Varnish in front
of two `serve --web`, two background processes; a receiver of webhooks and a mail server count what
they are sent. Exits with 1 if a bound does not hold.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tests.workbench.cluster.figures import Figure
    from tests.workbench.cluster.parts import Cluster
    from tests.workbench.cluster.postgres import Postgres


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--publishes", type=int, default=200)
    parser.add_argument("--without-fire", action="store_true", help="kill nothing")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from tests.workbench.cluster import parts, postgres

    # What the servers leave behind is no matter.
    with tempfile.TemporaryDirectory(prefix="cluster-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with postgres.running(folder) as server, parts.cluster(folder, server.url) as cluster:
            figures = []
            for figure in tried(cluster, server, options.publishes, options.without_fire):
                print(figure, flush=True)  # noqa: T201
                figures.append(figure)
    return int(any(not figure.is_kept for figure in figures))


def tried(
    cluster: "Cluster", database: "Postgres", publishes: int, is_spared: bool
) -> Iterator["Figure"]:
    """Yield each figure as it is known."""
    from tests.workbench.cluster.fire import all_steps, under_fire
    from tests.workbench.cluster.losses import nothing_lost
    from tests.workbench.cluster.publishing import publishing
    from tests.workbench.cluster.release import release

    yield from publishing(cluster, publishes)
    if not is_spared:
        yield from under_fire(cluster, all_steps(cluster, database))
        yield from release(cluster)
    yield from nothing_lost(cluster)


if __name__ == "__main__":
    sys.exit(main())
