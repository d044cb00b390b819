"""Every address of the admin, asked for with what no form of ours sends, by each role."""

import os
import re
import sys
from itertools import cycle

import pytest
from django.core.signals import got_request_exception
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from home.roles.standard_roles import ADMINS, AUTHORS, EDITORS
from tests.factories import AuthorFactory, SeriesFactory, TagFactory, UserFactory

NINES = "9" * 25
NAMES = ("id", "owner", "author", "tag", "series", "site", "user", "content_type", "ordering",
         "collection_id", "uploaded_id", "page_type", "locale", "next", "p", "export")  # fmt: skip
TRIES = [
    ("get", {}),
    *(("get", dict.fromkeys(NAMES[:-2], value)) for value in ("abc", NINES, "-1", "", "😀")),
    *(("get", {"id": value}) for value in ("abc", NINES)),
    ("get", {"p": NINES}),
    ("get", {"owner": NINES}),
    ("get", {"id": "all", "childOf": "abc"}),
    ("post", {}),
    ("post", {"title": "x", "slug": "x", "body-count": "abc"}),
    ("post", {"body-count": NINES}),
    ("post", dict.fromkeys(NAMES, "abc")),
]
BULK = [
    *(f"wagtailcore/page/{action}" for action in ("delete", "move", "publish", "unpublish")),
    *(f"wagtailimages/image/{action}" for action in ("delete", "add_tags", "add_to_collection")),
    *(f"auth/user/{action}" for action in ("delete", "assign_role", "set_active_state")),
    "wagtaildocs/document/delete",
    "blog/tag/delete",
    "x/y/z",
]
# Signs out; and what leads nowhere.
LEFT_OUT = re.compile(r"logout/|\^\.\*/\$")


def patterns(resolvers, prefix=""):
    for each in resolvers:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern)


def addresses(page):
    """Yield each admin address with ids that are there, and with ids that no database holds."""
    for pattern in sorted(set(patterns(get_resolver().url_patterns))):
        if pattern.startswith("admin/") and not LEFT_OUT.search(pattern):
            yield "/" + filled(pattern, page=str(page), number="1", word="1")
            yield "/" + filled(pattern, page=NINES, number=NINES, word="abc")
    yield from (f"/admin/bulk/{each}/" for each in BULK)


def filled(pattern, *, page, number, word):
    def fill(match):
        kind, name = match.groups()
        if kind == "int" or name == "pk":
            return page if "page" in name else number
        if kind == "uuid":
            return "00000000-0000-0000-0000-000000000001"
        return "blog" if "app" in name else "blogpostpage" if "model" in name else word

    pattern = re.sub(r"\(\?P<pk>\\d\+\)", page, pattern)
    pattern = re.sub(r"\(\?P<revision_id_a>.*\)/\$$", f"{number}...{number}/", pattern)
    return re.sub(r"<(?:(\w+):)?(\w+)>", fill, re.sub(r"[\^$]", "", pattern))


@pytest.mark.parametrize("role", [ADMINS, EDITORS, AUTHORS])
def test_nothing_that_is_sent_is_a_server_error(client, post, role):
    user = UserFactory(group=role)
    post.owner = user
    post.save_revision()
    AuthorFactory(), TagFactory(), SeriesFactory()
    client.force_login(user)
    client.raise_request_exception = False
    errors, found = [], set()
    got_request_exception.connect(
        lambda **kwargs: errors.append(repr(sys.exc_info()[1])), weak=False, dispatch_uid="walk"
    )
    every = list(addresses(post.pk))
    assert len(every) > 400
    for number, (address, each) in enumerate(chosen(every, role)):
        method, data = each
        answer = getattr(client, method)(address, data)
        if answer.status_code >= 500:
            found.add(f"{method} {address} {str(data)[:80]}: {errors[-1:]}")
        if "_auth_user_id" not in client.session or number % 50 == 0:
            client.force_login(user)
    got_request_exception.disconnect(dispatch_uid="walk")
    assert not found, "\n".join(sorted(found))


def chosen(every, role):
    """All pairs of an address and a try with WALK=full; else a share of the addresses, in turn."""
    if os.environ.get("WALK") == "full":
        return [(address, each) for address in every for each in TRIES]
    start = (ADMINS, EDITORS, AUTHORS).index(role)
    return list(zip(every[start::11], cycle(TRIES), strict=False))


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/admin/bulk/wagtailcore/page/delete/?id=abc"),
        ("get", f"/admin/posts/?owner={NINES}"),
        ("post", "/admin/pages/{page}/edit/"),
        ("get", "/admin/choose-page/chosen-multiple/?id=abc"),
        ("get", f"/admin/images/chooser/chosen-multiple/?id={NINES}"),
        ("get", "/admin/choose-page/chosen-multiple/?id=1"),
        ("post", "/admin/choose-external-link/"),
        ("post", "/admin/pages/{page}/copy/"),
        ("get", "/admin/documents/chooser/chosen/abc/"),
        ("get", "/admin/login/?next=abc"),
    ],
)
def test_a_malformed_request_is_told_so(client, post, method, address):
    client.force_login(UserFactory(group=ADMINS))
    client.raise_request_exception = False
    answer = getattr(client, method)(address.format(page=post.pk))
    assert answer.status_code < 500


def test_a_fault_of_ours_stays_one(client, site, monkeypatch):
    client.force_login(UserFactory(group=ADMINS))
    client.raise_request_exception = False

    def fail(*args):
        raise ValueError("invalid literal for int() with base 10: 'ours'")

    monkeypatch.setattr("wagtail.admin.views.home.HomeView.get_context_data", fail)
    assert client.get("/admin/?id=theirs").status_code == 500
    assert client.get("/admin/?id=ours").status_code == 400


@pytest.mark.parametrize(
    ("address", "roles"),
    [
        ("/admin/failwhale/", []),
        ("/admin/users/copy/1/", []),
        ("/admin/searchpicks/queries/chooser/", [EDITORS, ADMINS]),
        ("/admin/searchpicks/queries/chooser/results/", [EDITORS, ADMINS]),
        ("/admin/reports/searches/", [ADMINS]),
        ("/admin/searchpicks/", [EDITORS, ADMINS]),
        ("/admin/users/", [ADMINS]),
        ("/admin/groups/", [ADMINS]),
        ("/admin/redirects/", [EDITORS, ADMINS]),
        ("/admin/workflows/list/", [ADMINS]),
        ("/admin/sites/", [ADMINS]),
        ("/admin/collections/", [ADMINS]),
        ("/admin/images/", [AUTHORS, EDITORS, ADMINS]),
    ],
)
def test_who_may_see_what(client, site, address, roles):
    for role in (AUTHORS, EDITORS, ADMINS):
        client.force_login(UserFactory(group=role))
        assert (client.get(address).status_code == 200) == (role in roles), role
