import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from blog.models import Author, BlogPostPage
from tests.factories import AuthorFactory, BlogPostPageFactory, UserFactory
from tests.forms import post_form
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    """A user in Authors from before, without an author; signed in."""
    user = UserFactory(group="Authors", username="lei", first_name="李", last_name="磊")
    client.force_login(user)
    return user


def add_post(client, blog, title, authors=(), **changes):
    address = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    entries = [{"author": str(author.pk), "id": "", "ORDER": "1"} for author in authors]
    fields = {"post_authors": inline_formset(entries), **changes}
    client.post(address, post_form(title=title, slug=title.lower(), **fields))
    return BlogPostPage.objects.get(title=title)


def names(post) -> list[str]:
    return [author.name for author in post.get_latest_revision_as_object().authors]


def test_the_first_post_of_a_user_gives_them_an_author(client, blog, writer):
    assert names(add_post(client, blog, "First")) == ["李 磊"]
    assert names(add_post(client, blog, "Second", [writer.author])) == ["李 磊"]
    assert Author.objects.get().user == writer


def test_looking_at_the_form_makes_no_author(client, blog, writer):
    client.get(reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk]))
    assert not Author.objects.exists()


def test_a_first_post_for_another_is_signed_by_the_other(client, blog, writer):
    other = AuthorFactory(name="Platform Team")
    assert names(add_post(client, blog, "Ours", [other])) == ["Platform Team"]


def test_who_takes_the_own_author_out_is_not_put_back(client, blog, writer):
    Author.of(writer)
    assert names(add_post(client, blog, "Unsigned")) == []


@pytest.mark.parametrize(
    ("full_name", "username", "name"),
    [
        (("Ada", "L."), "ada", "Ada L."),
        (("", ""), "ada", "ada"),
        (("", ""), "ada@example.org", "ada"),
    ],
)
def test_an_author_is_named_by_its_user_but_never_by_an_address(full_name, username, name):
    user = UserFactory(username=username, first_name=full_name[0], last_name=full_name[1])
    assert Author.of(user).name == name
    assert Author.of(user).pk == Author.of(user).pk


def test_two_of_one_name_are_two_authors():
    first, second = (
        Author.of(UserFactory(first_name="A" * 150, last_name=last)) for last in ("李雷", "李磊")
    )
    assert first.slug != second.slug
    assert len(first.name) <= 120


@pytest.mark.parametrize(("group", "has_author"), [("Authors", True), (None, False)])
def test_a_user_who_may_write_is_made_with_an_author(client, group, has_author):
    sign_in(client, UserFactory(group="Admins"))
    groups = Group.objects.filter(name=group).values_list("pk", flat=True)
    data = {
        "username": "new", "email": "new@example.org", "first_name": "New", "last_name": "Writer",
        "password1": "secret-lamp-43", "password2": "secret-lamp-43", "is_active": "on",
        "groups": list(groups),
    }  # fmt: skip
    client.post(reverse("wagtailusers_users:add"), data)
    user = User.objects.get(username="new")
    assert hasattr(user, "author") == has_author


def test_a_user_keeps_what_readers_see_on_the_account_page(client, writer):
    author = Author.of(writer)
    panels = client.get(reverse("wagtailadmin_account")).context["panels_by_tab"].values()
    fields = [field for tab in panels for panel in tab for field in panel.get_form()]
    data = {field.html_name: field.value() or "" for field in fields}
    data |= {"author-name": "Lei Li", "author-biography": "Trains models."}
    data |= {"author-links-count": "0", "author-user": "1", "author-slug": "stolen"}
    response = client.post(reverse("wagtailadmin_account"), data, follow=True)
    assert "successfully" in response.content.decode()
    slug = author.slug
    author.refresh_from_db()
    assert (author.name, author.biography) == ("Lei Li", "Trains models.")
    assert (author.slug, author.user) == (slug, writer)


def test_an_author_made_since_the_account_page_was_loaded_stands_in_no_way(client, writer):
    panels = client.get(reverse("wagtailadmin_account")).context["panels_by_tab"].values()
    fields = [field for tab in panels for panel in tab for field in panel.get_form()]
    data = {field.html_name: field.value() or "" for field in fields}
    author = Author.of(writer)
    response = client.post(reverse("wagtailadmin_account"), data, follow=True)
    assert "successfully" in response.content.decode()
    assert Author.objects.get().name == author.name


def test_a_post_without_a_byline_is_a_problem(client, blog):
    client.force_login(UserFactory(group="Editors"))
    post = BlogPostPageFactory(parent=blog, live=False)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert "Nobody signs this post" in client.get(address).content.decode()
    signed = BlogPostPageFactory(parent=blog, live=False, authors=[AuthorFactory()])
    address = reverse("wagtailadmin_pages:edit", args=[signed.pk])
    assert "Nobody signs this post" not in client.get(address).content.decode()
