import ast
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

import blog
from blog.editor.problems import KINDS
from blog.models import BlogPostPage
from tests.factories import AuthorFactory
from tests.forms import edited_form

BAD = r"Good $x$ and bad $\frac{a}{$ here. See [@fig:none] and [there](#nowhere)."


@pytest.fixture
def post(post):
    post.sign(AuthorFactory())
    post.save()
    return post


def edit(desk, post, source, **changes):
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    changes = {"teaser": post.teaser, **changes}
    return desk.post(address, edited_form(post, "Fine.", source, **changes), follow=True)


def test_a_draft_may_hold_a_bad_formula_and_its_problems_are_listed(desk, post):
    html = edit(desk, post, BAD).content.decode()
    assert (
        r"\frac"
        in BlogPostPage.objects.get(pk=post.pk).get_latest_revision_as_object().body[1].value
    )
    panel = BeautifulSoup(html, "html.parser").find("code", string="fig:none").find_parent("ul")
    assert [code.text for code in panel.select("code")] == [r"\frac{a}{", "fig:none", "#nowhere"]
    links = {link["href"] for link in panel.select("a")}
    (link,) = links
    assert link.startswith("#:w:contentpath=body.")


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_a_bad_formula_is_not_published_and_the_message_names_it(desk, post, action):
    before = post.latest_revision_id
    html = edit(desk, post, BAD, **{action: "1"}).content.decode()
    post.refresh_from_db()
    assert post.latest_revision_id == before
    assert r"\\frac{a}{" in html or r"\frac{a}{" in html
    assert "cannot be shown" in html


def test_labels_and_anchors_do_not_stop_a_publish(desk, post):
    edit(desk, post, "See [@fig:none].", **{"action-publish": "1"})
    assert "fig:none" in BlogPostPage.objects.get(pk=post.pk).document.html


def test_a_body_past_all_measure_is_refused_even_as_a_draft(desk, post, monkeypatch):
    monkeypatch.setattr("blog.editor.forms.MAX_BODY_CHARACTERS", 1_000)
    html = edit(desk, post, "word " * 300).content.decode()
    assert "too long for one page" in html
    assert BlogPostPage.objects.get(pk=post.pk).latest_revision_id is None


def test_a_text_without_problems_has_no_panel(desk, post):
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert "have a look at" not in desk.get(address).content.decode()


def told_kinds():
    """Yield the kinds of problems that are told anywhere in the blog."""
    for file in Path(blog.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                is_told = name in ("Problem", "problem", "Finding") and isinstance(
                    node.args[0], ast.Constant
                )
                yield from [node.args[0].value] if is_told else []


def test_each_kind_of_problem_has_its_words():
    told = set(told_kinds())
    assert {"byline", "formula", "note", "language", "syntax", "alt"} <= told <= set(KINDS)
