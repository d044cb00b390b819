"""An authenticator app of a user, and what it shows."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

PASSWORD = "secret-lamp-42"
LOGIN, CODE = "/admin/login/", "/admin/sign-in/code/"


class App:
    """An authenticator app that a user set up."""

    def __init__(self, user: User) -> None:
        self.user, self.secret = user, generate_totp_secret()
        TOTP.activate(user, self.secret)

    def code(self, steps: int = 0) -> str:
        """Return the code of now, or of some steps of 30 seconds later."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + steps))


def recovery_codes(user: User) -> list[str]:
    """Make a user's recovery codes and return them."""
    return RecoveryCodes.activate(user).get_unused_codes()


def give_password(client: Client, user: User, door: str = LOGIN, **extra: str) -> HttpResponse:
    return client.post(door, {"username": user.username, "password": PASSWORD, **extra})


def give_code(client: Client, code: str, **headers: str) -> HttpResponse:
    return client.post(CODE, {"code": code}, **headers)
