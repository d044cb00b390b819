"""Tells which release of the code runs."""

import tomllib
from functools import cache

from django.conf import settings


@cache
def version() -> str:
    """Return the version that `pyproject.toml` states."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]


def release() -> str:
    """Return the version and, where it is known, the revision: `1.2.0+4f2a91c`."""
    return "+".join(filter(None, [version(), settings.REVISION]))
