"""A sample of the hostile files of `python -m tests.workbench.bench.uploads`."""

import pytest

from tests.factories import UserFactory
from tests.workbench.bench.hostile_files import hostile_files
from tests.workbench.bench.uploads import Uploads


@pytest.mark.django_db
def test_no_hostile_file_costs_much_or_fails_a_page(client, site):
    client.force_login(UserFactory(group="Editors"))
    client.raise_request_exception = False
    uploads = Uploads(client)
    uploads.send(hostile_files(100, seed=1))
    assert uploads.failures == []
    assert sum(uploads.taken.values()) + sum(uploads.refused.values()) == 100
    assert min(uploads.taken["pdf"], uploads.taken["svg"], uploads.refused["avif"]) > 0
    assert uploads.taken["heic"] == 0
    assert max(uploads.costs)[0] < 10, max(uploads.costs)
