"""Links, quotations and notes stand whole in the lists and feeds of posts, and look lighter."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog.models import BlogPostPage, PinnedPost
from blog.models.short_form import LinkTarget
from tests.blog.metadata.heads import read_head
from tests.blog.models.many_posts import make_posts, make_topics
from tests.factories import BlogPostPageFactory, SeriesFactory, TagFactory

URL = "https://www.sqlite.example/wal.html?a=1&b=2"
NOTE = "A reader *never* blocks a writer.\n\n```sql\nPRAGMA journal_mode;\n```"
ATOM = "{http://www.w3.org/2005/Atom}"


def make(blog, form, **fields):
    values = {
        "parent": blog,
        "form": form,
        "slug": form,
        "teaser": "",
        "title": f"A {form} of ours",
    }
    return BlogPostPageFactory(**{**values, "body": [("markdown", NOTE)], **fields})


@pytest.fixture
def link(blog):
    return make(blog, "link", link_url=URL, link_title="Write-Ahead Logging")


@pytest.fixture
def quotation(blog):
    words = [("markdown", "It can do *whatever* we know how to order it to perform.")]
    return make(
        blog, "quotation", body=words, link_url="https://notes.example/g", link_title="Ada Lovelace"
    )


@pytest.fixture
def note(blog):
    return make(blog, "note")


def shown(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def test_lists_show_a_short_text_whole(client, blog, link, quotation, note, post):
    page = shown(client, blog.url)
    by_title = {words(each.h2): each for each in page.select(".teaser")}
    assert len(by_title) == 4
    linked = by_title[link.title]
    assert linked.select_one(".link-target a")["href"] == URL
    assert words(linked.select_one(".link-target")) == "Write-Ahead Logging sqlite.example"
    assert linked.select_one("em").text == "never"
    quoted = by_title[quotation.title]
    assert quoted.select_one("blockquote")["cite"] == "https://notes.example/g"
    assert words(quoted.select_one(".quotation__source")) == "— Ada Lovelace"
    assert "PRAGMA" in words(by_title[note.title])
    for form in (link, quotation, note):
        assert "min read" not in words(by_title[form.title])
        assert form.get_form_display() in words(by_title[form.title])
        assert "Click to read more" not in words(by_title[form.title])
    assert "min read" in words(by_title[post.title])
    assert page.select_one('link[href*="css/short"]')
    ids = [each["id"] for each in page.select("[id]")]
    assert len(set(ids)) == len(ids)


def test_a_list_of_posts_alone_links_no_sheet_for_short_forms(client, blog, post):
    for url in (blog.url, "/", f"{blog.url}tags/", post.url):
        assert not shown(client, url).select('link[href*="css/short"]')


LONG = [
    "word " * 201,
    "## A part\n\nText",
    "A claim.[^1]\n\n[^1]: A footnote.",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "[up](#content)",
    f"```text\n{'x' * 70}\n{'y' * 4000}\n```",
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_what_is_long_or_needs_its_page_has_its_summary_in_lists(client, blog, text):
    note = make(blog, "note", body=[("markdown", text)], teaser="In short.")
    (teaser,) = shown(client, blog.url).select(".teaser")
    assert words(teaser.select_one(".teaser__text")) == "In short."
    assert teaser.select_one(".teaser__more a")["href"] == note.url


def test_a_title_that_is_the_beginning_of_the_text_is_not_shown_twice(client, blog):
    note = make(blog, "note", title="A reader never blocks…")
    assert not note.has_own_title
    (teaser,) = shown(client, blog.url).select(".teaser")
    assert "visually-hidden" in teaser.h2["class"]
    assert teaser.select_one(".teaser__date a")["href"] == note.url
    assert "visually-hidden" in shown(client, note.url).h1["class"]


def test_a_page_is_light(client, link, quotation, note):
    for form in (link, quotation, note):
        page = shown(client, form.url)
        assert not page.select(".cite, .related, .curve")
        assert "min read" not in words(page.article)
        assert page.select_one('link[href*="css/short"]')
    assert shown(client, link.url).select_one("a.u-bookmark-of")["href"] == URL
    assert shown(client, quotation.url).select_one("blockquote.quotation em").text == "whatever"


def test_feeds_lead_to_what_is_linked(client, link, quotation, note):
    items = {item["title"]: item for item in json.loads(client.get("/feed.json").content)["items"]}
    assert items[link.title]["external_url"] == URL
    assert items[quotation.title]["external_url"] == "https://notes.example/g"
    assert "external_url" not in items[note.title]
    assert items[link.title]["url"] == link.full_url
    assert "Write-Ahead Logging</a>" in items[link.title]["content_html"]
    assert "<blockquote" in items[quotation.title]["content_html"]
    feed = ElementTree.fromstring(client.get("/feed.xml").content)
    related = {
        entry.find(f"{ATOM}title").text: [
            (each.get("href"), each.get("title"))
            for each in entry.findall(f"{ATOM}link[@rel='related']")
        ]
        for entry in feed.findall(f"{ATOM}entry")
    }
    assert related == {
        link.title: [(URL, "Write-Ahead Logging")],
        quotation.title: [("https://notes.example/g", "Ada Lovelace")],
        note.title: [],
    }
    assert "Write-Ahead Logging" in client.get("/rss.xml").content.decode()


def test_the_feed_of_a_post_has_its_original_as_before(client, blog):
    BlogPostPageFactory(parent=blog, canonical_url="https://first.example/a")
    (item,) = json.loads(client.get("/feed.json").content)["items"]
    assert item["external_url"] == "https://first.example/a"
    assert b'rel="related"' not in client.get("/feed.xml").content


def test_metadata_say_what_is_shared(client, link, quotation, note):
    heads = {form: read_head(client.get(form.url)) for form in (link, quotation, note)}
    nodes = {form: head.nodes["SocialMediaPosting"] for form, head in heads.items()}
    assert nodes[link]["sharedContent"] == {
        "@type": "WebPage",
        "name": "Write-Ahead Logging",
        "url": URL,
    }
    assert nodes[quotation]["sharedContent"] == {
        "@type": "Quotation",
        "text": "It can do whatever we know how to order it to perform.",
        "creditText": "Ada Lovelace",
        "isBasedOn": "https://notes.example/g",
    }
    assert "sharedContent" not in nodes[note]
    assert "timeRequired" not in nodes[note]
    assert b"citation_title" not in client.get(note.url).content


def test_search_finds_what_is_linked(client, link):
    assert client.get("/search/?q=ahead").context["hits"].items[0].title == link.title
    assert [each.text for each in link.search_entry().sections][-1] == (
        "Write-Ahead Logging sqlite.example"
    )


def test_nothing_is_missing_of_a_short_form(note, blog):
    assert note.problems == ()
    kinds = {each.kind for each in BlogPostPageFactory(parent=blog, teaser="").problems}
    assert kinds == {"byline", "teaser"}


def test_related_posts_are_whole_ones_unless_pinned(blog, note, link, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "blog.models.related_posts.related_pages",
        lambda post, limit, among: asked.append(among) or [],
    )
    post = BlogPostPageFactory(parent=blog)
    other = BlogPostPageFactory(parent=blog)
    PinnedPost.objects.create(post=post, pinned=link)
    among = BlogPostPage.objects.all()
    from blog.models.related_posts import find_related

    assert find_related(post, among=among) == [link]
    assert list(asked[0]) == [other]
    assert find_related(note, among=among) == []
    assert len(asked) == 1


def test_a_short_form_is_a_part_of_its_series_as_any_post(client, blog):
    series = SeriesFactory(slug="s")
    make(blog, "note", series=series, series_position=1)
    second = BlogPostPageFactory(parent=blog, series=series, series_position=2)
    page = shown(client, f"{blog.url}series/s/")
    assert [words(each) for each in page.select(".teaser__part")] == ["Part 1", "Part 2"]
    assert "Part 2" in words(shown(client, second.url)) or second.series_place is None


def test_nothing_hidden_is_in_the_lists(client, blog, note, hidden_posts):
    BlogPostPage.objects.filter(pk__in=[each.pk for each in hidden_posts.values()]).update(
        form="link", link_url="https://quicksilver.example/", link_title="Quicksilver"
    )
    for url in (blog.url, "/", "/feed.xml", "/feed.json", "/rss.xml", "/search/?q=quicksilver"):
        content = client.get(url).content.decode().replace("q=quicksilver", "")
        content = content.replace('value="quicksilver"', "")
        assert "uicksilver.example" not in content


def test_queries_do_not_grow_with_short_forms(client, blog, count_queries):
    topics = make_topics()
    tag = topics["tags"][0]
    urls = [blog.url, "/", f"{blog.url}{tag.post_list_path}", "/feed.xml", "/feed.json"]

    def mixed(number):
        posts = make_posts(blog, number, **topics)
        for place, post in enumerate(posts):
            if form := ["", "link", "quotation", "note"][place % 4]:
                post.form, post.link_url = form, URL
                post.save()

    def count_all():
        for url in urls:
            client.get(url)
        return [count_queries(lambda url=url: client.get(url)) for url in urls]

    mixed(4)
    few = count_all()
    mixed(8)
    assert count_all() == few


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://a.example/", "no address", f"https://a.example/{'x' * 2000}"],
)
def test_only_addresses_of_the_web_are_linked(note, address):
    note.form, note.link_url = "link", address
    with pytest.raises(ValidationError):
        note.full_clean()


def test_a_public_link_needs_an_address(link):
    link.link_url = ""
    with pytest.raises(ValidationError, match="address"):
        link.full_clean()
    link.live = False
    link.full_clean()


def test_what_another_form_needs_is_kept_and_not_shown(client, link):
    link.form = "note"
    link.save()
    assert link.link_target is None
    assert URL.split("?")[0] not in client.get(link.url).content.decode()
    link.form = "link"
    assert link.link_target == LinkTarget(URL, "Write-Ahead Logging")


def test_a_hostile_title_stays_text(client, blog):
    make(blog, "quotation", link_url=URL, link_title='"><script>x</script>')
    html = client.get(blog.url).content.decode()
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


def test_a_stored_list_text_follows_the_form(note):
    assert note.stored_document.short_html
    note.form = "post"
    note.save()
    note.stored_document.refresh_from_db()
    assert note.stored_document.short_html == ""


def test_the_markdown_version_says_so_in_its_head(client, link):
    text = client.get(f"{link.url}index.md").content.decode()
    assert "form: link\n" in text
    assert f"link: {URL}\n" in text
    assert "link_title: Write-Ahead Logging\n" in text


def test_a_check_that_is_old_is_told_of_a_note_too(client, blog):
    old = timezone.localdate() - timedelta(days=900)
    note = make(blog, "note", checked_on=old, tags=[TagFactory()])
    assert shown(client, note.url).select_one(".stale")
