"""Fills a route with one person's objects."""

import re
from collections.abc import Iterator

from tests.config.permissions.routes import KINDS, OTHER, OWN, Objects

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\((?:\?P<(\w+)>)?(?:[^()]|\([^()]*\))*\)")
# By the beginning of a route; the first that fits names what its id leads to.
PAGE_ROUTES = re.compile(r"admin/(?:pages|choose-page|api/main/\^pages)/")
SINGLE = [
    (r"admin/snippets/(?:choose/)?blog/(author|series|source|tag)/", None),
    (
        r"admin/(bin|redirects|searchpicks|sites|collections|invitations|required-second-factors|webhooks)/",
        None,
    ),
    (r"admin/workflows/(?:tasks|task_chooser)/", "tasks"),
    (r"admin/(workflows)/", None),
    (r"api/v3/(redirects|sites)/", None),
    (r"admin/(api-tokens)/", None),
]
WORDS = {
    "content_type_app_name": "blog", "content_type_model_name": "blogpostpage",
    "app_label": "blog", "model_name": "blogpostpage", "app_name": "blog",
    "action_name": "approve", "uidb64": "MQ", "token": "guess", "path": "blog/",
    "listing": "lst-x", "filter_spec": "max-100x100", "object_id": "1", "session_id": "1",
    "uploaded_file_id": "1", "revision_id_a": "earliest", "revision_id_b": "latest",
    "index_id": "{blog}", "colour": "1f6feb", "version": "00000000",
    "name": "favicon.svg",
    "type": "blog.Tag", "type_name": "blog.BlogPostPage",
}  # fmt: skip


def addresses(route: str, objects: Objects, blog: int) -> Iterator[tuple[str, str]]:
    """Yield the kinds of object that a route leads to, each with the address of the person's.

    A route that names no object, or one of which one stands for all, has the kind "other".
    """
    for kind in KINDS:
        is_by_kind = bool(kinds_of(route, objects))
        if (is_by_kind and kind in kinds_of(route, objects)) or (not is_by_kind and kind == OTHER):
            yield kind, filled(route, objects, kind, blog)


def kinds_of(route: str, objects: Objects) -> dict[str, object]:
    """Return the objects of a route, by kind; none for one that leads to no one's."""
    if "<" not in route and "(" not in route:
        return objects.pages if route.startswith("admin/bulk/wagtailcore/page/") else {}
    if route.startswith("drafts/") or "<uuid:link_id>" in route:
        return objects.links
    for beginning, found in (
        ("admin/users/", objects.users),
        ("admin/groups/", objects.groups),
        ("admin/images/", objects.images),
        ("admin/api/main/^images/", objects.images),
        ("admin/documents/", objects.documents),
        ("admin/api/main/^documents/", objects.documents),
        ("documents/^", objects.documents),
        ("admin/imports/<uuid", objects.runs),
        ("^((?:[\\w\\-]+/)*)$", objects.pages),
        ("^(?P<path>(?:[\\w\\-]+/)*)index", objects.pages),
        ("media/", objects.images),
        ("api/v3/images/<", objects.images),
        ("api/v3/documents/<", objects.documents),
        ("api/v3/pages/<", objects.pages),
        ("_util/authenticate", {}),
    ):
        if route.startswith(beginning):
            return found
    is_fixed = "add/<slug:content" in route or "index_id" in route or "workflow" in route
    return objects.pages if PAGE_ROUTES.match(route) and not is_fixed else {}


def filled(route: str, objects: Objects, kind: str, blog: int) -> str:
    found = kinds_of(route, objects).get(kind)

    def fill(match: re.Match) -> str:
        return str(argument(match[1] or match[2] or "", route, found, objects, kind, blog))

    if route.startswith("documents/^"):
        return found.url
    address = "/" + re.sub(r"[\^$]", "", ARGUMENT.sub(fill, route)).replace("\\", "")
    if route.startswith("admin/bulk/"):
        return f"{address}?id={bulk_id(route, objects, kind)}"
    return address


def bulk_id(route: str, objects: Objects, kind: str) -> int:
    model = route.split("/")[3]
    by_kind = {"page": objects.pages, "image": objects.images, "document": objects.documents,
               "user": objects.users}  # fmt: skip
    if model in by_kind:
        return by_kind[model][kind].pk
    return objects.single[model]


def argument(name: str, route: str, found, objects: Objects, kind: str, blog: int):
    single = objects.single
    if route.startswith("^sitemap"):
        return blog if route.startswith("^sitemap-topics") else 0
    if name in ("", "path") and found is not None and hasattr(found, "get_url"):
        return (found.get_url() or "/").strip("/") + "/"
    if route.startswith("media/"):
        return found.file.name
    if route.startswith("drafts/"):
        return found.token
    if name == "link_id":
        return found.pk
    if name == "page_id" and found is not None and hasattr(found, "token"):
        return found.page_id
    if name == "revision_id" and found is not None:
        return found.latest_revision_id
    if name in ("workflow_state_id",):
        return single["state"]
    if name == "task_state_id":
        return single["task_state"]
    if name == "page_id" and "workflow" in route:
        return single["in_review"]
    if name == "task_id":
        return single["tasks"]
    if name in ("restriction_id",):
        return single["restriction"]
    if name == "page_view_restriction_id":
        return single["page_restriction"]
    if route.startswith("_util/") and name == "page_id":
        return objects.pages["private"].pk
    if name == "destination_id":
        return single["destination"]
    if name == "page_pk":
        return objects.pages[OWN].pk
    if name == "workflow_pk":
        return single["workflows"]
    if "add/<slug:content" in route and name == "parent_page_id":
        return blog
    if name in WORDS:
        word = WORDS[name].format(blog=blog)
        if route.startswith("admin/settings/"):
            return {"app_name": "blog", "model_name": "siteidentity"}.get(name, word)
        if route.startswith("admin/workflows/tasks/add"):
            return {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}[name]
        if route.startswith("admin/tag-autocomplete"):
            return {"app_name": "blog", "model_name": "tag"}[name]
        return word
    if found is not None:
        return found.pk
    if route.startswith("admin/settings/"):
        return single["identity"]
    for pattern, key in SINGLE:
        if match := re.match(pattern, route):
            return single[key or match[1]]
    return 1
