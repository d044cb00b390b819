"""The examples for newcomers work; `tests.workbench.api.running_site` has them ask a real one."""

import sys
import urllib.request
from io import BytesIO
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
from django.test import Client

from blog.models import BlogPostPage
from home.api.tokens import make_token
from tests.factories import UserFactory
from tests.home.api.bodies import notebook, png
from tests.workbench.house.own_code import ROOT

pytestmark = pytest.mark.django_db


def answer(request, timeout):
    """Answer a request of the standard library's, in place of a site elsewhere."""
    address = urlsplit(request.full_url)
    response = Client().generic(
        request.get_method(),
        f"{address.path}?{address.query}",
        request.data or b"",
        content_type=request.get_header("Content-type", ""),
        headers={"Authorization": request.get_header("Authorization")},
    )
    if response.status_code >= 400:
        told = BytesIO(response.content)
        raise HTTPError(request.full_url, response.status_code, "", response.headers, told)
    if response.status_code == 302:
        there = urllib.request.Request(f"http://testserver{response['Location']}")
        there.headers = request.headers
        return answer(there, timeout)
    return BytesIO(response.content)


@pytest.fixture
def site(blog, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "deploy/examples"))
    monkeypatch.setenv("SITE_URL", "http://testserver")
    monkeypatch.setenv("SITE_TOKEN", make_token(UserFactory(group="Editors"), "CI")[1])
    monkeypatch.setattr(urllib.request, "urlopen", answer)
    yield
    for name in ("site_api", "publish_notebook", "nightly_report"):
        sys.modules.pop(name, None)


def test_a_notebook_is_published_from_ci_and_renewed(site, tmp_path, capsys):
    from publish_notebook import main

    file = tmp_path / "loss_curves.ipynb"
    file.write_text(notebook("# Loss curves\n\nThey fall.", ("print(1)", "1\n")))
    assert main([str(file), "--publish"]) == 0
    post = BlogPostPage.objects.get()
    assert (post.title, post.slug, post.live) == ("Loss curves", "loss-curves", True)
    assert post.full_url in capsys.readouterr().out
    file.write_text(notebook("# Loss curves\n\nThey rise.", ("print(2)", "2\n")))
    assert main([str(file), "--publish"]) == 0
    assert "They rise." in str(BlogPostPage.objects.get().body.raw_data[0]["value"])
    file.write_text(notebook("# Loss curves\n\n$\\nonsense{x}$"))
    assert main([str(file), "--publish"]) == 1
    assert "nonsense" in capsys.readouterr().err
    assert "They rise." in str(BlogPostPage.objects.get().body.raw_data[0]["value"])


def test_a_report_becomes_a_draft_each_night(site, tmp_path, capsys):
    from nightly_report import main

    (tmp_path / "metrics.csv").write_text("run,loss\nbase,0.31\nwide,0.28\n")
    (tmp_path / "loss.png").write_bytes(png())
    for _run in range(2):
        assert main([str(tmp_path / "metrics.csv"), "--date", "2026-03-01"]) == 0
    post = BlogPostPage.objects.get()
    assert not post.live
    assert post.slug == "nightly-2026-03-01"
    assert [each.name for each in post.shown_tags] == ["nightly"]
    kinds = [each.block_type for each in post.get_latest_revision_as_object().body]
    assert "figure" in kinds
