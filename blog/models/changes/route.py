"""Serves a post's page of changes, and what each of them was, below the post's own address."""

import re

from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from blog.models.changes.published_version import PublishedVersion, PublishedVersionQuerySet
from search.public.visibility import with_sources

CHANGES = "changes"
# A key that every database has room for.
NUMBER = re.compile(r"[0-9]{1,18}")


class ChangesRouteMixin:
    """A post that answers below its address, under the same guards, which Wagtail's view asks."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not (self.live and path_components and path_components[0] == CHANGES):
            return super().route(request, path_components)
        below = path_components[1:]
        self.template = f"blog/change_notes/{'change' if below else 'changes'}.html"
        return RouteResult(self, kwargs={CHANGES: below})

    def get_context(self, request, *args, changes=None, **kwargs):
        if changes is None:
            return super().get_context(request, *args, **kwargs)
        shown = {"version": find_compared(self, changes)} if changes else {"versions": told(self)}
        return {"page": self, "self": self, "request": request, **shown}


def told(post: Page) -> list[PublishedVersion]:
    """Return the changes of a post that readers are told of; 404 where there are none."""
    versions = list(versions_of(post).listed().with_state())
    if not versions:
        raise Http404("Nothing is told of changes.")
    return versions


def find_compared(post: Page, path: list[str]) -> PublishedVersion:
    """Return the change of a post at a path below its list; 404 where it may not be shown."""
    key = path[0] if len(path) == 1 and NUMBER.fullmatch(path[0]) else "0"
    version = versions_of(post).comparable().defer("body").filter(pk=int(key)).first()
    if version is None:
        raise Http404("No comparison stands here.")
    return version


def versions_of(post: Page) -> PublishedVersionQuerySet:
    """Return the published versions of a post; of an alias, those of its source."""
    *_between, source = with_sources(post)
    return PublishedVersion.objects.of(source)
