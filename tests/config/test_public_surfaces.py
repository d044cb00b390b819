"""No address that the site answers shows what is hidden, in whichever state it is.

The addresses come from the URL resolver: one that this test doesn't know makes it fail.
"""

from django.urls import get_resolver
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, get_page_models

from blog.models import Webhook, WebhookMessage
from blog.models.unpublished.binned_page import is_binned
from blog.social_cards.keeping import keep_cards
from config.request_limits import api_rate
from search.public.visibility import public_pages
from tests.factories import (
    SearchPromotionFactory,
)

TODAY = timezone.now()
FEEDS = ("feed.xml", "rss.xml", "feed.json")
LISTS = ("", "blog/", "blog/tags/hidden-tag/", "blog/authors/hidden/", "blog/series/hidden-series/")
SEARCHES = (
    "quicksilver", "nobody may read", "quicksilvr", "tag:hidden-tag", "author:hidden",
    "series:hidden-series", "promoted", "drift",
)  # fmt: skip
_PATH = r"^(?P<path>(?:[\w\-]+/)*)"

# What to ask of each pattern besides the hidden pages' own addresses; "{page}" stands for those.
SURFACES = {
    "search/": [
        f"search/?q={query}{form}&page={page}"
        for query in SEARCHES for form in ("", "&format=json") for page in (1, 2)
    ],
    "search/suggest/": [f"search/suggest/?q={query[:end]}" for query in SEARCHES for end in (3, 9)],
    **{f"search/{file}": [f"search/{file}?q={query}" for query in SEARCHES] for file in FEEDS},
    rf"{_PATH}index\.md$": [f"{each}index.md" for each in (*LISTS, "{page}")],
    "follow/": ["follow/"],
    "llms.txt": ["llms.txt"],
    r"^styles/(?P<colour>[0-9a-f]{6})-(?P<version>[0-9a-f]{8})\.css$": [
        "styles/1f6feb-00000000.css"
    ],
    r"^icons/(?P<colour>[0-9a-f]{6})/(?P<name>[a-z0-9-]+\.(?:png|svg))$": [
        "icons/1f6feb/favicon.svg"
    ],
    "robots.txt": ["robots.txt"],
    ".well-known/security.txt": [".well-known/security.txt"],
    "site.webmanifest": ["site.webmanifest"],
    "favicon.ico": ["favicon.ico"],
    "sitemap.xml": ["sitemap.xml"],
    r"^sitemap-pages-([0-9]{1,9})\.xml$": [f"sitemap-pages-{part}.xml" for part in range(3)],
    r"^sitemap-topics-([0-9]{1,9})-([0-9]{1,9})\.xml$": ["sitemap-topics-{blog}-0.xml"],
    **{
        _PATH + file.replace(".", r"\.") + "$": [f"{each}{file}" for each in (*LISTS, "{page}")]
        for file in FEEDS
    },
    _PATH + r"code/(?P<listing>[\w\-]{1,100})\.txt$": ["{page}code/lst-secret.txt"],
    r"^((?:[\w\-]+/)*)$": [
        "", "blog/", "blog/drift/", "blog/quicksilver/", "{page}", "{page}changes/", "old{page}",
        "link{page}",
        "old{page}index.md",
    ],
}  # fmt: skip
# Who may come in here is tried where the doors are: in tests of that name.
DOORS = {
    "documents/^(\\d+)/(.*)$": "test_media",
    "documents/authenticate_with_password/<int:restriction_id>/": "test_redirects",
    "drafts/<str:token>/": "test_sharing",
    "frames/<int:document_id>/<str:file_name>": "test_frames",
    "media/<path:path>": "test_media",
    "videos/<int:document_id>/<str:file_name>": "test_videos",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": (
        "test_redirects"
    ),
    "_util/login/": "test_redirects",
}
# What the API answers whoever has no token; `tests/home/api/test_rights.py` asks for the rest.
API = {
    "api/v3/pages/": [
        f"api/v3/pages/?{query}" for query in (
            "limit=100", "search=quicksilver", "type=blog.BlogPostPage&tags=hidden-tag&limit=100",
            "descendant_of=root&limit=100&order=-title",
        )
    ],
    "api/v3/pages/find/": ["api/v3/pages/find/?html_path={page}"],
    "api/v3/pages/<page_id>/": [
        f"api/v3/pages/{{key}}/{query}" for query in (
            "", "?version=draft", "?rich_text_format=db_markdown", "?rich_text_format=html",
        )
    ] + ["api/v3/pages/find/?id={key}", "api/v3/pages/?child_of={key}"],
}  # fmt: skip
SURFACES |= API
# Below a blog, by the pattern of a route.
ROUTES = {
    "": "",
    "tags/": "tags/",
    r"^tags/(?P<slug>[\w\-]+)/$": "tags/hidden-tag/",
    "authors/": "authors/",
    r"^authors/(?P<slug>[\w\-]+)/$": "authors/hidden/",
    "series/": "series/",
    r"^series/(?P<slug>[\w\-]+)/$": "series/hidden-series/",
    "archive/": "archive/",
    r"^(?P<year>(?:19|[2-9][0-9])[0-9]{2})/$": f"{TODAY.year}/",
    r"^(?P<year>(?:19|[2-9][0-9])[0-9]{2})/(?P<month>0?[1-9]|1[0-2])/$": (
        f"{TODAY.year}/{TODAY.month}/"
    ),
}
TEXT = ("Quicksilver", "Nobody may read")


