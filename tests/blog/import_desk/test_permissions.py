"""Imports are for whoever may add posts, publish them, and add what belongs to them."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission

from blog.import_desk.tasks import go_on
from blog.models import ImportRun
from tests.blog.import_desk.runs import act, page_of, send
from tests.blog.importing.folders import imported
from tests.factories import UserFactory
from tests.queue import run_waiting

ADDRESSES = ["new_import", "begin_import"]
RUN_ADDRESSES = ["import_run", "import_files", "import_report"]


def visitor(*permissions: str):
    """Return someone who may enter the admin and no more."""
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def test_imports_are_private_to_whoever_may_add_posts_there(client, desk, blog, home, archive):
    run = send(desk, blog, archive)
    client.force_login(visitor())
    answers = [
        *(client.post(reverse(name, args=[blog.pk])) for name in ADDRESSES[1:]),
        *(client.get(reverse(name, args=[blog.pk])) for name in ADDRESSES[:1]),
        *(client.post(reverse(name, args=[run.pk])) for name in RUN_ADDRESSES),
        *(client.get(reverse(name, args=[run.pk])) for name in ("import_run", "import_report")),
        client.get(reverse("imports")),
    ]
    # Wagtail leads whoever may not to its home page.
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url for answer in answers} == {"/admin/"}
    assert ImportRun.objects.get().state == "trying"


def test_strangers_see_no_import(client, desk, blog, archive):
    run = send(desk, blog, archive)
    client.logout()
    for address in (reverse("import_run", args=[run.pk]), reverse("imports")):
        assert client.get(address).url.startswith("/admin/login/")


def test_an_author_imports_drafts_and_may_not_publish(client, writer, blog, archive):
    client.force_login(writer)
    run = send(client, blog, archive)
    run_waiting(go_on)
    assert "Import and publish" not in page_of(client, run)
    act(client, run, "publish")
    run.refresh_from_db()
    assert run.state == "tried"
    ImportRun.objects.update(is_publishing=True, state="importing")
    go_on.func(str(run.pk))
    assert not imported("a.md").live


def test_only_who_began_it_sends_more_files(client, desk, blog, archive):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    client.force_login(UserFactory(group="Editors"))
    assert client.post(reverse("import_files", args=[run.pk])).status_code == 302
    run.refresh_from_db()
    assert run.state == "tried"


def test_nobody_has_published_what_an_author_sent(client, desk, writer, blog, archive):
    client.force_login(writer)
    run = send(client, blog, archive)
    run_waiting(go_on)
    assert "Import and publish" not in page_of(desk, run)
    act(desk, run, "publish")
    run.refresh_from_db()
    assert run.state == "tried"


@pytest.fixture
def textual(writer):
    """An author who may add neither images nor documents."""
    GroupCollectionPermission.objects.filter(group__in=writer.groups.all()).delete()
    return writer


def test_who_may_not_add_images_is_told_before_and_brings_the_words(client, textual, blog, archive):
    client.force_login(textual)
    asked = client.get(reverse("new_import", args=[blog.pk])).content.decode()
    assert "You may not add images" in asked
    assert "You may not add documents" in asked
    run = send(client, blog, archive)
    run_waiting(go_on)
    assert "Whoever imports it may not add images." in page_of(client, run)
    act(client, run, "import")
    run_waiting(go_on)
    assert imported("a.md").title == "A"
    assert not get_image_model().objects.exists()
