import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document as File
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction, ReferenceIndex

from blog.follow_up.rerendering import rerender_pages, store_again
from blog.follow_up.tasks import make_renditions
from blog.models import BlogPostPage, StoredDocument
from tests.factories import BlogPostPageFactory, ImageFactory, StandardPageFactory
from tests.people import restrict
from tests.queue import run_waiting

pytestmark = pytest.mark.usefixtures("wagtail_indexes")


@pytest.fixture
def stored(client):
    """Return a function that reads a page's stored HTML, after what its changes left to do."""

    def stored(post, change=lambda: None) -> str:
        change()
        run_waiting(rerender_pages)
        html = StoredDocument.objects.get(page=post).html
        assert html in client.get(BlogPostPage.objects.get(pk=post.pk).url).content.decode()
        return html

    return stored


def naming(blog, source, **kwargs):
    return BlogPostPageFactory(parent=blog, body=[("markdown", source)], **kwargs)


def test_a_live_post_is_stored_and_a_draft_is_not(blog, post):
    draft = BlogPostPageFactory(parent=blog, live=False)
    assert "<em>this</em>" in StoredDocument.objects.get(page=post).html
    assert not StoredDocument.objects.filter(page=draft).exists()


def test_unpublishing_and_deleting_leave_no_orphan(blog, post):
    other = BlogPostPageFactory(parent=blog)
    post.unpublish()
    other.delete()
    assert StoredDocument.objects.count() == 0


def test_a_standard_page_is_stored_too(home):
    page = StandardPageFactory(parent=home, body=[{"type": "markdown", "value": "About *us*."}])
    assert "<em>us</em>" in StoredDocument.objects.get(page=page).html


def test_a_draft_of_a_live_post_does_not_show(client, post):
    post.body = [("markdown", "Quite another text.")]
    post.save_revision()
    html = client.get(post.url).content.decode()
    assert "Quite another" not in html
    assert "<em>this</em>" in html


def test_a_reader_renders_nothing_and_writes_nothing(
    client, blog, monkeypatch, django_assert_max_num_queries
):
    image = ImageFactory()
    post = naming(blog, f"![a](image:{image.pk})", cover=image)
    monkeypatch.setattr("blog.models.body_page.render_document", None)
    with django_assert_max_num_queries(30) as queries:
        assert client.get(post.url).status_code == 200
    written = ("INSERT", "UPDATE", "DELETE")
    assert [query for query in queries.captured_queries if query["sql"].startswith(written)] == []
    assert image.renditions.count() == 0


def test_renditions_are_shown_once_the_task_has_made_them(stored, blog):
    image = ImageFactory(file__width=2000, file__height=1000)
    post = naming(blog, f"![a](image:{image.pk})")
    assert "original_images" in stored(post)
    html = stored(post, lambda: make_renditions.func(post.pk))
    # The link to the whole alone leads there.
    assert 'src="/media/original_images' not in html
    assert 'href="/media/original_images' in html
    assert "1280w" in html


def test_moving_a_page_shows_in_the_posts_that_name_it(stored, home, blog):
    target = StandardPageFactory(parent=home, slug="target")
    shelf = StandardPageFactory(parent=home, slug="shelf")
    post = naming(blog, f"[t](page:{target.pk}#part)")
    assert 'href="/target/#part"' in stored(post)
    assert 'href="/shelf/target/#part"' in stored(post, lambda: target.move(shelf, "last-child"))


def rename(page):
    page.refresh_from_db()
    page.slug = "renamed"
    page.save_revision().publish()


def privatise(page):
    restrict(page, PageViewRestriction.LOGIN)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (rename, 'href="/renamed/below/"'),
        (privatise, "<a rel"),
        (lambda page: page.get_children().get().specific.unpublish(), "<a rel"),
        (lambda page: page.delete(), "<a rel"),
    ],
)
def test_what_happens_to_a_tree_shows_in_links_to_what_is_below(stored, home, blog, change, shown):
    parent = StandardPageFactory(parent=home, slug="parent")
    below = StandardPageFactory(parent=parent, slug="below")
    post = naming(blog, f"[t](page:{below.pk})")
    assert 'href="/parent/below/"' in stored(post)
    assert shown in stored(post, lambda: change(type(parent).objects.get(pk=parent.pk)))


def test_a_page_made_public_again_is_linked_again(stored, home, blog):
    target = restrict(StandardPageFactory(parent=home, slug="target"), "login")
    post = naming(blog, f"[t](page:{target.pk})")
    assert "/target/" not in stored(post)
    assert "/target/" in stored(post, lambda: PageViewRestriction.objects.all().delete())


