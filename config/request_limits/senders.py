"""Finds out who sends a request before Django reads it."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import Error as DatabaseError
from django.http import parse_cookie


def signed_in_user(environ: dict[str, Any]) -> str | None:
    """Return a name for the user whose session a request brings; None where there is none.

    Asks the session store and writes nothing; without the database nobody is signed in.
    """
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    if not (key := cookies.get(settings.SESSION_COOKIE_NAME)):
        return None
    try:
        session = import_module(settings.SESSION_ENGINE).SessionStore(key)
        user = session.get(SESSION_KEY)
    except DatabaseError:
        return None
    return f"user {user}" if user else None
