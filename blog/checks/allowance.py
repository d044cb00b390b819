"""Defines why a secret may be shown after all."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from blog.checks.finding import Finding

MAX_REASON = 500


@dataclass(frozen=True)
class Allowance:
    """Why some secrets may be shown, and who says so; kept once the page has a revision."""

    digests: tuple[str, ...]
    reason: str
    user: AbstractBaseUser | None


def named(finding: Finding) -> str:
    """Return a secret's format, its beginning and its line."""
    place = _("line %(line)d") % {"line": finding.line}
    return f"{finding.message} {finding.detail} ({place})"
