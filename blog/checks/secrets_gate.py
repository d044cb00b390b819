"""Keeps secrets from going live by any road, unless someone says why they may.

Whatever makes a page public saves it as live (the form, a bulk action, the scheduler, a workflow,
an import, a copy, the API), so `BodyPage.save` asks here. Who is allowed what stands in the
page's log and nowhere else.
"""

from collections.abc import Collection, Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from blog.checks.allowance import MAX_REASON, named
from blog.checks.finding import Finding
from blog.checks.secrets import secrets_in_body, secrets_in_fields

ALLOWED = "blog.secret.allow"


class SecretsFoundError(ValidationError):
    """Raised for a page that would show a secret to the public; `page_id` is None for a new one."""

    def __init__(self, page: Page, findings: Collection[Finding]) -> None:
        text = _("“%(title)s” holds what looks like a secret, so it was not published: %(found)s")
        found = ", ".join(named(finding) for finding in findings)
        super().__init__({"body": [text % {"title": page.title[:120], "found": found}]})
        self.page_id = page.pk


def refuse_secrets(page: Page) -> None:
    """Raise SecretsFoundError where a page about to be live shows a secret nobody allowed.

    What the public sees already is let through: moving or renaming a page makes it no worse.
    """
    findings = unallowed(page, secrets_of(page))
    if not findings:
        return
    stored = type(page).objects.filter(pk=page.pk, live=True).first() if page.pk else None
    public = {finding.digest for finding in secrets_of(stored)} if stored else set()
    findings = [finding for finding in findings if finding.digest not in public]
    if findings:
        raise SecretsFoundError(page, findings)


def secrets_of(page: Page) -> Iterator[Finding]:
    """Yield the secrets in a page's body and in its other texts."""
    yield from secrets_in_body(page.body)
    yield from secrets_in_fields(vars(page))


def unallowed(page: Page, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that nobody has allowed on a page."""
    findings = list(findings)
    reasons = reasons_of(page) if findings else {}
    return [finding for finding in findings if finding.digest not in reasons]


def reasons_of(page: Page) -> dict[str, str]:
    """Return why secrets may be shown on a page or its original, by their digests."""
    entries = PageLogEntry.objects.filter(
        page__in=[pk for pk in (page.pk, page.alias_of_id) if pk], action=ALLOWED
    )
    allowed = [
        *((entry.data.get("digests", ()), entry.data.get("reason", "")) for entry in entries),
        *((each.digests, each.reason) for each in (page.allowance,) if each),
    ]
    return {digest: reason for digests, reason in allowed for digest in digests}


def keep_allowance(page: Page, revision: Revision) -> None:
    """Write into a page's log what its form has just been given a reason for."""
    allowance, page.allowance = page.allowance, None
    if allowance:
        data = {"digests": list(allowance.digests), "reason": allowance.reason[:MAX_REASON]}
        log(page, ALLOWED, user=allowance.user, revision=revision, data=data)
