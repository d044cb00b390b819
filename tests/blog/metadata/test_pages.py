"""What posts, plain pages and the front page say of themselves."""

from datetime import UTC, datetime
from html import unescape

import pytest
from django.utils.timezone import localtime

from blog.models import SiteIdentity
from tests.blog.metadata.heads import read_head
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ImageFactory,
    SeriesFactory,
    StandardPageFactory,
    TagFactory,
)

SITE = "http://testserver"
PUBLISHED = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)
CHANGED = datetime(2024, 3, 5, 8, 0, tzinfo=UTC)
HOSTILE = "\"><script>alert(1)</script><!-- </script> & ' "


@pytest.fixture
def post(blog):
    SiteIdentity.objects.update(name="Our journal", tagline="On models.")
    return BlogPostPageFactory(
        parent=blog,
        title="Watching for drift",
        slug="drift",
        body=[("markdown", "word " * 460)],
        authors=[
            AuthorFactory(name="Ada", slug="ada"),
            AuthorFactory(name="Team", slug="team", is_team=True),
        ],
        tags=[TagFactory(name="MLOps"), TagFactory(name="Python")],
        series=SeriesFactory(name="In production", slug="in-production"),
        cover=ImageFactory(title="A curve"),
        display_date=PUBLISHED,
        last_published_at=CHANGED,
    )


@pytest.fixture
def head(client, post):
    return read_head(client.get(post.url))


def test_a_posts_node_holds_what_the_article_documentation_asks_for(head, post):
    node = head.nodes["BlogPosting"]
    assert node["headline"] == "Watching for drift"
    assert node["image"]["url"].startswith(f"{SITE}/media/")
    assert node["image"].keys() >= {"width", "height"}
    assert node["datePublished"] == "2024-02-29T23:30:00+00:00"
    assert node["dateModified"] == "2024-03-05T08:00:00+00:00"
    assert [(author["@type"], author["name"], author["url"]) for author in node["author"]] == [
        ("Person", "Ada", f"{SITE}/blog/authors/ada/"),
        ("Organization", "Team", f"{SITE}/blog/authors/team/"),
    ]
    assert node["publisher"]["@type"] == "Organization"
    assert node["publisher"]["name"] == "Our journal"
    assert node["publisher"]["logo"]["url"].startswith(f"{SITE}/static/")
    assert node["mainEntityOfPage"]["@id"] == f"{SITE}{post.url}"


def test_a_posts_node_says_what_it_is_about_and_part_of(head):
    node = head.nodes["BlogPosting"]
    assert node["wordCount"] == 460
    assert node["timeRequired"] == "PT2M"
    assert node["keywords"] == ["MLOps", "Python"]
    assert node["inLanguage"] == "en"
    assert node["description"] == "What the reader learns."
    assert [(whole["@type"], whole["url"]) for whole in node["isPartOf"]] == [
        ("Blog", f"{SITE}/blog/"),
        ("CreativeWorkSeries", f"{SITE}/blog/series/in-production/"),
    ]


def test_the_way_to_a_post_leads_from_the_front_page(head, post):
    steps = head.nodes["BreadcrumbList"]["itemListElement"]
    assert [(step["name"], step["item"]) for step in steps] == [
        ("Our journal", f"{SITE}/"),
        ("Blog", f"{SITE}/blog/"),
        ("Watching for drift", f"{SITE}{post.url}"),
    ]


def test_the_way_names_every_page_between(client, home):
    outer = StandardPageFactory(parent=home, title="Outer", slug="outer")
    inner = StandardPageFactory(parent=outer, title="Inner", slug="inner")
    post = BlogPostPageFactory(parent=BlogIndexPageFactory(parent=inner, title="Deep"))
    steps = read_head(client.get(post.url)).nodes["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Epoch", "Outer", "Inner", "Deep", post.title]


def test_a_post_is_shown_well_where_others_link_to_it(head, post):
    assert head.one("og:type") == "article"
    assert head.one("og:title") == "Watching for drift"
    assert head.one("og:site_name") == "Our journal"
    assert head.one("og:url") == head.canonical == f"{SITE}{post.url}"
    assert head.one("og:description") == head.one("description") == "What the reader learns."
    assert head.one("og:image").startswith(f"{SITE}/media/")
    assert head.one("og:image:alt") == "A curve"
    assert head.one("twitter:card") == "summary_large_image"
    assert head.one("article:published_time") == localtime(PUBLISHED).isoformat()
    assert head.one("article:modified_time") == localtime(CHANGED).isoformat()
    assert head.meta["article:author"] == [f"{SITE}/blog/authors/{who}/" for who in ("ada", "team")]
    assert head.meta["article:tag"] == ["MLOps", "Python"]


def test_citation_managers_find_what_they_cite(head, post):
    assert head.one("citation_title") == "Watching for drift"
    assert head.meta["citation_author"] == ["Ada", "Team"]
    assert head.one("citation_publication_date") == "2024/02/29"
    assert head.one("citation_online_date") == "2024/02/29"
    assert head.one("citation_journal_title") == "Our journal"
    assert head.one("citation_public_url") == f"{SITE}{post.url}"


