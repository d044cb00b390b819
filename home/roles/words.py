"""Says in words what a role may do, read from the permissions that it holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.contrib.auth.models import Group, Permission
from django.utils.functional import Promise
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Collection, GroupApprovalTask

ADMIN = ("wagtailadmin", "access_admin")
# What a permission on a place lets do there; `add` gives authors their own pages.
ON_PAGES: dict[str, Promise] = {
    "add": gettext_lazy("writes pages, edits those of their own, and sends them in for review"),
    "change": gettext_lazy("edits every page"),
    "publish": gettext_lazy("publishes, schedules and unpublishes"),
    "lock": gettext_lazy("locks pages"),
    "unlock": gettext_lazy("unlocks pages that others locked"),
    "bulk_delete": gettext_lazy("deletes pages with all below them"),
}
ON_FILES: dict[str, Promise] = {
    "add": gettext_lazy("uploads %(files)s, and edits and deletes what they uploaded"),
    "change": gettext_lazy("edits all %(files)s"),
    "delete": gettext_lazy("deletes any of the %(files)s"),
    "choose": gettext_lazy("uses %(files)s in posts"),
}
ON_COLLECTIONS: dict[str, Promise] = {
    "add": gettext_lazy("adds %(files)s"),
    "change": gettext_lazy("edits all %(files)s"),
    "delete": gettext_lazy("deletes any of the %(files)s"),
}
ON_MODELS: dict[str, Promise] = {
    "add": gettext_lazy("adds"),
    "change": gettext_lazy("changes"),
    "delete": gettext_lazy("deletes"),
    "view": gettext_lazy("looks at"),
}


def may_do(group: Group) -> list[str]:
    """Return what a group may, a sentence for each kind of thing.

    The group comes with its permissions, places and tasks prefetched; see `GROUP_PARTS`.
    """
    sentences = [
        *_on_pages(group),
        *_on_collections(group),
        *_on_models(group.permissions.all()),
        *_reviews(group),
    ]
    if ADMIN in _names(group.permissions.all()):
        return [_("Enters the admin."), *sentences]
    return [_("Does not enter the admin."), *sentences]


GROUP_PARTS = [
    "permissions__content_type",
    "page_permissions__permission",
    "page_permissions__page",
    "collection_permissions__permission__content_type",
    "collection_permissions__collection",
    "groupapprovaltask_set",
]


def _on_pages(group: Group) -> Iterator[str]:
    by_page = defaultdict(set)
    for row in group.page_permissions.all():
        by_page[row.page].add(row.permission.codename.rpartition("_")[0])
    for page, actions in by_page.items():
        place = _("On the whole site") if page.is_root() else _("Below “%s”") % page.draft_title
        yield _sentence(place, (text for name, text in ON_PAGES.items() if name in actions))


def _on_collections(group: Group) -> Iterator[str]:
    by_place = defaultdict(set)
    for row in group.collection_permissions.all():
        kind = row.permission.content_type.model_class()
        by_place[row.collection, kind].add(row.permission.codename.partition("_")[0])
    for (collection, kind), actions in by_place.items():
        everywhere = _("In all collections")
        place = everywhere if collection.is_root() else _("In “%s”") % collection.name
        if kind is None:
            continue
        words = ON_COLLECTIONS if kind is Collection else ON_FILES
        files = {"files": kind._meta.verbose_name_plural}
        yield _sentence(place, (text % files for name, text in words.items() if name in actions))


def _on_models(permissions: Iterable[Permission]) -> Iterator[str]:
    """Yield a sentence for all kinds of things that the same may be done to."""
    by_kind = defaultdict(set)
    for permission in permissions:
        action = permission.codename.partition("_")[0]
        kind = permission.content_type.model_class()
        if action in ON_MODELS and kind is not None:
            by_kind[kind].add(action)
    by_actions = defaultdict(list)
    for kind, actions in by_kind.items():
        by_actions[frozenset(actions)].append(str(kind._meta.verbose_name_plural))
    for actions, kinds in by_actions.items():
        verbs = [str(text) for name, text in ON_MODELS.items() if name in actions]
        yield _("%(verbs)s %(kinds)s.") % {
            "verbs": capfirst(get_text_list(verbs, _("and"))),
            "kinds": get_text_list(sorted(kinds), _("and")),
        }


def _reviews(group: Group) -> Iterator[str]:
    tasks: list[GroupApprovalTask] = list(group.groupapprovaltask_set.all())
    if names := [task.name for task in tasks if task.active]:
        yield _("Approves or sends back what waits at: %s.") % get_text_list(names, _("and"))


def _sentence(place: str, texts: Iterable[str | Promise]) -> str:
    return f"{place}: {get_text_list([str(text) for text in texts], _('and'))}."


def _names(permissions: Iterable[Permission]) -> set[tuple[str, str]]:
    return {(each.content_type.app_label, each.codename) for each in permissions}
