"""A page goes to the bin, shows nowhere, and comes back as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, Revision, Workflow
from wagtail.models.reference_index import ReferenceIndex

from blog.bin.bringing_back import bring_back
from blog.bin.putting import put_in_bin
from blog.follow_up.rerendering import rerender_pages
from blog.import_desk.permissions import open_blogs
from blog.management.blogs import find_blog
from blog.models import BinnedPage, BlogPostPage, DraftLink, ImportedFile, PublishedVersion
from blog.models.unpublished.binned_page import is_binned
from config.background.scheduler import publish_due, unpublish_expired
from search.models import SearchPage
from search.public.visibility import public_pages
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ImageFactory,
    StandardPageFactory,
    UserFactory,
)
from tests.queue import run_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtail_indexes")]


def delete(client, page, **data):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), data, follow=True)


def come_back(client, page, **data):
    row = BinnedPage.objects.get(page=page)
    data = {"parent": row.parent_id, "slug": row.page.slug, **data}
    return client.post(reverse("bring_back", args=[row.pk]), data, follow=True)


@pytest.fixture
def full_post(blog):
    """A post with a picture, two published versions, an alias elsewhere, and an old address."""
    picture = ImageFactory(title="Curve")
    body = [("figure", {"image": {"image": picture.pk, "alt_text": "Loss", "decorative": False}})]
    post = BlogPostPageFactory(parent=blog, title="Drift", slug="before", cover=picture, body=body)
    BlogPostPageFactory(parent=blog, title="After it in the tree")
    post.slug = "drift"
    post.save_revision().publish()
    post.change_note = "Corrected the rate"
    post.save_revision().publish()
    for path in ("/short", "/blog/before"):
        Redirect.objects.create(old_path=path, redirect_page=post)
    elsewhere = BlogIndexPageFactory(parent=blog.get_parent(), slug="elsewhere")
    post.create_alias(parent=elsewhere, update_slug="drift")
    return BlogPostPage.objects.get(pk=post.pk)


def state_of(post):
    """All that a post is, with what hangs on it."""
    post = BlogPostPage.objects.get(pk=post.pk)
    fields = {field.attname: field.value_from_object(post) for field in post._meta.concrete_fields}
    fields["body"] = list(post.body.raw_data)
    return {
        **fields,
        "revisions": list(post.revisions.order_by("pk").values_list("pk", "content")),
        "notes": list(PublishedVersion.objects.of(post).values_list("pk", "note")),
        "aliases": list(post.aliases.values_list("pk", "url_path", "live", "alias_of")),
        "redirects": sorted(Redirect.objects.values_list("old_path", "redirect_page")),
        "order": list(post.get_siblings().values_list("pk", flat=True)),
        "used": sorted(
            ReferenceIndex.get_references_for_object(post).values_list("to_object_id", "model_path")
        ),
    }


def test_a_post_comes_back_whole(desk, client, full_post):
    before, address = state_of(full_post), full_post.url
    alias = full_post.aliases.get()
    assert client.get(address).status_code == client.get(alias.url).status_code == 200
    assert "is in the bin" in delete(desk, full_post).content.decode()
    assert is_binned(Page.objects.get(pk=full_post.pk))
    assert not public_pages(Page.objects.filter(pk__in=[full_post.pk, alias.pk])).exists()
    assert not SearchPage.objects.filter(pk=full_post.pk).exists()
    for path in (address, alias.url, f"{address}index.md", f"{address}changes/", f"{address}x/"):
        answer = client.get(path)
        assert answer.status_code == 410, path
        # Else a browser might keep it for long.
        assert answer["Cache-Control"] == client.get("/nothing/")["Cache-Control"]
    assert client.get("/short/").status_code == 404
    assert "is back" in come_back(desk, full_post).content.decode()
    after = state_of(full_post)
    # Only treebeard's place in the tree is another; the order is the same.
    assert {**after, "path": before["path"]} == before
    assert client.get(address).status_code == client.get(alias.url).status_code == 200
    assert client.get("/short/").status_code == client.get("/blog/before/").status_code == 301
    assert SearchPage.objects.filter(pk=full_post.pk).exists()
    assert not BinnedPage.objects.exists()
    assert Page.get_root_nodes().last().get_descendant_count() == 0


def test_a_draft_link_opens_again_with_its_page(client, post):
    post.save_revision()
    link = DraftLink.objects.create(page=post, expires_at=timezone.now() + timedelta(days=1))
    row = put_in_bin(post)
    assert client.get(link.get_absolute_url()).status_code == 404
    bring_back(row, parent=row.parent, slug="drift")
    assert client.get(link.get_absolute_url()).status_code == 200


def test_the_site_history_tells_of_both(desk, editor, post):
    delete(desk, post)
    come_back(desk, post)
    told = PageLogEntry.objects.filter(page_id=post.pk, user=editor).values_list(
        "action", flat=True
    )
    assert {"blog.bin.put", "blog.bin.bring_back", "wagtail.move"} == set(told)


def test_a_blog_goes_with_its_posts(desk, client, blog, post):
    draft = BlogPostPageFactory(parent=blog, live=False, slug="never-seen")
    delete(desk, blog)
    addresses = ("/blog/", "/blog/feed.xml", "/blog/drift/", "/blog/never-seen/", "/blog/tags/x/")
    assert {path: client.get(path).status_code for path in addresses} == dict.fromkeys(
        addresses, 410
    )
    come_back(desk, blog)
    assert client.get("/blog/").status_code == client.get("/blog/drift/").status_code == 200
    draft.refresh_from_db()
    assert not draft.live


@pytest.mark.parametrize("is_private", [False, True])
def test_an_address_that_nobody_saw_tells_nothing(client, blog, is_private):
    secret = BlogPostPageFactory(parent=blog, slug="secret", live=is_private)
    if is_private:
        secret.view_restrictions.create(restriction_type="login")
    put_in_bin(secret)
    assert client.get("/blog/secret/").status_code == 404


def test_an_address_in_any_script(client, blog):
    post = BlogPostPageFactory(parent=blog, slug="größe-漂移")
    put_in_bin(post)
    assert client.get(post.url).status_code == 410


def test_an_address_too_long_for_its_column_is_not_kept(client, blog):
    put_in_bin(BlogPostPageFactory(parent=blog, slug="x" * 255))
    assert BinnedPage.objects.get().address == ""


def test_several_at_once_go_with_what_is_chosen_below_them(desk, blog, post, home):
    page = StandardPageFactory(parent=home)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = f"{url}?id={blog.pk}&id={post.pk}&id={page.pk}&next=/admin/"
    assert "goes to the bin" in desk.get(chosen).content.decode()
    desk.post(chosen)
    assert set(BinnedPage.objects.values_list("page", flat=True)) == {blog.pk, page.pk}
    post.refresh_from_db()
    assert is_binned(post)


@pytest.mark.parametrize("is_bulk", [False, True])
def test_a_front_page_is_refused(admin_client, home, site, is_bulk):
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    single = reverse("wagtailadmin_pages:delete", args=[home.pk])
    url = f"{bulk}?id={home.pk}&next=/admin/" if is_bulk else single
    assert "is the front page of a site" in admin_client.post(url, follow=True).content.decode()
    home.refresh_from_db()
    assert not is_binned(home)


def test_a_slug_that_was_taken_meanwhile(desk, client, blog, post):
    post.title = "A draft newer than the page"
    post.save_revision()
    delete(desk, post)
    newcomer = BlogPostPageFactory(parent=blog, slug="drift", title="Newcomer")
    newcomer.save_revision().publish()
    assert "Newcomer" in client.get("/blog/drift/").content.decode()
    row = BinnedPage.objects.get()
    shown = desk.get(reverse("bring_back", args=[row.pk]))
    assert shown.context["form"].initial == {"parent": blog.pk, "slug": "drift-1"}
    assert "Another page has the slug" in shown.content.decode()
    assert "This slug is taken there." in come_back(desk, post).content.decode()
    assert "choose another slug" in come_back(desk, post, slug="tags").content.decode()
    come_back(desk, post, slug="drift-1")
    assert client.get("/blog/drift-1/").status_code == 200
    assert "Newcomer" in client.get("/blog/drift/").content.decode()
    post = BlogPostPage.objects.get(pk=post.pk)
    assert post.get_latest_revision_as_object().slug == "drift-1"
    post.get_latest_revision().publish()
    assert BlogPostPage.objects.get(pk=post.pk).title == "A draft newer than the page"
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("is_binned_too", [False, True])
def test_a_place_that_is_gone_by_then(desk, client, blog, post, is_binned_too):
    other = BlogIndexPageFactory(parent=blog.get_parent(), slug="other")
    put_in_bin(post)
    if is_binned_too:
        put_in_bin(blog)
    else:
        blog.delete()
    row = BinnedPage.objects.get(page=post)
    shown = desk.get(reverse("bring_back", args=[row.pk]))
    assert shown.context["form"].initial["parent"] == other.pk
    assert "choose another place" in shown.content.decode()
    assert "form__errors" not in come_back(desk, post, parent=other.pk).content.decode()
    assert client.get("/other/drift/").status_code == 200
    assert not Redirect.objects.exists()


def test_a_place_must_suit_the_type(desk, home, blog, post):
    delete(desk, post)
    for parent in (home.pk, post.pk, 0, Page.get_root_nodes().last().pk):
        come_back(desk, post, parent=parent)
    assert BinnedPage.objects.count() == 1


def test_nothing_goes_live_in_the_bin(blog, editor):
    soon, later = (timezone.now() + timedelta(minutes=minutes) for minutes in (1, 60))
    posts = [BlogPostPageFactory(parent=blog, live=False, go_live_at=at) for at in (soon, later)]
    for post in posts:
        post.save_revision(approved_go_live_at=post.go_live_at)
    rows = [put_in_bin(post) for post in posts]
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    BinnedPage.objects.filter(pk=rows[0].pk).update(
        kept={
            **rows[0].kept,
            "schedules": dict.fromkeys(
                rows[0].kept["schedules"], (timezone.now() - timedelta(minutes=1)).isoformat()
            ),
        }
    )
    publish_due()
    unpublish_expired()
    over = [
        bring_back(row, parent=blog, slug=row.page.slug)
        for row in BinnedPage.objects.order_by("pk")
    ]
    assert over == [1, 0]
    scheduled = Revision.objects.get(approved_go_live_at__isnull=False)
    assert (int(scheduled.object_id), scheduled.approved_go_live_at) == (posts[1].pk, later)
    assert not BlogPostPage.objects.filter(live=True).exists()


def test_a_review_ends(desk, blog, editor, writer):
    post = BlogPostPageFactory(parent=blog, live=False, owner=writer)
    post.save_revision(user=writer)
    Workflow.objects.get().start(post, writer)
    delete(desk, post)
    post = BlogPostPage.objects.get(pk=post.pk)
    assert not post.workflow_in_progress
    assert post.workflow_states.get().status == "cancelled"


def test_a_blog_in_the_bin_is_no_blog_to_import_into(admin_user, blog):
    put_in_bin(BlogIndexPageFactory(parent=blog.get_parent(), slug="second"))
    assert find_blog(None) == blog
    assert open_blogs(admin_user) == [blog]
    with pytest.raises(CommandError):
        find_blog("second")


def test_the_importer_takes_it_for_deleted_until_it_is_back(blog, post):
    file = ImportedFile.objects.create(index=blog, path="drift.md", post=post, checksum="x")
    row = put_in_bin(post)
    file.refresh_from_db()
    assert file.post is None
    bring_back(row, parent=blog, slug="drift")
    file.refresh_from_db()
    assert file.post == post


def test_an_alias_alone_leaves_its_source(client, full_post):
    alias = full_post.aliases.get()
    put_in_bin(alias)
    assert client.get(full_post.url).status_code == 200
    full_post.title = "Renamed meanwhile"
    full_post.save_revision().publish()
    row = BinnedPage.objects.get()
    bring_back(row, parent=row.parent, slug="drift")
    alias = BlogPostPage.objects.get(alias_of=full_post)
    assert alias.title == "Renamed meanwhile"
    assert client.get("/elsewhere/drift/").status_code == 200


def test_an_alias_without_its_place_stays_by_itself(full_post, blog):
    row = put_in_bin(full_post)
    put_in_bin(Page.objects.get(slug="elsewhere"))
    bring_back(row, parent=blog, slug="drift")
    alias = BinnedPage.objects.get(page__alias_of=full_post.pk)
    assert alias in BinnedPage.objects.in_bin()


def test_an_alias_whose_slug_its_source_takes_gets_a_free_one(desk, client, blog, post):
    """In a blog that is empty but for them."""
    post.create_alias(parent=blog, update_slug="alias")
    put_in_bin(post)
    come_back(desk, post, slug="alias")
    assert client.get("/blog/alias/").status_code == client.get("/blog/alias-1/").status_code == 200


def test_an_alias_waits_for_its_source(desk, blog, post):
    alias = post.create_alias(parent=blog, update_slug="alias")
    put_in_bin(alias)
    put_in_bin(post)
    assert "Bring back first what this is an alias of." in come_back(desk, alias).content.decode()
    assert is_binned(Page.objects.get(pk=alias.pk))
    come_back(desk, post)
    assert "is back" in come_back(desk, alias).content.decode()


def test_what_links_to_it_is_told_and_told_again(blog, post):
    body = [("markdown", f"See [this](page:{post.pk}).")]
    linking = BlogPostPageFactory(parent=blog, body=body)
    linking.save_revision().publish()
    row = put_in_bin(post)
    run_waiting(rerender_pages)
    linking = BlogPostPage.objects.get(pk=linking.pk)
    assert "/blog/drift/" not in linking.document.html
    assert any(problem.kind for problem in linking.problems)
    bring_back(row, parent=blog, slug="drift")
    run_waiting(rerender_pages)
    linking = BlogPostPage.objects.get(pk=linking.pk)
    assert "/blog/drift/" in linking.document.html


def test_what_is_in_the_bin_is_neither_edited_nor_deleted_there(admin_client, post, home):
    with pytest.raises(ValidationError):
        put_in_bin(home)
    put_in_bin(post)
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
    for answer in (admin_client.get(edit), delete(admin_client, post), delete(admin_client, post)):
        assert answer.status_code == 302 or "bring it back to edit it" in answer.content.decode()
    assert is_binned(Page.objects.get(pk=post.pk))
    assert BinnedPage.objects.get().page_id == post.pk
    assert put_in_bin(post) is None


@pytest.mark.parametrize("role", ["Editors", "Admins", ""])
def test_lists_of_the_admin_leave_it_out(client, blog, post, role):
    user = UserFactory(group=role, is_superuser=not role)
    client.force_login(user)
    post.save_revision()
    draft = BlogPostPageFactory(parent=blog, title="Another draft", live=False, owner=user)
    for each in (post, draft):
        each.title = f"{each.title} quicksilver"
        each.save_revision(user=user)
        put_in_bin(each)
    lists = (
        "/admin/pages/", f"/admin/pages/{blog.pk}/", "/admin/pages/search/?q=drift",
        f"/admin/choose-page/{blog.pk}/", "/admin/choose-page/?page_type=blog.blogpostpage",
        "/admin/choose-page/search/?q=drift", "/admin/reports/problems/", "/admin/reports/locked/",
        "/admin/reports/aging-pages/", "/admin/reports/scheduled/", "/admin/posts/",
        "/admin/pages/usage/blog/blogpostpage/", "/admin/api/main/pages/?fields=*",
    )  # fmt: skip
    for path in lists:
        answer = client.get(path, headers={"x-requested-with": "XMLHttpRequest"})
        text = answer.content.decode()
        assert answer.status_code in (200, 404), path
        assert "Watching for drift" not in text, path
        assert "Another draft" not in text, path
    assert client.get("/admin/").status_code == 200
    assert f"/admin/pages/{blog.get_parent().pk}/" in client.get("/admin/pages/").content.decode()
