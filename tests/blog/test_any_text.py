"""Any text goes live, through the editor and the importer, and is found by its letters.

`TEXTS=1000 .venv/bin/pytest -s tests/blog/test_any_text.py` tries a thousand and says how many.
"""

import json
import os
import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from blog.importing.markdown.reader import import_folder
from blog.importing.reporting.report import Outcome
from blog.models import BlogPostPage
from search.analysis.text import fold
from search.analysis.words import MAX_WORD
from search.query.query import MAX_LENGTH
from search.results.search import find
from tests.blog.importing.folders import imported, write_file
from tests.factories import UserFactory
from tests.forms import post_form
from tests.texts import draw_texts, longest_run

COUNT = int(os.environ.get("TEXTS", "60"))
# A thousand are tried as a site stores them.
pytestmark = [
    pytest.mark.django_db,
    *([pytest.mark.usefixtures("wagtail_indexes")] if "TEXTS" in os.environ else []),
]
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def told(what: str, texts: list[str], found: int) -> None:
    print(  # noqa: T201
        f"{what}: {len(texts)} texts went live, {found} found by their longest run of letters"
    )


def escaped(text: str) -> str:
    """Return text as a Markdown paragraph that reads like it.

    A bracket as an entity, since with a backslash it may begin a formula.
    """
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split())).replace("\\[", "&#91;")


def query_of(text: str) -> str:
    """Return the longest run of letters as it is looked for; empty where a query can't hold it.

    Of a word its first letters count. Three hundred marks on each of them leave too few in a query.
    """
    run = longest_run(text)
    typed = run[:MAX_LENGTH]
    return typed if typed == run or len(fold(typed)) >= MAX_WORD else ""


def assert_found(posts: dict[int, str], home) -> int:
    """Assert that each post with a letter is found by the longest run of them."""
    runs = {key: run for key, text in posts.items() if (run := query_of(text))}
    for key, run in runs.items():
        found = find(run, root=home, size=500, correct=False)
        assert key in [hit.page.pk for hit in found.hits], (run, posts[key])
    return len(runs)


def test_a_folder_of_any_texts_is_imported_and_found(home, blog, tmp_path):
    texts = draw_texts(COUNT)
    for number, text in enumerate(texts):
        # Front matter is 64 kB at most, and of JSON's escapes one takes six bytes.
        name = json.dumps(text[:1000])
        head = f"title: {name}\nsummary: {name}\ntags: [{name}]\nauthors: [{name}]\nseries: {name}"
        body = escaped(text.encode("utf-8", "ignore").decode())
        source = f"---\n{head}\n---\n{body}\n\n## {body}\n\n```python title={name}\n{body}\n```\n"
        write_file(tmp_path, f"{number}.md", source)
    report = import_folder(tmp_path, index=blog, publish=True)
    assert report.failures == []
    assert report.outcomes[Outcome.CREATED] == len(texts)
    # What is stored holds no NUL.
    stored = [text.replace("\0", "") for text in texts]
    posts = {imported(f"{number}.md").pk: text for number, text in enumerate(stored)}
    drafts = BlogPostPage.objects.filter(pk__in=posts, live=False)
    assert {posts[draft.pk]: draft.body[0].value for draft in drafts} == {}
    told("import_posts", texts, assert_found(posts, home))


def form_data(number: int, text: str) -> dict:
    """Return what a browser sends of a new post; its title is one line."""
    code = {"language": "text", "code": f"{text}x"}
    return post_form(
        title=" ".join(text.split())[:255].strip() or f"Nothing {number}",
        slug=None,
        body=streamfield([("markdown", escaped(text) or "Blank"), ("code", code)]),
        **{"action-publish": "1"},
    )


def test_any_text_is_published_in_the_editor_and_found(home, blog, client):
    client.force_login(UserFactory(group="Editors"))
    address = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    # Forms are UTF-8, and those with NUL are refused at the door.
    texts = [
        text.encode("utf-8", "ignore").decode().replace("\0", "") for text in draw_texts(COUNT)
    ]
    posts = {}
    for number, text in enumerate(texts):
        answer = client.post(address, form_data(number, text))
        assert answer.status_code == 302, (text, answer.context["form"].errors)
        posts[BlogPostPage.objects.order_by("-pk").values_list("pk", flat=True)[0]] = text
    assert BlogPostPage.objects.filter(pk__in=posts, live=True).count() == len(texts)
    told("editor", texts, assert_found(posts, home))
