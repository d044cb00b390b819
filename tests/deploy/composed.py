"""`compose.yaml`, and what a container may be told: for the tests of both shapes."""

import re

import yaml

from tests.workbench.supply.locks import ROOT

TEXT = (ROOT / "compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
# Read by a library rather than by our settings.
OF_LIBRARIES = {"AWS_ACCESS_KEY_ID", "DJANGO_SUPERUSER_USERNAME",
                "DJANGO_SUPERUSER_EMAIL", "DJANGO_SUPERUSER_PASSWORD"}  # fmt: skip


def read_by_settings():
    """Return each name that a module of the settings reads from the environment."""
    modules = (ROOT / "config" / "settings").glob("*.py")
    reads = re.compile(r"(?:env\.\w+|whole_number)\(\s*\"([A-Z0-9_]+)\"")
    return {name for module in modules for name in reads.findall(module.read_text())}
