"""The cluster in a small form: some publishes, and the death of the working background process."""

import os

import pytest
from django.db import connection

from tests.config.serving.running_site import database
from tests.workbench.cluster import servers
from tests.workbench.cluster.fire import background_step, under_fire
from tests.workbench.cluster.losses import nothing_lost
from tests.workbench.cluster.parts import POSTS, cluster
from tests.workbench.cluster.publishing import publishing

pytestmark = [
    pytest.mark.processes,
    pytest.mark.longest,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="several machines need a server"),
]


def test_several_machines_are_one_site(tmp_path):
    if missing := servers.missing():
        message = f"{' and '.join(missing)} missing: several machines were not tried"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    with (
        database(tmp_path) as engine,
        cluster(tmp_path, engine["DATABASE_URL"]) as machines,
    ):
        figures = [
            *publishing(machines, 2 * POSTS),
            *under_fire(machines, [background_step(machines)]),
            *nothing_lost(machines),
        ]
    # How fast is for a quiet machine to say.
    broken = [figure for figure in figures if not figure.is_kept and "fresh" not in figure.what]
    assert not broken, "\n".join(map(str, figures))
