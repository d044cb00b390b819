"""Lists what an editor should see to in a page, and keeps why secrets in it are allowed."""

from collections.abc import Iterator
from dataclasses import replace

from wagtail.blocks import StreamValue
from wagtail.models import Revision

from blog.checks.allowance import Allowance
from blog.checks.body import findings_of
from blog.checks.secrets import secrets_in_fields
from blog.checks.secrets_gate import keep_allowance, reasons_of
from blog.document.document import Problem
from blog.models.body.page_problem import PageProblem
from blog.rendering.build import body_hash


class ProblemsMixin:
    """A page whose body is looked through; each revision keeps what was found for the report."""

    # What the form was given a reason for, until it is in the log.
    allowance: Allowance | None = None
    # What the checks found, and the hash of the body that they looked through.
    _found: tuple[str, list[Problem]] | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What an editor should see to before the page is published."""
        return (*self.document_of_body().problems, *self._findings())

    def _findings(self) -> Iterator[Problem]:
        """Yield what the checks find; a secret that someone allowed, with their reason."""
        findings = [*secrets_in_fields(vars(self)), *self.findings_in(self.body)]
        is_secret = any(finding.kind == "secret" for finding in findings)
        reasons = reasons_of(self) if is_secret else {}
        for finding in findings:
            reason = reasons.get(getattr(finding, "digest", ""))
            allowed = {} if reason is None else {"kind": "allowed", "message": reason}
            yield replace(finding, **allowed)

    def findings_in(self, body: StreamValue) -> list[Problem]:
        """Return what the checks find in a body; the same body is looked through once.

        A form asks before the page is saved, which happens under the database's lock.
        """
        key = body_hash(body)
        if self._found is None or self._found[0] != key:
            self._found = key, findings_of(body)
        return self._found[1]

    def reasons_for_secrets(self) -> dict[str, str]:
        """Return why secrets may be shown here, by their digests; see `secrets_gate`."""
        return reasons_of(self)

    def save_revision(self, *args: object, **kwargs: object) -> Revision:
        revision = super().save_revision(*args, **kwargs)
        keep_allowance(self, revision)
        PageProblem.objects.keep(self)
        return revision
