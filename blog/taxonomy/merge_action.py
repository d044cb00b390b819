"""Adds the bulk action "Merge" to the admin's lists of tags, authors and series."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from blog.taxonomy.merge import merge
from blog.taxonomy.naming import TAXONOMY


class MergeForm(forms.Form):
    """Asks which row stays: one of the chosen, or any other."""

    survivor = forms.ModelChoiceField(
        queryset=None,
        label=_("The one that stays"),
        help_text=_("It keeps its name and its address; the posts of the others become its own."),
    )

    def __init__(
        self, *args: Any, chosen: Sequence[Model], model: type[Model], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        rows = model.objects.order_by("name", "pk")
        field = self.fields["survivor"]
        field.queryset = rows
        others = rows.exclude(pk__in=[row.pk for row in chosen])
        field.choices = [
            ("", _("Choose one")),
            (_("Chosen"), [(row.pk, str(row)) for row in chosen]),
            (_("Others"), [(row.pk, str(row)) for row in others]),
        ]

    def clean_survivor(self) -> Model:
        survivor = self.cleaned_data["survivor"]
        if all(row == survivor for row in self.chosen):
            raise forms.ValidationError(_("Choose another one: it cannot be merged with itself."))
        return survivor


class MergeBulkAction(SnippetBulkAction):
    """Merges the chosen rows into one, in every post and in every revision."""

    display_name = _("Merge")
    action_type = "merge"
    aria_label = _("Merge the chosen into one")
    action_priority = 20
    models = TAXONOMY
    form_class = MergeForm
    template_name = "blog/taxonomy/confirm_merge.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for action in ("change", "delete"):
            if not self.permission_policy.user_has_permission(request.user, action):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        chosen, _no_access = self.get_actionable_objects()
        return super().get_form_kwargs() | {"chosen": chosen, "model": self.model}

    def get_execution_context(self) -> dict[str, Any]:
        survivor = self.cleaned_form.cleaned_data["survivor"]
        return {"survivor": survivor, "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Sequence[Model], **kwargs: Any) -> tuple[int, int]:
        return merge(others=objects, **kwargs), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        survivor = self.cleaned_form.cleaned_data["survivor"]
        return ngettext(
            "%(count)d was merged into “%(survivor)s”.",
            "%(count)d were merged into “%(survivor)s”.",
            num_parent_objects,
        ) % {"count": num_parent_objects, "survivor": survivor}
