"""What CI runs is there: pytest runs nothing at all where one of its paths is not."""

import re

import pytest
from django.conf import settings

RUN = settings.BASE_DIR / ".ci" / "run"
PATHS = re.findall(r"(?<![=\w/])tests/[\w/]+(?:\.py)?\b", RUN.read_text())


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_every_path_that_ci_names_is_there(path):
    assert (settings.BASE_DIR / path).exists()
