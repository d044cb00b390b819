"""Asks the addresses of other sites whether they still answer, a few a minute, politely.

A minute's batch holds one address of each host, one after the other, so that no host is asked
twice within it. A host that asks for patience gets it for all its addresses.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from blog.html.addresses import host_name
from blog.models import LinkHealth, OutboundLink
from blog.models.links.outbound_link import BROKEN, LinkState
from blog.outbound.errors import CertificateError, ClosedError, OutboundError
from blog.outbound.requests import Fetched, ask_status
from search.database.task_priorities import CATCHING_UP

HOSTS_AT_ONCE = 20
# Mail and readers wait for a batch: none begins an address after so many seconds, and each takes
# at most two questions and a pause.
BATCH_SECONDS = 4.0
QUESTION_SECONDS = 5.0
PAUSE_SECONDS = 1.0

USUAL_PAUSE = timedelta(days=7)
# What is broken is asked again so soon, and believed if it is still broken then.
SECOND_LOOK = timedelta(days=3)
CONFIRMED_AFTER = timedelta(days=2)
# How long to leave a host alone that wants it, and doesn't say for how long; and at most.
PATIENCE = timedelta(days=1)
MOST_PATIENCE = timedelta(days=30)
TOO_MANY, UNAVAILABLE = 429, 503
# Asked for at once: before all that is due.
FIRST = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Finding:
    """What an address said: its state, the status or the reason, who answered."""

    state: LinkState
    answer: str
    host: str = ""
    # How long the host wants to be left alone.
    patience: timedelta | None = None


def enqueue_asking() -> None:
    """Have what is due asked, unless that waits or runs already; each minute."""
    if not LinkHealth.current().is_on:
        return
    queued = Q(status="READY") | Q(status="RUNNING")
    tasks = DBTaskResult.objects.filter(queued, task_path=ask_due_links.module_path)
    if not tasks.exists() and OutboundLink.objects.due().exists():
        ask_due_links.enqueue()


@task(backend="background", priority=CATCHING_UP)
def ask_due_links() -> None:
    """Ask one address of each host, those that wait longest; what is left waits a minute."""
    health = LinkHealth.current()
    until = time.monotonic() + BATCH_SECONDS
    asked_hosts: set[str] = set()
    for link in OutboundLink.objects.due().one_a_host()[: HOSTS_AT_ONCE if health.is_on else 0]:
        if time.monotonic() > until:
            return
        if link.host not in asked_hosts and not health.ignores(link.url):
            finding = ask(link.url)
            asked_hosts |= {link.host, finding.host}
            keep(link, finding)


def ask(url: str) -> Finding:
    """Ask an address by HEAD, and by GET where that is refused; raises nothing of the network."""
    finding = _ask_by("HEAD", url)
    is_told = finding.state not in (LinkState.GONE, LinkState.FAILING, LinkState.UNTOLD)
    if is_told or finding.answer == str(TOO_MANY):
        return finding
    time.sleep(PAUSE_SECONDS)
    return _ask_by("GET", url)


def _ask_by(method: str, url: str) -> Finding:
    agent = f"Epoch link check (+{settings.SITE_URL}/)"
    try:
        answer = ask_status(url, method=method, agent=agent, max_seconds=QUESTION_SECONDS)
    except OutboundError as error:
        states = {ClosedError: LinkState.CLOSED, CertificateError: LinkState.CERTIFICATE}
        return Finding(states.get(type(error), LinkState.FAILING), str(error))
    state = _state_of(answer.status)
    return Finding(state, str(answer.status), host_name(answer.url), _patience(answer))


def _state_of(status: int) -> LinkState:
    if status < 400:
        return LinkState.FINE
    if status in (404, 410):
        return LinkState.GONE
    return LinkState.FAILING if status >= 500 else LinkState.UNTOLD


def _patience(answer: Fetched) -> timedelta | None:
    """Return how long the host wants to be left alone, by its `Retry-After` (RFC 9110, 10.2.3)."""
    text = answer.headers.get("retry-after", "").strip()
    if answer.status not in (TOO_MANY, UNAVAILABLE) or (answer.status != TOO_MANY and not text):
        return None
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), MOST_PATIENCE)
    try:
        until = parsedate_to_datetime(text).replace(tzinfo=UTC)
    # Of a year or a zone of many digits.
    except (ValueError, OverflowError):
        return PATIENCE
    return min(max(until - timezone.now(), timedelta()), MOST_PATIENCE)


def keep(link: OutboundLink, finding: Finding) -> None:
    """Write down what an address said and when to ask again; the host's others wait with it."""
    now = timezone.now()
    is_broken = finding.state in BROKEN
    # Being turned away says neither that it works nor that it does not.
    since = link.failing_since if is_broken or finding.state == LinkState.UNTOLD else None
    since = since or (now if is_broken else None)
    is_confirmed = is_broken and now - since >= CONFIRMED_AFTER
    pause = SECOND_LOOK if is_broken and not is_confirmed else USUAL_PAUSE
    OutboundLink.objects.filter(pk=link.pk).update(
        state=finding.state,
        answer=finding.answer,
        asked_at=now,
        due_at=now + max(pause, finding.patience or pause),
        failing_since=since,
        is_confirmed=is_confirmed,
    )
    if finding.patience:
        until = now + finding.patience
        others = OutboundLink.objects.filter(host__in={link.host, finding.host})
        others.filter(due_at__lt=until).update(due_at=until)
