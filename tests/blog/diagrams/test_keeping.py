"""A diagram's drawing is one of its source: drawn here, or chosen by an editor who is told when."""

import pytest
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import streamfield

from blog.diagrams import keeping
from tests.blog.diagrams.graphviz import needs_graphviz
from tests.factories import BlogPostPageFactory, ImageFactory
from tests.forms import post_form

SOURCE = "digraph { data -> model }"


def diagram(**fields):
    return {"source": SOURCE, "alt_text": "Data makes a model.", "caption": "The way.", **fields}


def sent(post, value):
    """Return the form of a post whose body is one diagram."""
    fields = {"is_wide": "", "label": "", "drawing": "", "drawn_from": "", **value}
    return post_form(title=post.title, slug=post.slug, body=streamfield([("diagram", fields)]))


def submit(client, post, value, **action):
    url = f"/admin/pages/{post.pk}/edit/"
    response = client.post(url, {**sent(post, value), **action})
    post.refresh_from_db()
    return response


def kinds(post):
    return {problem.kind for problem in post.get_latest_revision_as_object().problems}


@pytest.fixture
def desk(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def without_graphviz(monkeypatch):
    monkeypatch.setattr(keeping, "can_draw", lambda: False)


@needs_graphviz
def test_it_is_drawn_when_published(desk, post):
    assert submit(desk, post, diagram()).status_code == 302
    assert not get_image_model().objects.exists()
    submit(desk, post, diagram(), **{"action-publish": "Publish"})
    value = post.body[0].value
    assert value.is_drawn
    assert value["drawing"].filename.endswith(".svg")
    page = desk.get(post.url).content.decode()
    assert 'alt="Data makes a model."' in page
    assert "digraph" not in page
    # The same source has the same drawing, another one another.
    again = {"drawing": value["drawing"].pk, "drawn_from": value["drawn_from"]}
    submit(desk, post, diagram(**again), **{"action-publish": "Publish"})
    assert get_image_model().objects.count() == 1
    changed = diagram(**again | {"source": "digraph { model -> data }"})
    submit(desk, post, changed, **{"action-publish": "Publish"})
    assert get_image_model().objects.count() == 2
    assert post.body[0].value.is_drawn


@needs_graphviz
def test_graphviz_reasons_are_the_forms(desk, post):
    response = submit(desk, post, diagram(source="digraph {"), **{"action-publish": "Publish"})
    assert b"syntax error" in response.content
    assert not get_image_model().objects.exists()


def test_its_words_are_asked_for(desk, post, without_graphviz):
    response = submit(desk, post, diagram(alt_text=""), **{"action-publish": "Publish"})
    assert b"Say in words" in response.content
    submit(desk, post, diagram(alt_text=""))
    assert "alt" in kinds(post)


def test_without_graphviz_the_source_stands_in_and_is_a_problem(desk, post, without_graphviz):
    submit(desk, post, diagram(), **{"action-publish": "Publish"})
    assert "undrawn" in kinds(post)
    assert "digraph" in desk.get(post.url).content.decode()


def test_a_drawing_of_an_older_source_is_a_problem(desk, post, without_graphviz):
    first, second = ImageFactory.create_batch(2)
    submit(desk, post, diagram(drawing=first.pk))
    assert not {"undrawn", "outdated"} & kinds(post)
    mark = post.get_latest_revision_as_object().body[0].value["drawn_from"]
    changed = {"source": "digraph { b }", "drawn_from": mark}
    submit(desk, post, diagram(drawing=first.pk, **changed))
    assert "outdated" in kinds(post)
    # Another drawing is one of the source beside it.
    submit(desk, post, diagram(drawing=second.pk, **changed))
    assert "outdated" not in kinds(post)


def test_a_feed_carries_the_picture(blog):
    image = ImageFactory()
    post = BlogPostPageFactory(
        parent=blog, body=[("diagram", diagram(drawing=image.pk, label="fig:way"))]
    )
    html = post.feed_item().html
    assert "<img" in html
    assert 'src="http' in html
    assert "Figure 1" in html
