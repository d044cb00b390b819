"""The editor offers short forms where a blog has them, and asks for what each needs."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from blog.models import BlogPostPage
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory
from tests.forms import markdown_body, post_form

URL = "https://www.sqlite.example/wal.html"
ACTIONS = {"": {}, "publish": {"action-publish": "action-publish"}}


def add_address(blog):
    return reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])


def send(client, blog, *, publish=False, **fields):
    form = post_form(**{"title": "", "slug": "", "link_url": "", "link_title": "", **fields})
    return client.post(
        add_address(blog), {**form, **ACTIONS["publish" if publish else ""]}, follow=True
    )


def test_a_link_is_named_by_the_page_that_it_leads_to(admin_client, blog):
    send(admin_client, blog, publish=True, form="link", link_url=URL, link_title="About WAL")
    post = BlogPostPage.objects.get()
    assert (post.form, post.title, post.slug, post.live) == ("link", "About WAL", "about-wal", True)


def test_a_note_is_named_by_its_beginning(admin_client, blog):
    body = markdown_body("A reader *never* blocks a writer, and a writer never blocks a reader.")
    send(admin_client, blog, form="note", body=body)
    post = BlogPostPage.objects.get().get_latest_revision_as_object()
    assert post.title == "A reader never blocks a writer, and a writer never blocks a…"
    assert post.slug == "a-reader-never-blocks-a-writer-and-a-writer-never-blocks-a"
    assert not post.has_own_title


def test_the_slug_of_a_made_title_follows_the_text_until_it_is_published(admin_client, blog):
    send(admin_client, blog, form="note", body=markdown_body("A"))
    post = BlogPostPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])

    def save(text, **more):
        form = post_form(title="", slug="", form="note", body=markdown_body(text), **more)
        admin_client.post(edit, {**form, "link_url": "", "link_title": ""})
        return BlogPostPage.objects.get().get_latest_revision_as_object().slug

    assert save("A reader never") == "a-reader-never"
    BlogPostPageFactory(parent=blog, slug="a-reader", title="A reader")
    BlogPostPage.objects.exclude(pk=post.pk).delete()
    assert save("A reader never") == "a-reader-never"


def test_a_post_needs_a_title_as_before(admin_client, blog):
    response = send(admin_client, blog, form="post")
    assert "title" in response.context["form"].errors
    assert not BlogPostPage.objects.exists()


def test_a_short_form_without_any_word_has_no_name(admin_client, blog):
    response = send(admin_client, blog, form="note", body=markdown_body(""))
    assert "title" in response.context["form"].errors


def test_a_public_link_needs_its_address_and_a_draft_may_lack_it(admin_client, blog):
    response = send(admin_client, blog, publish=True, form="link", link_title="x")
    assert "needs the address" in str(response.context["form"].errors["link_url"])
    assert not BlogPostPage.objects.exists()
    send(admin_client, blog, form="link", link_title="x")
    assert BlogPostPage.objects.get().form == "link"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example/", "x" * 2100])
def test_an_address_of_another_kind_is_refused(admin_client, blog, address):
    response = send(admin_client, blog, form="link", link_url=address, link_title="x")
    assert "link_url" in response.context["form"].errors


@pytest.mark.parametrize("form", ["link", "quotation", "note"])
def test_a_button_begins_each_short_form(admin_client, blog, form):
    choose = f"{reverse('posts:choose_parent')}?form={form}"
    for page in (reverse("wagtailadmin_home"), reverse("posts:index")):
        assert choose in admin_client.get(page).content.decode()
    explorer = admin_client.get(reverse("wagtailadmin_explore", args=[blog.pk])).content.decode()
    assert f"{add_address(blog)}?form={form}" in explorer
    response = admin_client.get(choose, follow=True)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("[name=form] option[selected]")["value"] == form


def test_of_several_blogs_one_is_asked_for_and_the_form_kept(admin_client, home, blog):
    other = BlogIndexPageFactory(parent=home, slug="other", title="Other")
    choose = f"{reverse('posts:choose_parent')}?form=note"
    assert admin_client.get(choose).status_code == 200
    response = admin_client.post(choose, {"parent_page": other.pk})
    assert response.url == f"{add_address(other)}?form=note"


def test_what_a_query_asks_for_in_vain_is_a_post(admin_client, blog):
    page = BeautifulSoup(admin_client.get(f"{add_address(blog)}?form=x").content, "html.parser")
    assert page.select_one("[name=form] option[selected]")["value"] == "post"


def test_a_blog_without_short_forms_offers_none(admin_client, client, blog):
    note = BlogPostPageFactory(parent=blog, form="note", slug="n")
    blog.has_short_forms = False
    blog.save()
    for page in (reverse("wagtailadmin_home"), reverse("posts:index"), add_address(blog),
                 reverse("wagtailadmin_explore", args=[blog.pk])):  # fmt: skip
        html = admin_client.get(page).content.decode()
        assert "?form=" not in html
        assert 'name="form"' not in html
    edit = reverse("wagtailadmin_pages:edit", args=[note.pk])
    assert 'name="form"' in admin_client.get(edit).content.decode()
    assert client.get(note.url).status_code == 200
    assert note.url in client.get(blog.url).content.decode()
    form = post_form(title="A post", slug="a-post")
    admin_client.post(add_address(blog), form)
    assert BlogPostPage.objects.get(slug="a-post").form == "post"


def test_posts_are_listed_by_form(admin_client, blog):
    note = BlogPostPageFactory(parent=blog, form="note", slug="n")
    BlogPostPageFactory(parent=blog)
    response = admin_client.get(reverse("posts:index"), {"text_form": "note"})
    assert [page.pk for page in response.context["object_list"]] == [note.pk]
