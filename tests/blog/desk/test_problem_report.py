"""The report of problems: what each page's newest draft holds, for whoever may edit the page."""

from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from blog.follow_up.tasks import list_problems
from blog.models import BlogIndexPage, PageProblem, PostTemplatesPage
from tests.blog.checks.secret_samples import SAMPLES
from tests.factories import AuthorFactory, BlogPostPageFactory, StandardPageFactory, UserFactory
from tests.forms import edited_form

REPORT = "/admin/reports/problems/"
TODO = ("markdown", "One.\n\nTODO: two\n\nTODO: three")


def draft_of(parent, *blocks, **fields):
    """Return a post as its form would have saved it; its teaser is missing."""
    author = AuthorFactory()
    fields = {"teaser": "", "live": False, **fields}
    post = BlogPostPageFactory(parent=parent, body=list(blocks), authors=[author], **fields)
    post.save_revision()
    return post


def lines(client, query=""):
    response = client.get(f"{REPORT}results/{query}")
    assert response.status_code == 200
    return [
        (row.page_id, row.what, row.count, row.detail) for row in response.context["object_list"]
    ]


def test_it_lists_each_kind_once_a_page_and_leads_to_the_first(desk, blog):
    post = draft_of(blog, TODO)
    assert lines(desk) == [
        (post.pk, "This was left to be done", 2, "TODO: two"),
        (post.pk, "This post has no teaser", 1, ""),
    ]
    page = desk.get(REPORT).content.decode()
    place = f"/admin/pages/{post.pk}/edit/#:w:contentpath=body.{post.body[0].id}&amp;line=3"
    assert place in page
    assert REPORT in desk.get("/admin/").content.decode()


def test_it_holds_what_the_newest_draft_does(desk, post):
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    desk.post(address, edited_form(post, f"TODO: one\n\n{SAMPLES['npm']}", teaser="Short."))
    kinds = {"This was left to be done", "Nobody signs this post"}
    secret = "This looks like a secret: take it out and make it invalid"
    assert {line[1] for line in lines(desk)} == {*kinds, secret}
    assert SAMPLES["npm"] not in str(lines(desk))
    desk.post(address, edited_form(post, "Mended.", teaser="Short."))
    assert {line[1] for line in lines(desk)} == {"Nobody signs this post"}


def test_it_is_narrowed_by_kind_by_what_forbids_and_by_what_is_live(desk, blog, home):
    bad = draft_of(blog, ("markdown", r"A $\frac{a}{$."), teaser="Short.")
    page = StandardPageFactory(parent=home, body=[{"type": "markdown", "value": "TODO: one"}])
    page.save_revision()
    for query, page_id in (
        ("?kind=leftover", page.pk),
        ("?kind=formula", bad.pk),
        ("?forbids_publishing=true", bad.pk),
        ("?forbids_publishing=false", page.pk),
        ("?live=true", page.pk),
        ("?live=false", bad.pk),
    ):
        assert [line[0] for line in lines(desk, query)] == [page_id], query
    assert len(lines(desk)) == 2


def test_a_writer_sees_their_own_and_a_reader_nothing(client, blog, writer):
    AuthorFactory(user=writer)
    own = draft_of(blog, TODO, owner=writer, teaser="Short.")
    signed = draft_of(blog, TODO, teaser="Short.")
    signed.post_authors.all().delete()
    signed.sign(writer.author)
    signed.save_revision()
    signed.save()
    draft_of(blog, TODO, teaser="Short.")
    client.force_login(writer)
    assert {line[0] for line in lines(client)} == {own.pk, signed.pk}
    client.force_login(UserFactory())
    assert client.get(REPORT).status_code == 302


def test_templates_are_unfinished_on_purpose(desk, home, blog):
    folder = home.add_child(instance=PostTemplatesPage(title="Templates", slug="templates"))
    draft_of(folder, TODO)
    assert lines(desk) == []


def test_it_takes_as_many_queries_for_three_times_the_posts(desk, blog):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(REPORT)
        return len(captured)

    for _number in range(3):
        draft_of(blog, TODO)
    queries()
    few = queries()
    for _number in range(6):
        draft_of(blog, TODO)
    assert len(lines(desk)) == 18
    assert queries() == few


def test_it_is_exported(desk, blog):
    draft_of(blog, TODO, title="Drift", teaser="Short.")
    response = desk.get(f"{REPORT}?export=xlsx")
    sheet = load_workbook(BytesIO(response.getvalue())).active
    head, row = list(sheet.values)
    assert head[:3] == ("Page", "Problem", "How often")
    assert row[:4] == ("Drift", "This was left to be done", 2, "TODO: two")


def test_an_upgrade_looks_through_what_was_there(desk, blog):
    posts = [draft_of(blog, TODO, teaser="Short.") for _number in range(2)]
    PageProblem.objects.all().delete()
    list_problems.func()
    assert {line[0] for line in lines(desk)} == {post.pk for post in posts}


def test_saving_the_same_again_writes_nothing(blog):
    post = draft_of(blog, TODO)
    with CaptureQueriesContext(connection) as captured:
        PageProblem.objects.keep(post)
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
    BlogIndexPage.objects.get().delete()
    assert not PageProblem.objects.exists()