def test_replacing_an_image_shows_in_the_posts_that_name_it(stored, blog):
    image = ImageFactory(file__width=2000, file__height=1000)
    post = naming(blog, f"![a](image:{image.pk})")
    stored(post, lambda: make_renditions.func(post.pk))

    def replace():
        image.file = get_test_image_file(filename="replaced.png", size=(300, 200))
        image._set_image_file_metadata()
        image.save()
        image.renditions.all().delete()

    html = stored(post, replace)
    assert "replaced" in html
    assert 'width="300" height="200"' in html


def test_renaming_a_document_shows_in_its_download(stored, blog):
    file = File.objects.create(title="Old name", file=ContentFile(b"a", "data.csv"))
    post = BlogPostPageFactory(parent=blog, body=[("download", {"document": file.pk, "title": ""})])
    assert "Old name" in stored(post)

    def rename_file():
        file.title = "New name"
        file.save()

    assert "New name" in stored(post, rename_file)


def test_markdown_is_in_the_reference_index(blog, home, django_capture_on_commit_callbacks):
    image, target = ImageFactory(), StandardPageFactory(parent=home)
    source = f"![a](image:{image.pk}) [b](page:{target.pk}) `[c](page:{blog.pk})`"
    with django_capture_on_commit_callbacks(execute=True):
        post = naming(blog, source)
    for named in (image, target):
        (reference,) = ReferenceIndex.get_references_to(named)
        assert reference.object_id == str(post.pk)
    assert image.get_usage().count() == 1
    assert not ReferenceIndex.get_references_to(blog).exists()


@pytest.mark.parametrize(
    ("kind", "view"),
    [
        ("image", "wagtailimages:delete"),
        ("page", "wagtailadmin_pages:delete"),
        ("document", "wagtaildocs:delete"),
    ],
)
def test_deleting_what_markdown_names_warns(
    blog, home, client, admin_user, django_capture_on_commit_callbacks, kind, view
):
    named = {
        "image": lambda: ImageFactory(),
        "page": lambda: StandardPageFactory(parent=home),
        "document": lambda: File.objects.create(title="A", file=ContentFile(b"a", "a.csv")),
    }[kind]()
    with django_capture_on_commit_callbacks(execute=True):
        naming(blog, f"{'!' if kind == 'image' else ''}[a]({kind}:{named.pk})")
    client.force_login(admin_user)
    html = client.get(reverse(view, args=[named.pk])).content.decode()
    assert "1 time" in html


def test_after_an_upgrade_a_command_renders_again_and_until_then_the_old_is_served(client, post):
    StoredDocument.objects.update(version="older", html="<p>As it was.</p>")
    assert "As it was." in client.get(post.url).content.decode()
    call_command("render_documents", verbosity=0)
    assert "As it was." not in client.get(post.url).content.decode()
    before = StoredDocument.objects.get(page=post).rendered_at
    call_command("render_documents", verbosity=0)
    assert StoredDocument.objects.get(page=post).rendered_at == before


def test_a_body_that_was_never_stored_still_shows(client, post):
    StoredDocument.objects.all().delete()
    assert "<em>this</em>" in client.get(post.url).content.decode()
    call_command("render_documents", verbosity=0)
    assert StoredDocument.objects.filter(page=post).exists()


def test_a_long_post_costs_no_more_queries_than_a_short_one(client, blog, count_queries):
    image = ImageFactory()
    sections = [
        f"## {n}\n\n![a](image:{image.pk}) [b](page:{blog.pk})\n\n```python\nx = {n}\n```"
        for n in range(50)
    ]
    short, long = (
        BlogPostPageFactory(parent=blog, body=[("markdown", text) for text in sections[:count]])
        for count in (1, 50)
    )
    assert count_queries(lambda: client.get(short.url)) == count_queries(
        lambda: client.get(long.url)
    )


def test_a_listing_can_be_taken_along(client, blog, hidden_posts):
    code = {
        "language": "python",
        "code": "print('<b>')\n",
        "file_name": "a/b app.py",
        "label": "lst:x",
    }
    post = BlogPostPageFactory(parent=blog, body=[("code", code)])
    response = client.get(f"{post.url}code/lst-x.txt")
    assert response.content.decode() == "print('<b>')\n"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert 'filename="b app.py"' in response.headers["Content-Disposition"]
    assert client.get(f"{post.url}code/none.txt").status_code == 404
    for hidden in hidden_posts.values():
        assert client.get(f"/blog/{hidden.slug}/code/lst-x.txt").status_code == 404


def test_a_text_that_was_published_meanwhile_is_not_overwritten(post):
    stale = BlogPostPage.objects.get(pk=post.pk)
    BlogPostPage.objects.filter(pk=post.pk).update(last_published_at=timezone.now())
    assert not store_again(stale)
    assert store_again(BlogPostPage.objects.get(pk=post.pk))
