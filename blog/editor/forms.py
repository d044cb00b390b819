"""Checks what editors write in the forms of posts and copies."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.blocks import StreamBlockValidationError, StreamValue

from blog.archive.routes import refuse_shadowed_slug
from blog.checks.allowance import MAX_REASON, Allowance, named
from blog.checks.finding import Finding
from blog.checks.secrets import secrets_in_body, secrets_in_fields
from blog.diagrams.keeping import draw_diagrams
from blog.document.document import Problem
from blog.editor.post_slugs import page_slug, wished_slug
from blog.editor.problems import FORBIDDING
from blog.editor.short_forms import SHORT_FORMS, made_title, refuse_missing_address
from blog.html.tidying import tidied
from blog.rendering.build import MAX_BODY_CHARACTERS, body_size
from search.database.columns import shortened

# Wagtail's name for "Request changes", among the actions of a workflow's task.
SENDING_BACK = "reject"


class BodyForm(WagtailAdminPageForm):
    """A page form that refuses what readers cannot be shown."""

    secrets_reason = forms.CharField(
        required=False,
        max_length=MAX_REASON,
        label=_("Why what looks like a secret may be shown"),
        help_text=_(
            "Only where it is none, or is no longer valid: else take it out. The page’s history"
            " keeps your reason."
        ),
    )
    # Whether a secret is in the way, so that the field is shown.
    asks_for_reason = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # A script writes it as the title is typed, but for a title that is all signs.
            self.fields["slug"].required = False
        action = self.data.get("action-workflow-action") and self.data.get("workflow-action-name")
        if action == SENDING_BACK:
            # Nothing of it is public, so it may hold whatever a draft may.
            self.defer_required_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = tidied(value)
        if not cleaned.get("slug") and "title" in cleaned:
            cleaned["slug"] = self.slug_of(cleaned["title"])
        body = cleaned.get("body")
        if body is not None and self._is_short_enough(body):
            if not self.is_deferred_validation:
                self._add_block_errors(draw_diagrams(body, user=self.for_user))
            # Rendered here, a draft too, since saving happens under the database's lock.
            document = self.instance.document_of(body)
            self.instance.findings_in(body)
            if not self.is_deferred_validation:
                self._refuse_bad_formulas(body, document.problems)
                self._refuse_secrets([*secrets_in_body(body), *secrets_in_fields(cleaned)])
        return cleaned

    def _refuse_secrets(self, findings: Sequence[Finding]) -> None:
        """Refuse to publish or submit a secret that no one allows, and ask for the reason."""
        reasons = self.instance.reasons_for_secrets() if findings else {}
        findings = [finding for finding in findings if finding.digest not in reasons]
        if not findings:
            return
        self.asks_for_reason = True
        if reason := self.cleaned_data.get("secrets_reason"):
            digests = tuple(finding.digest for finding in findings)
            self.instance.allowance = Allowance(digests, reason, self.for_user)
            return
        message = _("Take this secret out and make it invalid, or say why it may be shown: %s")
        text = message % ", ".join(map(named, findings))
        self.add_error("secrets_reason", ValidationError(text, code="secret"))

    def slug_of(self, title: str) -> str:
        """Return the slug that the page has, else one near a title, which may be all signs."""
        return self.instance.slug or page_slug(title, index=self.parent_page)

    def _is_short_enough(self, body: StreamValue) -> bool:
        if body_size(body) <= MAX_BODY_CHARACTERS:
            return True
        message = _("This text is too long for one page: part it into several.")
        self.add_error("body", ValidationError(message, code="too_long"))
        return False

    def _refuse_bad_formulas(self, body: StreamValue, problems: Iterable[Problem]) -> None:
        """Refuse to publish or submit a formula that cannot be shown; a draft may hold it."""
        places = {str(child.id): place for place, child in enumerate(body)}
        errors: dict[int, list[ValidationError]] = {}
        for problem in problems:
            if problem.kind in FORBIDDING and problem.block_id in places:
                text = shortened(problem.detail, 200)
                message = _("The formula “%(formula)s” cannot be shown: %(message)s")
                values = {"formula": text, "message": problem.message}
                error = ValidationError(message, code="formula", params=values)
                errors.setdefault(places[problem.block_id], []).append(error)
        self._add_block_errors({place: ValidationError(each) for place, each in errors.items()})

    def _add_block_errors(self, errors: dict[int, ValidationError]) -> None:
        """Add errors to the blocks at their places."""
        if errors:
            self.add_error("body", StreamBlockValidationError(block_errors=errors))


class PostForm(BodyForm):
    """A page form that signs a new post with the writer's own author."""

    # Of a writer who had none before this post; set by the view.
    new_author: Model | None = None
    # Whether the title is the beginning of the text, since nobody wrote one.
    has_made_title = False

    def __init__(
        self,
        *args: Any,
        instance: Model | None = None,
        for_user: AbstractBaseUser | None = None,
        **kwargs: Any,
    ) -> None:
        author = getattr(for_user, "author", None)
        if instance is not None and instance.pk is None and author is not None:
            instance.sign(author)
        super().__init__(*args, instance=instance, for_user=for_user, **kwargs)
        if "form" in self.fields:
            # It is not drawn where a blog has no short forms.
            self.fields["form"].required = False
        if "title" in self.fields and self._text_form in SHORT_FORMS:
            self.fields["title"].required = False

    @property
    def has_short_forms(self) -> bool:
        """Whether the blog offers short forms, or the post is one already."""
        index = self.parent_page or self.instance.get_parent()
        return self.instance.is_short or getattr(index.specific, "has_short_forms", True)

    @property
    def _text_form(self) -> str:
        return self.data.get("form") or self.instance.form

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("title") and "title" not in self.errors:
            self._make_title()
        self.instance.may_lack_address = self.is_deferred_validation
        cleaned = super().clean()
        if not self.is_deferred_validation and "link_url" not in self.errors:
            try:
                refuse_missing_address(self._text_form, cleaned.get("link_url", ""))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    def _make_title(self) -> None:
        """Take a link's own title, or the beginning of the text, for a short form without one."""
        body, text = self.cleaned_data.get("body"), ""
        if body is not None and body_size(body) <= MAX_BODY_CHARACTERS:
            text = self.instance.document_of(body).text
        title = made_title(self._text_form, self.cleaned_data.get("link_title", ""), text)
        if not title:
            self.add_error("title", ValidationError(_("A title, or a text."), code="required"))
            return
        self.has_made_title, self.cleaned_data["title"] = True, title

    def slug_of(self, title: str) -> str:
        """Return a slug near a title; near a made one anew until the post is published."""
        slug = self.instance.slug
        has_changed = re.sub(r"-\d+\Z", "", slug) != wished_slug(title)
        if self.has_made_title and has_changed and not self.instance.first_published_at:
            return page_slug(title, index=self.parent_page)
        return super().slug_of(title)

    def save(self, commit: bool = True) -> Model:
        """Save the post, signed by `new_author` where the form names nobody."""
        post = super().save(commit=False)
        if self.new_author is not None:
            post.sign(self.new_author)
        if commit:
            post.save()
            self.save_m2m()
        return post


class AliasCopyForm(CopyForm):
    """Wagtail's form, which asks for a title that an alias doesn't get, and doesn't say so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alias := self.fields.get("alias"):
            alias.help_text = _(
                "The copies show what their originals do, under the same titles; the title above"
                " is not used. They are public once their originals are, and search engines are"
                " led to these."
            )


class PostCopyForm(AliasCopyForm):
    """Wagtail's form, which alone would let a slug through that the copy then fails on."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_shadowed_slug(cleaned.get("new_slug"), field="new_slug")
        return cleaned
