"""Warns, when an old version of a post is opened, of what it names that was deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin import messages

from blog.review.newer_version import PageRevertView
from blog.taxonomy.naming import NAMINGS


def deleted_since(content: dict[str, Any]) -> list[str]:
    """Return, in words, how many deleted tags, authors and series a revision names."""
    found = []
    for model, naming in NAMINGS.items():
        named = naming.names(content.get(naming.part))
        count = len(named) - model.objects.filter(pk__in=named).count()
        if count:
            options = model._meta
            word = options.verbose_name if count == 1 else options.verbose_name_plural
            found.append(f"{count} {word}")
    return found


class PostRevertView(PageRevertView):
    """Wagtail's view; modelcluster leaves out in silence what was deleted."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if names := deleted_since(self.previous_revision.content):
            text = _("Deleted since this version, and left out of it: %(names)s.")
            messages.warning(request, text % {"names": get_text_list(names, _("and"))})
        return super().get(request, *args, **kwargs)
