"""Checks a body that a program sent, by the very forms that editors have."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from blog.editor.forms import BodyForm, PostForm
from blog.html.tidying import tidied_json
from blog.importing.entry import UnreadableError
from blog.importing.storing.names import tag_named
from home.api.sent.heads import take_head
from home.api.sent.kept_blocks import KeptBlocks
from home.api.sent.rich_texts import read_rich_texts
from home.api.sent.shapes import Fault, faults
from home.api.sent.texts import Read, Text, read_text
from home.api.sent.told import lines_of_entry, lines_of_error, lines_of_problems

MAX_FAULTS = 20


class SentBodyField(forms.Field):
    """Takes blocks as the rows hold them, a text of Markdown, or a notebook.

    In place of Wagtail's `BlockField`, whose way leads through the names of an HTML form's inputs.
    """

    form: "SentBodyMixin"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def clean(self, sent: Any) -> StreamValue:
        """Return the body that was sent; raises `ValidationError` with a line for each fault."""
        page = self.form.instance
        block = page._meta.get_field("body").stream_block
        # A list of none is none in Django's forms.
        raw = sent = [] if sent is None else sent
        if text := Text.of(sent):
            raw = self.form.read(text)
        elif found := list(faults(block, sent, ("body",))):
            raise _refusal(found)
        value = block.to_python(tidied_json(read_rich_texts(block, raw, self.form.left_out)))
        try:
            is_draft = getattr(self, "is_deferred_validation", False)
            # Only asked whether it is valid: its answer has the code's first indent stripped.
            (block.clean_deferred if is_draft else block.clean)(value)
        except ValidationError as error:
            raise ValidationError(lines_of_error(error)) from error
        return value

    def has_changed(self, initial: Any, sent: Any) -> bool:
        """Tell that it has: what was sent may be a text, which is read but once."""
        return True


class SentBodyMixin:
    """A form of a page with a body, which a program fills."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sent: Read | None = None
        self.left_out: list[Fault] = []
        if self.instance.pk is None:
            # Sent or not, Wagtail saves a list of none, which drops who signs a new post.
            for name in [each for each in self.formsets if not self._rows(each)]:
                del self.formsets[name]
        # What is declared stays in a form that Wagtail narrowed to what was sent.
        if "body" not in self.data:
            self.fields.pop("body", None)
        else:
            self.fields["body"].form = self
            if "title" in self.fields and Text.of(self.data["body"]):
                self.fields["title"].required = False

    def read(self, text: Text) -> list[dict[str, Any]]:
        """Return a text's raw blocks; those that it leaves as they are keep all that they have."""
        title = self.data.get("title") or self.instance.title
        kept = KeptBlocks(self.instance.body if self.instance.pk else [])
        try:
            self.sent = read_text(kept.put_marks(text), title=title, user=self.for_user)
        except UnreadableError as error:
            raise ValidationError(str(error)) from error
        return kept.put_back(self.sent.blocks)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "title" not in self.fields:
            # What a change leaves as it is, the editor's form takes for missing.
            cleaned["title"] = self.instance.title
        if self.sent and "title" in self.fields and not cleaned.get("title"):
            cleaned["title"] = self.sent.entry.title
        if self.sent and "tags" in self.fields and not cleaned.get("tags"):
            cleaned["tags"] = [tag_named(name).name for name in self.sent.entry.tags]
        cleaned = super().clean()
        if self.sent and self.sent.entry.withheld and not self.is_deferred_validation:
            reasons = ", ".join(self.sent.entry.withheld)
            message = _("This stays a draft: %(why)s")
            self.add_error("body", ValidationError(message, params={"why": reasons}))
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """Word the errors of blocks, of which Wagtail's API says no more than that there are."""
        if field == "body" and hasattr(error, "as_json_data"):
            error = ValidationError(lines_of_error(error))
        super().add_error(field if field in self.fields else None, error)

    def _post_clean(self) -> None:
        super()._post_clean()
        if "body" not in self.fields or self.errors:
            return
        page = self.instance
        if self.sent:
            take_head(page, self.sent.entry, stated=self._stated(), user=self.for_user)
            lines = lines_of_entry(page, self.sent.entry)
        else:
            lines = lines_of_problems(page)
        left_out = [f"{'.'.join(map(str, place))}: {what}" for place, what in self.left_out]
        page._meta_warnings = [*getattr(page, "_meta_warnings", []), *left_out, *lines]

    def _stated(self) -> set[str]:
        """Return the names of fields that were sent with a value."""
        lists = {name for name in self.formsets if self._rows(name)}
        return lists | {name for name, value in self.data.items() if value}

    def _rows(self, name: str) -> bool:
        return self.data.get(f"{name}-TOTAL_FORMS", "0") != "0"


class SentBodyForm(SentBodyMixin, BodyForm):
    """A plain page's form, which a program fills."""

    body = SentBodyField()


class SentPostForm(SentBodyMixin, PostForm):
    """A post's form, which a program fills."""

    body = SentBodyField()


def _refusal(found: list[Fault]) -> ValidationError:
    lines = [f"{'.'.join(map(str, place))}: {what}" for place, what in found[:MAX_FAULTS]]
    return ValidationError(lines)
