"""Finds the person in whose name a command works."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import CommandError


def find_user(name: str) -> AbstractBaseUser:
    """Return the user who signs in by this name; raises `CommandError`."""
    try:
        return get_user_model().objects.get_by_natural_key(name)
    except get_user_model().DoesNotExist as error:
        raise CommandError(f"There is no user “{name}”.") from error
