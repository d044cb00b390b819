"""Warns before several sources are deleted at once that posts cite."""

from typing import Any

from django.db.models import Model
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from blog.models import Source
from blog.source_desk.cited_by import pages_citing


class SourceDeleteBulkAction(DeleteBulkAction):
    """Wagtail's, with the pages that cite the sources."""

    models = [Source]
    template_name = "blog/source_desk/confirm_bulk_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        items: list[dict[str, Model]] = context["items"]
        keys = [each["item"].key for each in items]
        return context | {"cited_by": pages_citing(keys, self.request.user)}
