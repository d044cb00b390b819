"""Which addresses are asked: those in public pages, once, and no longer than they stand there."""

import time

import pytest
from django.core.exceptions import ValidationError

from blog.link_health.collecting import collect_daily, collect_from, collect_from_all
from blog.models import LinkHealth, LinkUse, OutboundLink
from tests.factories import BlogPostPageFactory, StandardPageFactory
from tests.people import restrict
from tests.queue import run_waiting, waiting

LINK = ("markdown", "A [paper](https://papers.example/a?b=c#part) and <https://other.example/>.")
URLS = {"https://papers.example/a?b=c", "https://other.example/"}


@pytest.fixture
def linking(blog):
    return lambda text=LINK[1], **fields: BlogPostPageFactory(
        parent=blog, body=[("markdown", text)], **fields
    )


def kept(page=None):
    uses = LinkUse.objects.filter(page=page) if page else LinkUse.objects.all()
    return set(uses.values_list("link__url", flat=True))


def test_what_leads_elsewhere_is_kept_without_its_fragment(health, linking, site):
    text = (
        "[a](https://papers.example/a?b=c#one) [again](https://papers.example/a?b=c#two)\n\n"
        f"[own](http://{site.hostname}/x) [own](https://www.{site.hostname}/x) [in](#part) "
        "[mail](mailto:a@b.example) [path](/x) [file](ftp://c.example/x)\n\n"
        '<a href="https://other.example/">raw</a>\n\nA note.[^1]\n\n'
        "[^1]: See <https://notes.example/>.\n\n`https://code.example/`"
    )
    post = linking(text)
    collect_from.func([post.pk])
    assert kept(post) == URLS | {"https://notes.example/"}


def test_an_address_of_any_length_is_kept_whole(health, linking):
    url = f"https://long.example/{'x' * 1900}"
    collect_from.func([linking(f"[a]({url})").pk])
    assert kept() == {url}


def test_where_a_post_is_discussed_is_asked_too(health, linking):
    post = linking("Text.", discuss_url="https://forum.example/t/1#last")
    collect_from.func([post.pk])
    assert kept(post) == {"https://forum.example/t/1"}


def test_what_a_link_or_a_quotation_points_at_is_asked_too(health, linking):
    post = linking("Text.", form="link", link_url="https://papers.example/a#abstract")
    note = linking("Text.", form="note", link_url="https://kept.example/not-shown")
    collect_from.func([post.pk, note.pk])
    assert kept() == {"https://papers.example/a"}


def test_publishing_and_unpublishing_keep_up(health, linking):
    post = linking()
    revision = post.save_revision()
    assert not waiting(collect_from).exists()
    revision.publish()
    run_waiting(collect_from)
    assert kept(post) == URLS
    post.body = [("markdown", "[a](https://new.example/)")]
    post.save_revision().publish()
    run_waiting(collect_from)
    assert kept(post) == {"https://new.example/"}
    post.unpublish()
    run_waiting(collect_from)
    assert kept() == set()


def test_nothing_is_kept_of_what_is_hidden(health, hidden_posts, linking):
    for page in hidden_posts.values():
        page.body = [LINK]
        page.save()
    post = linking()
    alias = post.create_alias(parent=post.get_parent(), update_slug="again")
    collect_from.func([alias.pk, post.pk, *(page.pk for page in hidden_posts.values())])
    assert set(LinkUse.objects.values_list("page", flat=True)) == {post.pk}


def test_all_pages_are_looked_through_and_what_is_gone_is_dropped(health, home, linking):
    posts = [linking(f"[a](https://{number}.example/)") for number in range(25)]
    page = StandardPageFactory(parent=home, body=[{"type": "markdown", "value": LINK[1]}])
    collect_daily()
    run_waiting(collect_from_all)
    assert LinkUse.objects.count() == 27
    assert kept(page) == URLS
    restrict(posts[0], "login")
    posts[1].delete()
    OutboundLink.to("https://lost.example/").save()
    collect_daily()
    run_waiting(collect_from_all)
    urls = set(OutboundLink.objects.values_list("url", flat=True))
    assert urls == URLS | {f"https://{number}.example/" for number in range(2, 25)}


def test_it_begins_with_the_switch_and_ends_with_it(linking):
    post = linking()
    post.save_revision().publish()
    collect_daily()
    assert not waiting(collect_from).exists()
    assert not waiting(collect_from_all).exists()
    collect_from_all.func()
    assert kept() == set()
    health = LinkHealth.objects.create(is_on=True)
    run_waiting(collect_from_all)
    assert kept() == URLS
    health.ignored = "papers.example"
    health.save()
    run_waiting(collect_from_all)
    assert kept() == {"https://other.example/"}
    assert OutboundLink.objects.count() == 1


def test_looking_again_writes_nothing(health, linking, django_assert_num_queries):
    post = linking()
    collect_from.func([post.pk])
    before = set(LinkUse.objects.values_list("pk", "link"))
    collect_from.func([post.pk])
    assert set(LinkUse.objects.values_list("pk", "link")) == before


@pytest.mark.parametrize(
    ("line", "url", "is_ignored"),
    [
        ("papers.example", "https://papers.example/a", True),
        ("papers.example", "https://papers.example", True),
        ("Papers.Example", "https://papers.EXAMPLE/a", True),
        ("papers.example", "https://www.papers.example/a", False),
        ("papers.example", "https://notpapers.example/a", False),
        ("*.example", "https://www.papers.example/a", True),
        ("papers.example/docs/*", "https://papers.example/docs/a/b", True),
        ("papers.example/docs/*", "https://papers.example/blog", False),
        ("https://papers.example/a?b=c", "https://papers.example/a?b=c", True),
        ("papers.example/a?b=c", "https://papers.example/aXb=c", False),
        ("papers.example/[ab]", "https://papers.example/a", False),
        ("papers.example/[ab]", "https://papers.example/[ab]", True),
        ("*", "https://papers.example/", True),
        ("", "https://papers.example/", False),
        ("  ", "https://papers.example/", False),
    ],
)
def test_what_a_pattern_stands_for(line, url, is_ignored):
    assert LinkHealth(ignored=f"other.example/x\n{line}\n").ignores(url) == is_ignored


@pytest.mark.parametrize(
    "line", ["*a" * 150, "*aa" * 100, "*" * 300, "a*" * 149 + "b", "(a+)+$" * 50]
)
def test_no_pattern_takes_long(line):
    health = LinkHealth(ignored="\n".join([line] * 100))
    health.full_clean()
    began = time.monotonic()
    for number in range(10):
        health.ignores(f"https://a.example/{number}{'a' * 2000}")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("ignored", ["x" * 301, "x\n" * 101])
def test_too_many_patterns_are_refused(ignored):
    with pytest.raises(ValidationError, match="At most 100"):
        LinkHealth(ignored=ignored).full_clean()
