"""Makes tokens that end, and finds the one that a request brings."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from wagtail.models import APIToken

from home.models import TokenExpiry
from home.sign_in.proof import has_factor
from home.sign_in.requirement import is_overdue

# Also of a token that was made by another way than ours, and so has no row that says.
DAYS = 90
SCHEME = "bearer "


def make_token(user: AbstractBaseUser, name: str, *, days: int = DAYS) -> tuple[APIToken, str]:
    """Return a new token's row, and its text, which is kept nowhere."""
    token, text = APIToken.create_token(user=user, name=name)
    TokenExpiry.objects.create(token=token, expires_at=timezone.now() + timedelta(days=days))
    return token, text


def ends_at(token: APIToken) -> datetime:
    """Return when a token ends that nobody revokes."""
    expiry = getattr(token, "expiry", None)
    return expiry.expires_at if expiry else token.created + timedelta(days=DAYS)


def token_of(authorization: str) -> APIToken | None:
    """Return the token of an `Authorization` header, if it still lets its user do anything."""
    if not authorization.lower().startswith(SCHEME):
        return None
    text = authorization[len(SCHEME) :].strip()
    if not APIToken.validate_token_format(text):
        return None
    rows = APIToken.objects.select_related("user", "expiry")
    hashes = APIToken.candidate_key_hashes(text)
    token = rows.filter(key_hash__in=hashes, revoked_at=None, user__is_active=True).first()
    if token is None or ends_at(token) <= timezone.now():
        return None
    # Who may not enter the admin before a second factor is set up may not come in here either.
    is_held_back = is_overdue(token.user) and not has_factor(token.user)
    return None if is_held_back else token
