"""Whatever is sent to any operation is answered, and never by an error of ours.

`tests.workbench.api.any_requests` does so for longer, by schemathesis and a running site.
"""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.home.api.bodies import document, operations

TEXTS = int(os.environ.get("TEXTS", "25"))


def name_strategy():
    parts = document()["components"]["schemas"].values()
    return st.sampled_from(sorted({name for part in parts for name in part.get("properties", {})}))


# Only when asked: whoever runs other tests would wait for the description too.
NAMES = st.deferred(name_strategy)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
    | st.sampled_from(["blog.BlogPostPage", "db_markdown", "notebook", "publish", "markdown", 4, 5])
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=12,
)
BODIES = st.dictionaries(NAMES, VALUES, max_size=8) | VALUES
ASKED = ["search", "order", "offset", "limit", "child_of", "site", "locale"]
QUERIES = st.dictionaries(NAMES | st.sampled_from(ASKED), st.text(max_size=12), max_size=4)


@pytest.mark.django_db
@settings(
    max_examples=TEXTS,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_any_request_is_answered(program, blog, post, data):
    asking = data.draw(st.sampled_from([None, program("Admins")]), "who")
    method, path = data.draw(st.sampled_from(sorted(operations())), "operation")
    path = path.replace("/1/", f"/{data.draw(st.sampled_from([1, blog.pk, post.pk]))}/")
    headers = asking.headers if asking else {}
    client = program().client
    if method == "get":
        answer = client.get(f"/api/v3/{path}", data.draw(QUERIES), headers=headers)
    else:
        body = json.dumps(data.draw(BODIES))
        answer = getattr(client, method)(
            f"/api/v3/{path}", body, content_type="application/json", headers=headers
        )
    assert answer.status_code < 500, answer.content
