"""Keeps where from and when each session was used last."""

import time
from contextlib import suppress

from allauth.usersessions.models import UserSession
from django.db import OperationalError
from django.http import HttpRequest

# Seconds between two notes: each is a write.
INTERVAL = 5 * 60
# What the session holds: its own key, which may change, and when it was noted.
NOTED = "activity_noted"


def note_activity(request: HttpRequest) -> None:
    """Note a session's address, browser and time, at most once an interval."""
    key, noted_at = request.session.get(NOTED, ("", 0))
    now = int(time.time())
    if key == request.session.session_key and now - noted_at < INTERVAL:
        return
    # A busy database keeps nobody waiting for a note; the next request makes it.
    with suppress(OperationalError):
        UserSession.objects.create_from_request(request)
    request.session[NOTED] = (request.session.session_key, now)
