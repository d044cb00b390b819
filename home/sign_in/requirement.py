"""Tells by when a user has to have a second factor."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from home.models import FactorRequirement


def deadline_of(user: AbstractBaseUser) -> datetime | None:
    """Return when the user's term ends; None where no role of theirs requires a second factor.

    A superuser may do what any role may, so is held to the requirement of every role.
    """
    requirements = FactorRequirement.objects.all()
    if not user.is_superuser:
        requirements = requirements.filter(group__user=user)
    return min(
        (max(each.since, user.date_joined) + timedelta(days=each.days) for each in requirements),
        default=None,
    )


def is_required(user: AbstractBaseUser) -> bool:
    return deadline_of(user) is not None


def is_overdue(user: AbstractBaseUser) -> bool:
    """Tell whether the term of a user who has no second factor is over."""
    deadline = deadline_of(user)
    return deadline is not None and deadline <= timezone.now()
