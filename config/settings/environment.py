"""Reads the environment, and names the variable whose value makes no sense."""

from collections.abc import Iterator
from contextlib import contextmanager

import environ
from django.core.exceptions import ImproperlyConfigured

# FileAwareEnv also reads NAME_FILE, the usual way to hand over a secret.
env = environ.FileAwareEnv()


@contextmanager
def refusing(message: str) -> Iterator[None]:
    """Raise ImproperlyConfigured for a value that can't be read; `{}` stands for the reason."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ImproperlyConfigured(message.format(reason)) from error


def whole_number(name: str, *, default: int, unit: str = "") -> int:
    """Return the number that a variable holds, else the default."""
    with refusing(f"{name} must be a whole number{unit}."):
        return env.int(name, default=default)
