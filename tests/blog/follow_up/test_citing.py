"""What follows a source's change, and where readers meet the sources that a post cites."""

import json

import feedparser
import pytest
import yaml
from bs4 import BeautifulSoup

from blog.follow_up.rerendering import renew_pages
from blog.models import SiteIdentity, SourceUse, StoredDocument
from search.results.search import find
from tests.blog.bibliography.shelf import RECORDS
from tests.blog.metadata.heads import read_head
from tests.factories import BlogPostPageFactory, SourceFactory
from tests.queue import run_waiting, waiting

TEXT = "Confident [@guo2017, p. 4], as @later says.\n\n> Deep [@lecun2015]\n"


@pytest.fixture
def sources(db):
    return [SourceFactory(key=key, record=RECORDS[key]) for key in ("guo2017", "lecun2015")]


@pytest.fixture
def citing(blog, sources):
    """A published post that cites, beside one that does not."""
    BlogPostPageFactory(parent=blog, title="Other", body=[("markdown", "Mail a@guo2017.org")])
    return BlogPostPageFactory(
        parent=blog, title="Citing", slug="citing", body=[("markdown", TEXT)]
    )


def page_ids():
    return [result.args_kwargs["args"][0] for result in waiting(renew_pages)]


def shown(post):
    """The links of the post's citations, as readers get them after what waits is done."""
    run_waiting(renew_pages)
    soup = BeautifulSoup(StoredDocument.objects.get(pk=post.pk).html, "html.parser")
    for card in soup.select(".citation__card"):
        card.extract()
    return [link.get_text().replace("\xa0", " ") for link in soup.select(".citation")]


def test_a_page_keeps_which_keys_it_cites(citing):
    assert SourceUse.objects.pages_citing() == {citing.pk}
    assert set(citing.cited_keys.values_list("key", flat=True)) == {
        "guo2017", "lecun2015", "later",
    }  # fmt: skip
    citing.body = [("markdown", "@later")]
    citing.save()
    assert list(citing.cited_keys.values_list("key", flat=True)) == ["later"]


def test_a_changed_source_renders_what_cites_it_again(citing, sources, home):
    run_waiting(renew_pages)
    source = sources[0]
    source.record = {**source.record, "author": [{"family": "Otherwise", "given": "Ada"}]}
    source.save()
    assert page_ids() == [[citing.pk]]
    assert shown(citing) == ["Otherwise, 2017, p. 4", "LeCun et al., 2015"]
    assert [hit.page.title for hit in find("Otherwise", root=home).hits] == ["Citing"]


def test_a_source_that_comes_later_is_cited_then(citing):
    SourceFactory(key="later", record={"type": "book", "author": [{"literal": "Later"}]})
    assert shown(citing)[1] == "Later (n.d.)"


def test_a_source_that_goes_is_a_problem_and_no_error(citing, sources):
    sources[0].delete()
    assert shown(citing) == ["LeCun et al., 2015"]
    assert "[@guo2017, p. 4]" in StoredDocument.objects.get(pk=citing.pk).html
    assert [(each.kind, each.detail) for each in citing.document_of_body().problems] == [
        ("source", "guo2017")
    ]


def test_a_new_key_renders_what_cites_the_old_one_again(citing, sources):
    run_waiting(renew_pages)
    sources[0].key = "later"
    sources[0].save()
    assert shown(citing) == ["Guo et al. (2017)", "LeCun et al., 2015"]


def test_the_style_of_the_site_is_everybodys(citing, client):
    run_waiting(renew_pages)
    identity = SiteIdentity.objects.get()
    identity.citation_style = "numbered"
    identity.save()
    assert shown(citing) == ["[1, p. 4]", "[2]"]
    assert b'<ol class="references__list">' in client.get(citing.url).content


def test_the_sheet_comes_with_citations_alone(citing, client):
    assert b"research.css" in client.get(citing.url).content
    assert b"research.css" not in client.get("/blog/other/").content


def test_search_finds_every_author_who_is_cited(citing, home):
    for name in ("Pleiss", "Hinton", "Geoffrey"):
        assert [hit.page.title for hit in find(name, root=home).hits] == ["Citing"]


def test_programs_are_told_what_is_cited(citing, client):
    node = read_head(client.get(citing.url)).nodes["BlogPosting"]
    assert node["citation"] == [
        {
            "@type": "CreativeWork",
            "name": RECORDS[key]["title"],
            "url": url,
            "datePublished": year,
        }
        for key, url, year in (
            ("guo2017", "https://proceedings.mlr.press/v70/guo17a.html", "2017"),
            ("lecun2015", "https://doi.org/10.1038/nature14539", "2015"),
        )
    ]


def test_feeds_hold_the_whole_list_with_links_that_work(citing, client):
    feed = feedparser.parse(client.get("/blog/feed.xml").content)
    (content,) = [entry.content[0].value for entry in feed.entries if entry.title == "Citing"]
    soup = BeautifulSoup(content, "html.parser")
    assert len(soup.select(".references li")) == 2
    assert not soup.select(".citation__card, .sidenote")
    for link in soup.select(".citation, .footnote-backref"):
        assert link["href"].startswith("http://testserver/blog/citing/#")
    (item,) = [
        each
        for each in json.loads(client.get("/blog/feed.json").content)["items"]
        if each["title"] == "Citing"
    ]
    assert "LeCun, Y." in item["content_html"]


def test_the_markdown_version_keeps_citations_and_their_records(citing, client):
    text = client.get("/blog/citing/index.md").content.decode()
    head, _rule, body = text.removeprefix("---\n").partition("---\n")
    assert TEXT.strip() in body
    assert yaml.safe_load(head)["references"] == [
        {"id": key, **RECORDS[key]} for key in ("guo2017", "lecun2015")
    ]


def test_queries_are_the_same_for_any_number_of_citations_and_posts(blog, count_queries):
    def measured(count):
        """The queries of a change to one source, and of rendering one post again."""
        sources = SourceFactory.create_batch(count)
        body = [("markdown", f"[@{source.key}]") for source in sources]
        posts = [BlogPostPageFactory(parent=blog, body=body) for _ in sources]
        run_waiting(renew_pages)
        sources[0].record = {"type": "book", "title": "Another"}
        change = count_queries(sources[0].save)
        return change, count_queries(lambda: renew_pages.func([posts[0].pk]))

    measured(1)  # what is remembered of the site
    assert measured(2) == measured(6)