def patterns(resolver=None, above=""):
    """Every pattern of the site, those of Wagtail's desk aside, which asks for a login."""
    for each in (resolver or get_resolver()).url_patterns:
        pattern = f"{above}{each.pattern}"
        if pattern.startswith("admin/"):
            continue
        if hasattr(each, "url_patterns"):
            yield from patterns(each, pattern)
        elif not pattern.startswith("api/v3/") or pattern in API:
            yield pattern


def test_every_address_is_known():
    assert set(patterns()) == {*SURFACES, *DOORS}
    routes = {
        str(each.pattern)
        for model in get_page_models()
        if issubclass(model, RoutablePageMixin)
        for each in model.get_subpage_urls()
    }
    assert routes == set(ROUTES)


def test_nothing_hidden_is_public(hidden_pages):
    keys = [page.pk for page in hidden_pages.values()]
    assert list(public_pages(Page.objects.filter(pk__in=keys))) == []
    keep_cards(keys)
    assert not any(hasattr(page, "social_card") for page in hidden_pages.values())


def test_no_address_shows_what_is_hidden(client, blog, post, hidden_pages, generation, monkeypatch):
    monkeypatch.setattr(api_rate, "STRANGERS", api_rate.RateLimitItemPerMinute(10**6))
    first = hidden_pages["draft"]
    for tag in first.shown_tags:
        post.post_tags.model.objects.create(content_object=post, tag=tag)
    paths = {}
    for state, page in hidden_pages.items():
        before = page.url_path
        page.refresh_from_db()
        own = before if is_binned(page) else page.url_path
        paths[state] = own.removeprefix("/epoch").removeprefix("/home")
        SearchPromotionFactory(page=page, query__query_string="promoted")
        Redirect.objects.create(old_path=f"/old{paths[state]}".rstrip("/"), redirect_page=page)
        Redirect.objects.create(
            old_path=f"/link{paths[state]}".rstrip("/"), redirect_link=paths[state]
        )
    # Nothing changes from here on, so what a served site remembers is remembered.
    generation.change()
    surfaces = [*SURFACES.values(), [f"blog/{route}" for route in ROUTES.values()]]
    for template in {each for surface in surfaces for each in surface}:
        is_of_each = "{page}" in template or "{key}" in template
        for state, path in paths.items() if is_of_each else [("", "")]:
            address = f"/{template}".replace("/{page}", path).replace("{page}", path)
            address = address.replace("{blog}", str(blog.pk))
            if state:
                address = address.replace("{key}", str(hidden_pages[state].pk))
            answer = client.get(address)
            text = b"".join(answer) if answer.streaming else answer.content
            assert not any(each in text.decode() for each in TEXT), address
            if address.startswith(("/old", "/link")):
                assert answer.status_code == 404, address
    assert client.get(post.url).status_code == 200


def test_no_webhook_is_told_of_what_is_hidden(hidden_pages):
    Webhook.objects.create(name="Mirror", url="https://mirror.example/")
    # What nobody has taken down yet was seen: that it is over may be told.
    hidden_pages.pop("expired")
    for page in hidden_pages.values():
        hidden = page.specific_class.objects.get(pk=page.pk)
        hidden.save()
        if hidden.live and not hidden.alias_of_id:
            hidden.save_revision().publish()
    assert not WebhookMessage.objects.exists()
