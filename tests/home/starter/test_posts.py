"""What the starter posts hold shows as it was meant."""

import re

import pytest

from blog.checks.body import findings_of
from blog.citations.formats.bibtex import read_bibtex
from blog.models import BlogPostPage, Source
from home.setup.pages import set_up_site
from home.starter.site import STARTER, load_starter_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = load_starter_site(set_up_site())
    assert report.failures == []
    return {post.slug: post for post in BlogPostPage.objects.live()}


def test_no_starter_post_has_a_problem(posts):
    problems = {slug: post.document.problems for slug, post in posts.items()}
    assert {slug: found for slug, found in problems.items() if found} == {}
    findings = {slug: findings_of(post.body) for slug, post in posts.items()}
    assert {slug: found for slug, found in findings.items() if found} == {}


def test_a_second_start_brings_no_deleted_source_back(posts):
    assert Source.objects.get(key="sculley2015").byline
    Source.objects.get(key="sculley2015").delete()
    load_starter_site(set_up_site())
    assert not Source.objects.filter(key="sculley2015").exists()


def test_every_source_is_read_whole_and_cited():
    reading = read_bibtex((STARTER / "sources.bib").read_text(encoding="utf-8"))
    assert reading.unread == []
    assert [source.key for source in reading.sources if source.changes] == []
    texts = [path.read_text(encoding="utf-8") for path in (STARTER / "posts").glob("*.md")]
    cited = set(re.findall(r"\[@([a-z]+\d{4})\]", " ".join(texts)))
    assert cited == {source.key for source in reading.sources}
