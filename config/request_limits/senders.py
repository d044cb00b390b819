"""Finds out who sends a request before Django reads it."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import Error as DatabaseError
from django.http import parse_cookie

from config.request_limits.limits import API_PREFIX


def signed_in_user(environ: dict[str, Any]) -> str | None:
    """Return a name for the user whose session a request brings; None where there is none.

    To the API, whose token. Asks the database and writes nothing; without it nobody is signed in.
    """
    if environ.get("PATH_INFO", "").startswith(API_PREFIX):
        return user_of_token(environ) if settings.API else None
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    if not (key := cookies.get(settings.SESSION_COOKIE_NAME)):
        return None
    try:
        session = import_module(settings.SESSION_ENGINE).SessionStore(key)
        user = session.get(SESSION_KEY)
    except DatabaseError:
        return None
    return f"user {user}" if user else None


def user_of_token(environ: dict[str, Any]) -> str | None:
    """Return a name for the user whose token a request brings; None where there is none."""
    # Loads what it takes to ask, where the API is on.
    from home.api.tokens import token_of

    try:
        token = token_of(environ.get("HTTP_AUTHORIZATION", ""))
    except DatabaseError:
        return None
    return f"user {token.user_id}" if token else None
