import pytest

from search.results.suggesting import suggest
from tests.factories import BlogPostPageFactory, TagFactory


@pytest.fixture
def post(blog):
    tag = TagFactory(name="Deployment", slug="deployment")
    body = "## Rolling deployments\n\nKubernetes restarts what fails."
    return BlogPostPageFactory(
        parent=blog, title="Deploying models", body=[("markdown", body)], tags=[tag]
    )


def test_titles_sections_and_tags(home, post):
    found = suggest("deplo", root=home)
    assert [(each.title, each.url) for each in found.titles] == [("Deploying models", post.url)]
    assert [(each.title, each.url, each.detail) for each in found.sections] == [
        ("Rolling deployments", f"{post.url}#rolling-deployments", "Deploying models")
    ]
    assert [(each.title, each.url) for each in found.tags] == [
        ("Deployment", "/search/?tag=deployment")
    ]


def test_the_last_word_is_completed(home, post):
    assert suggest("when kuber", root=home).completions == ("when kubernetes",)


@pytest.mark.parametrize("text", ["", "d", " ", '"', "\x00", "-", "tag:", "💥", "a" * 100_000])
def test_any_text_is_answered(home, post, text):
    suggest(text, root=home)


def test_suggestions_are_served(client, post):
    answer = client.get("/search/suggest/", {"q": "deploying"})
    assert answer.json()["titles"] == [{"title": "Deploying models", "url": post.url, "detail": ""}]
    assert answer["X-Robots-Tag"] == "noindex"
