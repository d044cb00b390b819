"""Lists every route of the site, and the addresses that lead to one person's objects."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from hashlib import sha256

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.api.v3.api import api
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
    Task,
    Workflow,
)

from blog.bin.putting import put_in_bin
from blog.models import BlogPostPage, DraftLink, ImportRun, Webhook
from home.api.tokens import make_token
from home.models import FactorRequirement, Invitation
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ImageFactory,
    QueryFactory,
    SeriesFactory,
    SourceFactory,
    TagFactory,
    UserFactory,
)
from tests.people import restrict

OWN, OTHER, PRIVATE = KINDS = ("own", "other", "private")
# Where a token stands for its user, and a session for nobody.
API = "api/v3/"
BULK = "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/"


def routes(resolvers=None, prefix="") -> Iterator[str]:
    """Yield the route of each pattern, and for bulk actions one each."""
    for each in resolvers or get_resolver().url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, route)
        elif route == BULK:
            yield from bulk_routes()
        else:
            yield route


def bulk_routes() -> Iterator[str]:
    bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")  # has it look for them
    for app_label, models in bulk_action_registry.actions.items():
        for model_name, actions in models.items():
            for action in actions:
                yield f"admin/bulk/{app_label}/{model_name}/{action}/"


def methods_of(route: str) -> tuple[str, ...]:
    """Return the methods that a route is asked by: of the API's, those that are documented."""
    if not route.startswith(API):
        return ("GET", "POST")
    path = "/" + route.removeprefix(API).replace("<", "{").replace(">", "}")
    return tuple(method.upper() for method in _documented().get(path, {"get": {}}))


@cache
def _documented() -> dict[str, dict]:
    """Return the API's methods by their paths: to describe it takes a second each time."""
    return api.get_openapi_schema(path_prefix="")["paths"]


@dataclass
class Objects:
    """Ids by what an argument names, for one person: their own, another's, a private one."""

    pages: dict[str, Page]
    users: dict[str, User]
    groups: dict[str, Group]
    images: dict[str, object]
    documents: dict[str, Document]
    links: dict[str, DraftLink]
    runs: dict[str, ImportRun]
    single: dict[str, object] = field(default_factory=dict)


def make_objects(blog: Page, people: dict[str, User | None]) -> dict[str, Objects]:
    """Make what each person's addresses name; shared but for what is theirs."""
    soon = timezone.now() + timedelta(days=1)
    colleague, root = UserFactory(group="Editors"), UserFactory(is_superuser=True)
    closed = Collection.get_first_root_node().add_child(name="Closed")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type="password", password="open-sesame"
    )

    def page_of(owner, title) -> BlogPostPage:
        page = BlogPostPageFactory(parent=blog, owner=owner, title=title)
        page.save_revision(user=owner)
        return page

    def image_of(owner, collection=None):
        place = collection or Collection.get_first_root_node()
        made = ImageFactory(uploaded_by_user=owner, collection=place)
        made.get_file_size()  # which the first look at it keeps
        return made

    def document_of(owner, title, **fields) -> Document:
        file = ContentFile(b"text", name=f"{title}.txt")
        made = Document.objects.create(title=title, file=file, uploaded_by_user=owner, **fields)
        made.get_file_size()
        return made

    def link_to(page) -> DraftLink:
        return DraftLink.objects.create(page=page, created_by=page.owner, expires_at=soon)

    def run_of(user) -> ImportRun:
        return ImportRun.objects.create(index=blog, user=user, name="Archive")

    pages = {OTHER: page_of(colleague, "Other"), PRIVATE: page_of(colleague, "Private")}
    restrict(pages[PRIVATE], PageViewRestriction.GROUPS)
    images = {
        OTHER: image_of(colleague),
        PRIVATE: image_of(colleague, collection=closed),
    }
    documents = {
        OTHER: document_of(colleague, "other"),
        PRIVATE: document_of(colleague, "private", collection=closed),
    }
    links = {kind: link_to(page) for kind, page in pages.items()}
    runs = {OTHER: run_of(colleague)}
    single = make_single(blog, colleague, closed, restriction, pages[PRIVATE])
    groups = {name: Group.objects.get(name=name) for name in ("Authors", "Editors", "Admins")}
    found = {}
    for name, person in people.items():
        owner = person or None
        own = page_of(owner, f"Of {name}")
        found[name] = Objects(
            pages={OWN: own, **pages},
            users={OWN: owner or colleague, OTHER: colleague, PRIVATE: root},
            groups={
                OWN: (owner and owner.groups.first()) or groups["Authors"],
                OTHER: groups["Editors"],
                PRIVATE: groups["Admins"],
            },
            images={OWN: image_of(owner), **images},
            documents={OWN: document_of(owner, name), **documents},
            links={OWN: link_to(own), **links},
            runs={OWN: run_of(owner), **runs},
            single=single,
        )
    return found


def make_single(blog, colleague, closed, restriction, private) -> dict[str, object]:
    """Return the objects of which one stands for all, by the part of a route that names them."""
    draft = BlogPostPageFactory(parent=blog, live=False, owner=colleague)
    draft.save_revision(user=colleague)
    state = Workflow.objects.get().start(draft, colleague)
    group = Group.objects.create(name="Far away")
    invitation = Invitation.objects.create(
        email="new@example.org",
        mailbox="new@example.org",
        role=Group.objects.get(name="Authors"),
        invited_by=UserFactory(group="Admins"),
        digest=sha256(b"guess").hexdigest(),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return {
        "api-tokens": make_token(colleague, "Another's")[0].pk,
        "author": AuthorFactory().pk,
        "bin": put_in_bin(BlogPostPageFactory(parent=blog, owner=colleague)).pk,
        "series": SeriesFactory().pk,
        "source": SourceFactory().pk,
        "tag": TagFactory().pk,
        "redirects": Redirect.objects.create(old_path="/old", redirect_link="/").pk,
        "searchpicks": QueryFactory().pk,
        "sites": Site.objects.get().pk,
        "tasks": Task.objects.get().pk,
        "workflows": Workflow.objects.get().pk,
        "collections": closed.pk,
        "invitations": invitation.pk,
        "state": state.pk,
        "task_state": state.current_task_state.pk,
        "in_review": draft.pk,
        "destination": BlogIndexPageFactory(parent=blog.get_parent(), slug="elsewhere").pk,
        "required-second-factors": FactorRequirement.objects.create(group=group).pk,
        "webhooks": Webhook.objects.create(name="Mirror", url="https://mirror.example/").pk,
        "restriction": restriction.pk,
        "page_restriction": private.view_restrictions.get().pk,
        "identity": Site.objects.get().pk,
        "type": ContentType.objects.get_for_model(BlogPostPage).pk,
    }
