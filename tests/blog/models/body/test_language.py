"""A post in another language than its site, and one written from right to left."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from wagtail.documents.models import Document

from blog.editor.languages import language_panels
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.django_db
TABLE = "| a |\n|---|\n| b |\n\n: Caption {#tbl:t}\n\nSee [@tbl:t]."


def soup_of(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def test_a_posts_own_language_numbers_and_marks_its_text(client, blog):
    post = BlogPostPageFactory(
        parent=blog, title="Messen", teaser="Kurz.", language="de", body=[("markdown", TABLE)]
    )
    assert "Tabelle 1" in post.document.text
    soup = soup_of(client, post)
    assert soup.html["lang"] == "en"
    for selector in (".post__title", ".post__standfirst", ".document"):
        assert soup.select_one(selector)["lang"] == "de"
    assert soup.select_one(".document")["dir"] == "ltr"
    assert soup_of(client, blog).select_one(".teaser__title a")["lang"] == "de"
    assert post.feed_item().language == "de"


def test_a_text_in_the_sites_language_is_marked_by_the_page_alone(client, blog):
    soup = soup_of(client, BlogPostPageFactory(parent=blog, teaser="Short."))
    assert not soup.select("main [lang]")


def test_a_right_to_left_text_says_so_and_each_block_finds_its_own_way(client, blog):
    source = "## مقدمة\n\nالنص الأول.\n\nEnglish beside it.\n\n- عنصر\n\n```text\ncode\n```"
    post = BlogPostPageFactory(
        parent=blog, title="قياس", language="ar", body=[("markdown", source)]
    )
    document = soup_of(client, post).select_one(".document")
    assert (document["lang"], document["dir"]) == ("ar", "rtl")
    blocks = document.select("h2, p, li")
    assert len(blocks) >= 4
    assert {block.get("dir") for block in blocks} == {"auto"}
    # A list is written as the text is: of its items, which have a direction, none would count.
    assert not document.ul.get("dir")
    assert 'dir="auto"' in post.feed_item().html


def test_right_to_left_words_in_another_language_find_their_way(client, blog):
    post = BlogPostPageFactory(parent=blog, body=[("markdown", "English.\n\n> עברית")])
    document = soup_of(client, post).select_one(".document")
    assert {block.get("dir") for block in document.select("p")} == {"auto"}
    assert not document.get("dir")
    plain = BlogPostPageFactory(parent=blog, body=[("markdown", "English.\n\n> 日本語")])
    assert "dir=" not in plain.document.html


def test_the_publishers_language_does_not_reach_readers(client, blog):
    data = Document.objects.create(
        title="Data", file=ContentFile(b"a,b\n", "data.csv"), file_size=1536
    )
    body = [("download", {"document": data.pk, "title": "Data"})]
    with translation.override("de"):
        post = BlogPostPageFactory(parent=blog, body=body)
    text = soup_of(client, post).select_one(".download").get_text()
    assert "1.5" in text
    assert "1,5" not in text


def test_an_editor_chooses_the_language(client, blog):
    client.force_login(UserFactory(group="Editors"))
    post = BlogPostPageFactory(parent=blog, language="ar")
    page = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    chosen = BeautifulSoup(page.content, "html.parser").select("[name=language] option[selected]")
    assert [option["value"] for option in chosen] == ["ar"]


@pytest.mark.parametrize("code", ["../../etc", "EN", "a", "de\n", "<b>", "x" * 17])
def test_what_is_no_code_of_a_language_is_refused(post, code):
    post.language = code
    with pytest.raises(ValidationError):
        post.full_clean()


def test_a_site_in_several_languages_has_them_from_its_trees(settings, post):
    settings.WAGTAIL_I18N_ENABLED = True
    post.language = "ar"
    assert post.body_language == "en"
    assert language_panels() == []
