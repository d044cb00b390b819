"""The report of links that don't answer: for whoever may edit the page, of public pages alone."""

from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from blog.link_health.asking import FIRST
from blog.models import LinkHealth
from blog.models.links.outbound_link import LinkState
from tests.blog.link_health.links import URL, broken_link
from tests.factories import BlogPostPageFactory, UserFactory

REPORT = "/admin/reports/links/"


def lines(client, query=""):
    response = client.get(f"{REPORT}results/{query}")
    assert response.status_code == 200
    return [(use.page_id, use.link.url) for use in response.context["object_list"]]


def test_a_broken_link_stands_by_each_page_that_has_it(health, desk, post, blog):
    other = BlogPostPageFactory(parent=blog)
    broken_link(post, other)
    broken_link(other, url="https://once.example/", is_confirmed=False)
    broken_link(other, url="https://fine.example/", state=LinkState.FINE, is_confirmed=False)
    assert lines(desk) == [(post.pk, URL), (other.pk, URL)]
    page = desk.get(REPORT).content.decode()
    assert f"/admin/pages/{post.pk}/edit/" in page
    assert "3 addresses of other sites stand in public pages; 3 were asked." in " ".join(
        page.split()
    )
    assert "Not there any more" in page
    assert REPORT in desk.get("/admin/").content.decode()


def test_it_is_narrowed_to_what_was_found(health, desk, post):
    broken_link(post)
    for state in (LinkState.UNTOLD, LinkState.CLOSED):
        broken_link(post, url=f"https://{state}.example/", state=state, is_confirmed=False)
    assert lines(desk) == [(post.pk, URL)]
    assert lines(desk, "?state=gone") == [(post.pk, URL)]
    assert lines(desk, "?state=failing") == []
    assert lines(desk, "?state=untold") == [(post.pk, "https://untold.example/")]
    assert lines(desk, "?state=closed") == [(post.pk, "https://closed.example/")]


def test_what_is_hidden_has_no_links(health, desk, post, hidden_posts):
    broken_link(post, *hidden_posts.values())
    assert lines(desk) == [(post.pk, URL)]


def test_a_writer_sees_their_own_and_a_reader_nothing(health, client, blog, writer):
    own = BlogPostPageFactory(parent=blog, owner=writer)
    link = broken_link(own, BlogPostPageFactory(parent=blog))
    others = broken_link(BlogPostPageFactory(parent=blog), url="https://other.example/")
    client.force_login(writer)
    assert lines(client) == [(own.pk, URL)]
    assert "linkhealth" not in client.get(REPORT).content.decode()
    assert client.post(REPORT, {"link": link.pk}).status_code == 302
    assert client.post(REPORT, {"link": others.pk}).status_code == 404
    client.force_login(UserFactory())
    assert client.get(REPORT).status_code == 302
    assert client.post(REPORT, {"link": link.pk}).url != REPORT


def test_an_address_is_asked_again_when_wanted(health, desk, post):
    link = broken_link(post)
    answer = desk.post(REPORT, {"link": link.pk}, follow=True)
    assert "It is asked again" in answer.content.decode()
    link.refresh_from_db()
    assert link.due_at == FIRST
    for key in ("", "0", "x", "9" * 30, "-1"):
        assert desk.post(REPORT, {"link": key}).status_code == 404


def test_it_says_where_nobody_answers(health, desk, post):
    told = "this server may not be let out"
    assert told not in desk.get(REPORT).content.decode()
    broken_link(post, state=LinkState.FAILING)
    assert told in desk.get(REPORT).content.decode()
    broken_link(post, url="https://gone.example/")
    assert told not in desk.get(REPORT).content.decode()


def test_it_says_that_it_is_switched_off(desk, post):
    link = broken_link(post)
    page = desk.get(REPORT).content.decode()
    assert "this is switched off" in page
    assert "/admin/settings/blog/linkhealth/" in page
    answer = desk.post(REPORT, {"link": link.pk}, follow=True)
    assert "Links to other sites are not asked." in answer.content.decode()
    link.refresh_from_db()
    assert link.due_at > timezone.now()
    assert not LinkHealth.objects.exists()


@pytest.mark.parametrize(
    ("group", "may"), [("Authors", False), ("Editors", True), ("Admins", True)]
)
def test_editors_switch_it_on_and_name_what_is_left_alone(client, site, group, may):
    client.force_login(UserFactory(group=group))
    address = "/admin/settings/blog/linkhealth/"
    address = client.get(address, follow=True).request["PATH_INFO"]
    client.post(address, {"is_on": "on", "ignored": "papers.example"})
    assert LinkHealth.current().is_on == may


def test_it_takes_as_many_queries_for_three_times_the_links(health, desk, blog, count_queries):
    def add(numbers):
        for number in numbers:
            pages = [BlogPostPageFactory(parent=blog) for _ in range(2)]
            broken_link(*pages, url=f"https://{number}.example/")

    add(range(3))
    count_queries(lambda: desk.get(REPORT))
    few = count_queries(lambda: desk.get(REPORT))
    add(range(3, 9))
    assert len(lines(desk)) == 18
    assert count_queries(lambda: desk.get(REPORT)) == few


def test_it_is_exported(health, desk, post):
    broken_link(post)
    response = desk.get(f"{REPORT}?export=xlsx")
    head, row = list(load_workbook(BytesIO(response.getvalue())).active.values)
    assert head[:4] == ("Page", "Address", "What was found", "Answer")
    assert row[:4] == (post.draft_title, URL, "Not there any more", "404")
