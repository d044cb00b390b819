import pytest
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from blog.markdown.links_by_id import by_id, named_objects
from tests.blog.markdown.rendering import render_markdown
from tests.factories import ImageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


def test_links_and_images_by_id_are_references():
    source = "[a](page:3#x) ![b](image:7) <document:5> [d](document:5)\n\n[r]: page:4\n\n[e][r]"
    assert sorted((model.__name__, pk) for model, pk in named_objects(source)) == [
        ("Document", "5"), ("Image", "7"), ("Page", "3"), ("Page", "4"),
    ]  # fmt: skip
    assert {model for model, _pk in named_objects(source)} == {
        Page, get_image_model(), get_document_model(),
    }  # fmt: skip


@pytest.mark.parametrize(
    "source",
    ["`[a](page:3)`", "```\n[a](page:3)\n```", "page:3 is text", "[a](https://e.org/page:3)"],
)  # fmt: skip
def test_what_is_no_link_is_no_reference(source):
    assert list(named_objects(source)) == []


def test_addresses_of_the_site_become_ids(post):
    image = ImageFactory()
    rendition = image.get_rendition("width-50")
    file = get_document_model().objects.create(title="a", file=ContentFile(b"a", "a.csv"))
    source = (
        f"[a]({post.url}) [b]({post.full_url}#part) [c](<{post.url}>) [d]({file.url})\n\n"
        f'![e]({image.file.url} "t") ![f]({rendition.url}) [g][r]\n\n[r]: {post.url}\n'
    )
    assert by_id(source) == (
        f"[a](page:{post.pk}) [b](page:{post.pk}#part) [c](page:{post.pk}) "
        f"[d](document:{file.pk})"
        f'\n\n![e](image:{image.pk} "t") ![f](image:{image.pk}) [g][r]\n\n[r]: page:{post.pk}\n'
    )


@pytest.mark.parametrize("typed", ["{0}", "<{0}>", "See {0}", "*See {0} now*", "{0} and {0}"])
def test_an_address_that_is_a_link_by_itself_becomes_one_that_reads_the_same(post, typed):
    source = typed.format(post.full_url)
    named = by_id(source)
    assert named.count(f"](page:{post.pk})") == source.count("http")
    assert render_markdown(named).replace(f'href="{post.url}"', f'href="{post.full_url}"') == (
        render_markdown(source)
    )


def test_everything_else_stays_as_it_was_typed(post):
    source = (
        f"`[a]({post.url})` [b]({post.url}?x=1) [c](https://elsewhere.org{post.url})\n\n"
        f"```\n[d]({post.url})\n```\n\n{post.url} [e]({post.url}more/) [f](relative/)\n\n"
        f"    [h]({post.url})\n"
    )
    assert by_id(source) == source


def test_many_links_cost_few_queries(home, django_assert_max_num_queries):
    pages = [StandardPageFactory(parent=home) for _number in range(20)]
    source = " ".join(f"[a]({page.url})" for page in pages)
    with django_assert_max_num_queries(5):
        assert by_id(source).count("page:") == 20


@pytest.mark.parametrize(
    "source", ["[a](http://[bad/)", "[a](//)", "[a](/%zz/)", "[" * 5000, "[a]()"]
)
def test_odd_addresses_are_left(site, source):
    assert by_id(source) == source


PIECES = st.sampled_from(
    ["{0}", "[a]({0})", "[*a*]({0} 't')", "![a]({0})", "<{0}>", "[a](<{0}>)", "[r]", "[a][r]",
     "\n\n[r]: {0}\n\n", "> ", "- ", "\n", "\n\n", "`", "```\n", "*", "~~", "| ", "|---|\n",
     "$", "[^1]", "\n[^1]: ", "\\", "(", ")", "[", "]", "a ", "é ", "    ", "\t", "<b>", "</b>",
     "&amp;", ": ", "# "]
)  # fmt: skip


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pieces=st.lists(PIECES, max_size=14))
def test_readers_see_no_difference(post, pieces):
    source = "".join(pieces).format(post.full_url)
    before, after = (
        render_markdown(text).replace(post.full_url, post.url) for text in (source, by_id(source))
    )
    assert after == before


def test_pages_and_images_are_linked_by_id(post):
    image = ImageFactory()
    html = render_markdown(f"[text](page:{post.pk}#part) ![alt](image:{image.pk})")
    assert f'href="{post.url}#part"' in html
    assert 'src="/media/original_images/' in html
    assert 'alt="alt"' in html


def test_an_image_without_its_file_does_not_break_the_text(post):
    image = ImageFactory()
    image.file.delete(save=False)
    assert "after" in render_markdown(f"![alt](image:{image.pk})\n\nafter")


@pytest.mark.parametrize("state", ["draft", "login", "expired"])
def test_a_page_that_is_not_public_is_not_linked(hidden_posts, state):
    assert 'href="' not in render_markdown(f"[text](page:{hidden_posts[state].pk})")


@pytest.mark.parametrize("reference", ["page:999", "image:999", "document:999", "page:x"])
def test_a_dangling_reference_keeps_its_text_without_an_address(reference):
    html = render_markdown(f"[text]({reference})")
    assert "text" in html
    assert 'href="' not in html
