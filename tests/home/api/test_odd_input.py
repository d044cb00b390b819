"""Odd requests are refused with a reason, and never answered by an error of ours."""

import pytest

from tests.home.api.bodies import new, operations

pytestmark = pytest.mark.django_db
BIG = "9" * 23
ODD = [
    7, "text", [], None, True, {"meta": []}, {"meta": {"type": 7}}, {"meta": {"type": []}},
    {"title": "\x00"}, {"title": 7}, {"title": int(BIG)}, {"title": None}, {"body": [[]]},
    {"destination_id": int(BIG)}, {"revision_id": -1}, {"slug": "a b"}, {"title": "\ud800"},
]  # fmt: skip
BODIES = [
    [{"type": "callout", "value": 7}], [{"type": "callout", "value": {"body": 7}}], [7], [None],
    [{"type": "figure", "value": {"image": "word"}}], [{"type": "figure", "value": "word"}],
    [{"type": "figure", "value": {"image": {"image": "word"}}}], [{"type": []}],
    [{"type": "table", "value": {"columns": 7, "rows": [{}]}}],
    [{"type": "table", "value": {"columns": [{"type": "text"}], "rows": [{"values": []}]}}],
    [{"type": "table", "value": {"columns": [{"type": [], "heading": 3}], "rows": []}}],
    [{"type": "gallery", "value": {"images": [{"image": {"image": True}}]}}],
    [{"type": "rich_text", "value": {"format": "nope"}}], [{"type": "rich_text", "value": []}],
    [{"type": "code", "value": {"code": {}}}], [{"type": "markdown", "value": {}}],
    [{"type": "download", "value": {"document": []}}], [{"type": "math", "value": [1]}],
    {"format": "db_markdown", "content": {"a": 1}, "files": {"a": "no base64"}},
    {"format": "notebook", "content": "{"},
    {"format": "notebook", "content": {}}, {"format": "markdown"}, "[[[[",
]  # fmt: skip


@pytest.mark.parametrize("query", [
    f"offset={BIG}", f"limit={BIG}", "limit=101", f"child_of={BIG}", "search=%22", "order=body",
    "search=a&order=title", "type=nope", "type=blog.BlogPostPage&body=x", "site=a&site=b",
    "type=blog.BlogPostPage&cover=x", "type=blog.BlogPostPage&display_date=x", "locale=xx",
    "type=blog.BlogPostPage&tags=x&search=y", f"title={BIG}", "order=random&offset=1",
    "type=blog.BlogPostPage&order=tags", "type=blog.BlogPostPage&post_authors=x", "offset=%00",
    "%C2%B2=1&x=%E2%91%A0&=__main__", "offset=%C2%B2", "pk=1", "order=pk", "site=a:b&html_path=/",
    *(f"{field}=0001-01-01T00:00:00%2B14:00" for field in ("first_published_at", "created_at")),
    "type=blog.BlogPostPage&display_date=9999-12-31T23:59:59-14:00", "redirect_page=x", "site=x",
])  # fmt: skip
def test_an_odd_query_is_no_error(anyone, editor, blog, post, query):
    for asking in (anyone, editor):
        asking.client.raise_request_exception = True
        for path in ("pages/", "pages/find/", "images/", "documents/", "redirects/"):
            answer = asking.client.get(f"/api/v3/{path}?{query}", headers=asking.headers)
            assert answer.status_code < 500, (path, answer.content)


@pytest.mark.parametrize("data", ODD, ids=lambda data: repr(data)[:30])
def test_an_odd_body_is_no_error(program, blog, post, data):
    asking = program("Admins")
    for method, path in operations():
        if method not in ("get", "delete"):
            answer = asking.send(method, path, data)
            assert answer.status_code < 500, (method, path, answer.content)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body)[:40])
def test_an_odd_block_is_refused(editor, blog, body):
    answer = editor.post("pages/", new(blog, body=body))
    assert answer.status_code == 422
    assert answer.json()["errors"]


@pytest.mark.parametrize("number", [BIG, "0", "2147483648"])
def test_a_number_of_nothing_is_404(program, blog, number):
    asking = program("Admins")
    for path in (f"pages/{number}/", f"pages/{number}/revisions/", f"images/{number}/",
                 f"pages/{number}/revisions/{number}/", f"sites/{number}/"):  # fmt: skip
        assert asking.get(path).status_code == 404, path
    assert asking.post(f"pages/{number}/actions/publish/").status_code == 404


def test_other_bytes_than_json_are_refused(editor, blog):
    for data in (b"{", b"\xff", b"[" * 100_000, b'{"a": NaN}', b'{"a": 1e999}'):
        answer = editor.client.post(
            "/api/v3/pages/", data, content_type="application/json", headers=editor.headers
        )
        assert answer.status_code in (400, 422)


def test_what_schemathesis_found_is_no_error(program, blog, post):
    asking = program("Admins")
    root = blog.get_root()
    for position in (None, "left", "right", "first-sibling", "last-sibling"):
        data = {"destination_id": root.pk, "position": position}
        assert asking.post(f"pages/{post.pk}/actions/move/", data).status_code == 422
    for user in ("x", "", "²", "-1", "\U000751cc"):
        answer = asking.get(f"pages/{post.pk}/revisions/", user_id=user)
        assert answer.status_code == 422, user
    early = asking.get(f"pages/{post.pk}/revisions/", created_at_from="0001-01-01T00:00:00+14:00")
    assert early.status_code == 422
    for number in ("²", "①"):
        assert asking.get(f"snippets/blog.Tag/{number}/").status_code < 500
