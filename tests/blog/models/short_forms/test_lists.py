"""Links, quotations and notes stand whole in the lists of posts, and look lighter."""

import pytest

from blog.models import BlogPostPage, PinnedPost
from blog.models.related_posts import find_related
from tests.blog.models.many_posts import make_posts, make_topics
from tests.blog.models.short_forms.making import URL, make, shown, words
from tests.factories import BlogPostPageFactory, SeriesFactory


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
