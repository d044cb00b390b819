"""Lists the sessions of a user, with the device of each."""

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

# The first that a browser names: each also names those that it wants to be taken for.
BROWSERS = [
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"), ("curl", "curl"),
]  # fmt: skip
SYSTEMS = [
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
]  # fmt: skip


def sessions_of(user: AbstractBaseUser) -> list[UserSession]:
    """Return the sessions that can still be used, the last used first."""
    sessions = UserSession.objects.filter(user_id=user.pk).order_by("-last_seen_at", "-pk")
    return [session for session in sessions if session.exists()]


def device_of(session: UserSession) -> str:
    """Return a session's browser and system, as far as the browser tells."""
    browser = first_named(BROWSERS, session.user_agent)
    system = first_named(SYSTEMS, session.user_agent)
    if not browser and not system:
        return _("Unknown device")
    return _("%(browser)s on %(system)s") % {
        "browser": browser or _("Unknown browser"),
        "system": system or _("unknown system"),
    }


def first_named(names: list[tuple[str, str]], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), "")
