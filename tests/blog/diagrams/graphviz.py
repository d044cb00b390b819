"""Leaves out what needs Graphviz where it is not; in CI it has to be there."""

import os

import pytest

from blog.diagrams.drawing import can_draw

IS_CI = os.environ.get("CI") == "true"
needs_graphviz = pytest.mark.skipif(
    not can_draw() and not IS_CI, reason="Graphviz (dot) is not installed: drawing is not tested"
)