def test_a_registered_post_and_its_authors_are_identified(client, blog):
    author = AuthorFactory(orcid="0000-0002-1825-0097")
    post = BlogPostPageFactory(parent=blog, doi="10.5281/zenodo.1_2", authors=[author])
    page = client.get(post.url)
    head = read_head(page)
    node = head.nodes["BlogPosting"]
    assert node["author"][0]["sameAs"] == "https://orcid.org/0000-0002-1825-0097"
    assert node["identifier"] == {
        "@type": "PropertyValue",
        "propertyID": "DOI",
        "value": "10.5281/zenodo.1_2",
        "url": "https://doi.org/10.5281/zenodo.1_2",
    }
    assert head.one("citation_doi") == "10.5281/zenodo.1_2"
    shown = unescape(page.content.decode())
    assert "doi = {10.5281/zenodo.1_2}," in shown
    assert '"DOI": "10.5281/zenodo.1_2"' in shown


def test_a_post_announces_its_markdown_and_the_sites_feed(client, head):
    alternates = {link["type"]: link["href"] for link in head.links["alternate"]}
    assert alternates == {
        "text/markdown": f"{SITE}/blog/drift/index.md",
        "application/atom+xml": f"{SITE}/feed.xml",
    }
    for url in alternates.values():
        assert client.get(url.removeprefix(SITE)).status_code == 200


def test_a_post_from_elsewhere_names_its_first_home(client, blog):
    post = BlogPostPageFactory(parent=blog, canonical_url="https://elsewhere.example/drift")
    head = read_head(client.get(post.url))
    assert head.canonical == head.one("og:url") == "https://elsewhere.example/drift"
    assert head.nodes["BlogPosting"]["url"] == "https://elsewhere.example/drift"


def test_a_bare_post_names_its_publisher_and_no_image(client, blog):
    post = BlogPostPageFactory(parent=blog, teaser="", body=[], display_date=CHANGED,
                               last_published_at=PUBLISHED)  # fmt: skip
    head = read_head(client.get(post.url))
    node = head.nodes["BlogPosting"]
    assert node["author"] == [{"@id": node["publisher"]["@id"]}]
    assert "image" not in node
    assert "og:image" not in head.meta
    assert head.one("twitter:card") == "summary"
    # It was not changed before it was published.
    assert node["dateModified"] == node["datePublished"]


def test_the_front_page_says_who_publishes_and_how_to_search(client, post):
    head = read_head(client.get("/"))
    site, publisher = head.nodes["WebSite"], head.nodes["Organization"]
    assert (site["name"], site["url"], site["description"]) == (
        "Our journal",
        f"{SITE}/",
        "On models.",
    )
    assert site["publisher"]["@id"] == publisher["@id"]
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert site["potentialAction"]["query-input"] == "required name=search_term_string"
    found = client.get(template.replace("{search_term_string}", "drift").removeprefix(SITE))
    assert b"Watching for" in found.content
    assert head.canonical == f"{SITE}/"
    assert len({link["href"] for link in head.links["alternate"]}) == 4


def test_the_publisher_names_its_other_places(client, home):
    identity = SiteIdentity.objects.get()
    identity.social_links = [("link", {"label": "Code", "address": "https://code.example/us"})]
    identity.logo = ImageFactory()
    identity.save()
    publisher = read_head(client.get("/")).nodes["Organization"]
    assert publisher["sameAs"] == ["https://code.example/us"]
    assert publisher["logo"]["url"].startswith(f"{SITE}/media/")


def test_a_plain_page_is_described(client, home):
    page = StandardPageFactory(parent=home, title="About", slug="about", search_description="Us.")
    head = read_head(client.get(page.url))
    assert head.nodes["WebPage"]["name"] == "About"
    assert head.one("description") == "Us."
    assert head.canonical == f"{SITE}/about/"
    assert head.is_listed


@pytest.mark.parametrize("url", ["/", "/blog/", "/blog/drift/", "/blog/authors/ada/", "/about/"])
def test_hostile_words_break_out_of_nothing(client, home, blog, url):
    SiteIdentity.objects.update(name=f"J{HOSTILE}"[:80], tagline=HOSTILE)
    words = {"title": f"T{HOSTILE}", "search_description": HOSTILE}
    StandardPageFactory(parent=home, slug="about", **words)
    author = AuthorFactory(name=HOSTILE, slug="ada", biography=HOSTILE)
    BlogPostPageFactory(
        parent=blog, slug="drift", teaser=HOSTILE, authors=[author],
        tags=[TagFactory(name=HOSTILE)], **words,
    )  # fmt: skip
    response = client.get(url)
    assert b"<script>alert" not in response.content
    assert read_head(response).nodes


def test_queries_are_as_many_for_a_post_in_a_deep_blog(client, home, count_queries):
    counts = []
    for depth in (2, 4):
        parent = home
        for number in range(depth):
            parent = StandardPageFactory(parent=parent, slug=f"page-{depth}-{number}")
        post = BlogPostPageFactory(parent=BlogIndexPageFactory(parent=parent))
        client.get(post.url)
        counts.append(count_queries(lambda post=post: client.get(post.url)))
    # Two for each level more are Wagtail's own way there.
    assert counts[1] - counts[0] <= 4
