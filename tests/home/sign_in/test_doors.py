"""No road leads to a session without the second factor."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.models import ModelLogEntry, PageViewRestriction

from blog.models import SiteIdentity
from home.audit_log.actions import FACTOR_FAILED, RECOVERY_CODE_USED, ROLES_GIVEN, SIGNED_IN
from home.sign_in import urls
from tests.factories import UserFactory
from tests.people import restrict
from tests.second_factor import CODE, LOGIN, PASSWORD, App, give_code, give_password, recovery_codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unthrottled")]

DOORS = [LOGIN, "/_util/login/"]


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def log_of(user) -> list[str]:
    entries = ModelLogEntry.objects.for_instance(user).exclude(action=ROLES_GIVEN)
    return [entry.action for entry in entries.order_by("pk")]


@pytest.mark.parametrize("door", DOORS)
def test_the_password_alone_opens_nothing(client, user, app, door):
    answer = give_password(client, user, door, next="/admin/pages/")
    assert answer["Location"] == CODE
    assert SESSION_KEY not in client.session
    assert not is_in(client)
    assert client.get("/admin/account/")["Location"].startswith(LOGIN)
    assert give_code(client, app.code())["Location"] == "/admin/pages/"
    assert is_in(client)
    assert log_of(user) == [SIGNED_IN]
    message = ModelLogEntry.objects.for_instance(user).get(action=SIGNED_IN).message
    assert message == "Signed in with password + authenticator app"


@pytest.mark.parametrize("door", DOORS)
def test_without_a_factor_the_password_is_enough(client, user, door):
    assert give_password(client, user, door, next="/admin/")["Location"] == "/admin/"
    assert is_in(client)


def test_a_private_page_opens_after_the_code(client, post, user, app):
    restrict(post, PageViewRestriction.LOGIN)
    give_password(client, user, DOORS[1], next=post.url)
    assert client.get(post.url).status_code == 302
    assert give_code(client, app.code())["Location"] == post.url
    assert client.get(post.url).status_code == 200


def test_remember_me_holds_for_the_session_that_the_code_opens(client, user, app):
    for remember, is_kept in (("on", True), ("", False)):
        give_password(client, user, remember=remember)
        give_code(client, app.code())
        assert client.session.get_expire_at_browser_close() is not is_kept
        client.logout()
        user.authenticator_set.update(data={"secret": app.secret})


@pytest.mark.parametrize("code", ["", "000000", "abc", "1" * 500, "١٢٣٤٥٦"])
def test_a_wrong_code_opens_nothing(client, user, app, code):
    give_password(client, user)
    assert give_code(client, code).status_code == 200
    assert not is_in(client)
    assert log_of(user) == ([FACTOR_FAILED] if code else [])


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_clocks_may_differ_by_one_step(client, user, app, steps, is_taken):
    give_password(client, user)
    give_code(client, app.code(steps))
    assert is_in(client) is is_taken


def test_a_code_is_good_once_in_any_process(client, user, app):
    code = app.code()
    give_password(client, user)
    give_code(client, code)
    assert is_in(client)
    # What a cache would remember is gone with the next change of the site.
    cache.clear()
    other = Client()
    give_password(other, user)
    for spelling in (code, f"{code[:3]} {code[3:]}"):
        assert give_code(other, spelling).status_code == 200
    assert not is_in(other)


def test_a_recovery_code_is_good_once_and_told_of(client, user, app):
    first, second, *_ = recovery_codes(user)
    give_password(client, user)
    give_code(client, first)
    assert is_in(client)
    assert log_of(user) == [RECOVERY_CODE_USED, SIGNED_IN]
    other = Client()
    give_password(other, user)
    assert give_code(other, first).status_code == 200
    assert give_code(other, second).status_code == 302


# Commits empty the database in the end, which the quick tests of its process would miss.
@pytest.mark.processes
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_of_two_clicks_at_once_one_gets_in(kind):
    user = UserFactory(username="mira", group="Editors")
    app = App(user)
    code = app.code() if kind == "app" else recovery_codes(user)[0]
    clients = [Client(), Client()]
    for client in clients:
        give_password(client, user)

    def click(client: Client) -> int:
        try:
            return give_code(client, code).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, clients)) == [200, 302]


def test_a_reset_password_signs_nobody_in(client, user, app):
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    address = reverse("wagtailadmin_password_reset_confirm", args=[uid, token])
    form = client.get(address)["Location"]
    data = {"new_password1": "another-lamp-43", "new_password2": "another-lamp-43"}
    assert client.post(form, data).status_code == 302
    assert SESSION_KEY not in client.session
    answer = client.post(LOGIN, {"username": "mira", "password": "another-lamp-43"})
    assert answer["Location"] == CODE
    assert not is_in(client)


def test_a_session_that_gave_no_factor_is_nobodys(client, post, user, app):
    """Whatever view made it: `force_login` stands for one that knows of no factor."""
    restrict(post, PageViewRestriction.LOGIN)
    client.force_login(user)
    assert client.get("/admin/")["Location"].startswith(LOGIN)
    assert client.get(post.url).status_code == 302
    # The form is open to it, as to anybody.
    assert client.get(LOGIN).status_code == 200
    give_password(client, user)
    give_code(client, app.code())
    assert is_in(client)


def test_a_session_from_before_the_factor_ends_with_it(client, user):
    give_password(client, user)
    assert is_in(client)
    App(user)
    assert not is_in(client)


def test_another_users_proof_is_none(client, user, app):
    other = UserFactory(username="noor", group="Editors")
    App(other)
    give_password(client, user)
    give_code(client, app.code())
    session = client.session
    client.force_login(other)
    proof = {key: value for key, value in session.items() if not key.startswith("_auth")}
    changed = client.session
    changed.update(proof)
    changed.save()
    assert not is_in(client)


def test_a_code_without_a_password_leads_to_the_login_form(client, user, app):
    for answer in (client.get(CODE), give_code(client, app.code())):
        assert answer.status_code == 302
        assert client.get(answer["Location"], follow=True).redirect_chain[-1][0] == LOGIN
    assert not is_in(client)


def test_a_password_of_long_ago_is_asked_again(client, user, app, settings):
    give_password(client, user)
    settings.ACCOUNT_LOGIN_TIMEOUT = -1
    give_code(client, app.code())
    assert not is_in(client)


def test_whoever_is_deactivated_meanwhile_stays_out(client, user, app):
    give_password(client, user)
    user.is_active = False
    user.save()
    give_code(client, app.code())
    assert not is_in(client)


def test_leaving_forgets_the_password(client, user, app):
    give_password(client, user)
    client.post(reverse("wagtailadmin_logout"))
    give_code(client, app.code())
    assert not is_in(client)


def test_only_the_pages_of_allauth_that_are_needed_are_routed():
    ours = {each.name for each in (*urls.DOORS, *urls.PAGES)}
    for pattern in _patterns(get_resolver()):
        if "allauth" in getattr(pattern.callback, "__module__", ""):
            assert pattern.name in ours, pattern


def _patterns(resolver):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from _patterns(each)
        else:
            yield each


def test_known_and_unknown_names_are_answered_alike(client, user, app):
    known = client.post(LOGIN, {"username": "mira", "password": "wrong"})
    unknown = client.post(LOGIN, {"username": "nobody", "password": "wrong"})
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors
    assert PASSWORD not in known.content.decode()


def test_the_form_says_whose_site_it_is(client, site):
    identity = SiteIdentity.for_site(site)
    identity.name = "Loss & Rate"
    identity.save()
    assert "Sign in to Loss &amp; Rate" in client.get(LOGIN).content.decode()
