"""A page goes to the bin, shows nowhere, and comes back as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry
from wagtail.models.reference_index import ReferenceIndex

from blog.bin.bringing_back import bring_back
from blog.bin.putting import put_in_bin
from blog.follow_up.rerendering import rerender_pages
from blog.models import BinnedPage, BlogPostPage, DraftLink, PublishedVersion
from blog.models.unpublished.binned_page import is_binned
from search.models import SearchPage
from search.public.visibility import public_pages
from tests.blog.bin.asking import come_back, delete
from tests.factories import BlogPostPageFactory, UserFactory
from tests.queue import run_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtail_indexes")]


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
