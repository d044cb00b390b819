"""Deletes tags, authors and series: refused while a post names them, else with a warning."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import DeleteView

from blog.taxonomy.naming import TAXONOMY
from blog.taxonomy.usage import ShownUsage, shown_usage


class TaxonomyDeleteView(DeleteView):
    """Wagtail's view, with the posts that name the row, in drafts and older revisions too."""

    @cached_property
    def naming_posts(self) -> ShownUsage:
        return shown_usage([self.object], self.request.user)[self.object.pk]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        usage = self.naming_posts
        return context | {"usage": usage, "is_protected": usage.is_protected}

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        if self.naming_posts.is_protected:
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)


class TaxonomyDeleteBulkAction(DeleteBulkAction):
    """The same for several rows at once: all of them or none."""

    models = TAXONOMY
    template_name = "blog/taxonomy/confirm_bulk_delete.html"

    def annotate_items(self, items: Sequence[Model]) -> Sequence[Model]:
        items = super().annotate_items(items)
        self.usages = shown_usage(items, self.request.user)
        self.is_protected = any(usage.is_protected for usage in self.usages.values())
        return items

    def object_context(self, item: Model) -> dict[str, Any]:
        usage = self.usages[item.pk]
        return super().object_context(item) | {"usage": usage, "is_protected": usage.is_protected}

    def prepare_action(
        self, objects: Sequence[Model], objects_without_access: Any
    ) -> HttpResponse | None:
        if self.is_protected:
            messages.error(self.request, _("Nothing was deleted: posts name what you chose."))
            return redirect(self.request.get_full_path())
        return super().prepare_action(objects, objects_without_access)
