import ast
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse
from wagtail.models import Revision

import blog
from blog.editor.problems import KINDS
from blog.models import BlogPostPage
from tests.blog.checks.secret_samples import SAMPLES
from tests.factories import AuthorFactory, StandardPageFactory
from tests.forms import edited_form

BAD = r"Good $x$ and bad $\frac{a}{$ here. See [@fig:none] and [there](#nowhere)."


@pytest.fixture
def post(post):
    post.sign(AuthorFactory())
    post.save()
    return post


def soup_of(html):
    """Return HTML to look through; an autosave's is in templates, which the parser passes over."""
    return BeautifulSoup(html.replace("template", "div"), "html.parser")


def listed(html):
    """Return the lines of the list of problems: what, and of what."""
    lines = soup_of(html).select(".problem")
    return [
        tuple(part.text for part in line.select(".problem__what, .problem__detail"))
        for line in lines
    ]


def edit(desk, post, source, **changes):
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    changes = {"teaser": post.teaser, **changes}
    return desk.post(address, edited_form(post, "Fine.", source, **changes), follow=True)


def test_the_list_begins_with_the_length_as_readers_are_told_it(desk, post):
    html = edit(desk, post, "word " * 1_149).content.decode()
    length = soup_of(html).select_one(".problems__length")
    assert " ".join(length.text.split()) == "1150 words 5 min read"
    draft = BlogPostPage.objects.get(pk=post.pk).get_latest_revision_as_object()
    draft.save()
    assert (draft.word_count, draft.reading_minutes) == (1150, 5)


def test_a_draft_may_hold_a_bad_formula_and_its_problems_are_listed(desk, post):
    html = edit(desk, post, BAD).content.decode()
    assert (
        r"\frac"
        in BlogPostPage.objects.get(pk=post.pk).get_latest_revision_as_object().body[1].value
    )
    assert listed(html) == [
        ("This formula cannot be shown", r"\frac{a}{"),
        ("Nothing has this label", "fig:none"),
        ("Nothing in this text has this address", "#nowhere"),
    ]
    panel = BeautifulSoup(html, "html.parser").select_one("[data-problems]")
    assert [each.text for each in panel.select("h3")] == [
        "Keeps this from being published",
        "Worth a look",
    ]
    (link,) = {link["href"] for link in panel.select("a")}
    assert re.fullmatch(r"#:w:contentpath=body\.[\w-]+&line=1", link)


def autosaved(client, post, source, **changes):
    """Return what an autosave answers, as the browser puts it into the page."""
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    data = edited_form(post, source, **{"teaser": post.teaser, **changes})
    answer = client.post(address, data, headers={"accept": "application/json"}).json()
    assert answer["success"], answer
    return answer["html"]


def test_each_autosave_draws_the_list_anew(desk, post):
    html = autosaved(desk, post, "One.\n\nTODO: two.\n\n[a](#b)\n\n@me [see @nobody]")
    assert listed(html) == [
        ("This was left to be done", "TODO: two."),
        ("Nothing in this text has this address", "#b"),
        ("No source has this key", "nobody"),
    ]
    links = soup_of(html).select("[data-problem]")
    assert [link["href"].partition("&")[2] for link in links] == ["line=3", "line=5", "line=7"]
    mended = autosaved(desk, post, "One.")
    assert listed(mended) == []
    assert "Nothing to see to." in mended


def test_an_autosave_looks_through_a_body_once_and_before_it_writes(desk, post, monkeypatch):
    seen = []

    def look(body):
        seen.append(connection.in_atomic_block and bool(Revision.objects.count()))
        return []

    monkeypatch.setattr("blog.models.body.problems.findings_of", look)
    autosaved(desk, post, "One.")
    assert seen == [False]


def test_a_secret_in_another_field_is_listed_with_its_field(desk, post):
    html = autosaved(desk, post, "One.", teaser=f"Use {SAMPLES['npm']}")
    assert listed(html) == [("This looks like a secret: take it out and make it invalid", "npm_…")]
    assert 'href="#:w:contentpath=teaser&amp;line=1"' in html


def test_a_standard_page_has_the_list_and_a_new_one_says_when(desk, home):
    page = StandardPageFactory(parent=home, body=[("markdown", "TODO: one")])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert listed(desk.get(address).content.decode()) == [("This was left to be done", "TODO: one")]
    for app, model, parent in (("home", "standardpage", home), ("blog", "blogindexpage", home)):
        address = reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])
        html = desk.get(address).content.decode()
        assert ("stands here once this is saved" in html) == (model == "standardpage")


def test_an_old_version_is_opened_with_its_own_problems(desk, post):
    edit(desk, post, "TODO: one")
    old = Revision.objects.get()
    edit(desk, post, "Mended.")
    address = reverse("wagtailadmin_pages:revisions_revert", args=[post.pk, old.pk])
    html = desk.get(address).content.decode()
    assert listed(html) == [("This was left to be done", "TODO: one")]


def test_wagtails_checks_do_not_repeat_what_the_list_says(desk, post, blog):
    for page, has_both in ((post, False), (blog, True)):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        soup = BeautifulSoup(desk.get(address).content.decode(), "html.parser")
        rules = json.loads(soup.select_one("#checker-axe-configuration").string)
        assert "link-name" in str(rules["options"])
        assert ("heading-order" in str(rules["options"])) == has_both


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


def test_a_text_without_problems_says_so(desk, post):
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    html = desk.get(address).content.decode()
    assert "Nothing to see to." in html
    assert listed(html) == []


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
