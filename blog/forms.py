"""The forms that editors write and copy posts in."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.blocks import StreamBlockValidationError, StreamValue

from blog.document.build import MAX_BODY_CHARACTERS, body_size, build_document
from blog.document.document import Problem
from blog.models.routes import refuse_shadowed_slug


class BodyForm(WagtailAdminPageForm):
    """A page form that refuses what readers cannot be shown."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        body = cleaned.get("body")
        if body is not None and self._is_short_enough(body):
            # Rendered here, a draft too, since saving happens under the database's lock.
            document = build_document(body, language=self.instance.body_language)
            if not self.is_deferred_validation:
                self._refuse_bad_formulas(body, document.problems)
        return cleaned

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
            if problem.kind == "formula" and problem.block_id in places:
                text = Truncator(problem.detail).chars(200)
                message = _("The formula “%(formula)s” cannot be shown: %(message)s")
                values = {"formula": text, "message": problem.message}
                error = ValidationError(message, code="formula", params=values)
                errors.setdefault(places[problem.block_id], []).append(error)
        if errors:
            blocks = {place: ValidationError(each) for place, each in errors.items()}
            self.add_error("body", StreamBlockValidationError(block_errors=blocks))


class PostForm(BodyForm):
    """A page form that signs a new post with the writer's own author."""

    def __init__(
        self,
        *args: Any,
        instance: Model | None = None,
        for_user: AbstractBaseUser | None = None,
        **kwargs: Any,
    ) -> None:
        if instance is not None and instance.pk is None:
            instance.sign(for_user)
        super().__init__(*args, instance=instance, for_user=for_user, **kwargs)


class PostCopyForm(CopyForm):
    """Wagtail's form, which alone would let a slug through that the copy then fails on."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_shadowed_slug(cleaned.get("new_slug"), field="new_slug")
        return cleaned
