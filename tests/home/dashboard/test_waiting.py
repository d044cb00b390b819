"""The dashboard lists what waits for a user's review, the longest waiting first."""

from home.dashboard.waiting import waiting_for
from tests.blog.review.drafts import LOW, change, since_live
from tests.factories import BlogPostPageFactory


def submit(blog, writer, **kwargs):
    post = BlogPostPageFactory(parent=blog, owner=writer, **kwargs)
    change(post, LOW, user=writer)
    post.refresh_from_db()
    post.get_workflow().start(post, writer)
    return post


def test_editors_see_what_waits_and_authors_do_not(blog, writer, editor, shown_to):
    first, second = (submit(blog, writer, title=title) for title in ("First", "Second"))
    shown = shown_to(editor)["waiting"]
    assert shown.index("First") < shown.index("Second")
    assert since_live(first) in shown
    assert f"/admin/pages/{second.pk}/edit/" in shown
    assert "Approval by an editor" in shown
    assert "waiting" not in shown_to(writer)


def test_nothing_that_waits_is_no_panel(blog, editor, shown_to):
    assert "waiting" not in shown_to(editor)


def test_more_tasks_cost_no_more_queries_and_are_told_by_number(
    blog, writer, editor, count_queries, shown_to
):
    for _number in range(4):
        submit(blog, writer)
    waiting_for(editor)
    few = count_queries(lambda: waiting_for(editor))
    for _number in range(8):
        submit(blog, writer)
    assert count_queries(lambda: waiting_for(editor)) == few
    assert "2 more wait" in shown_to(editor)["waiting"]
