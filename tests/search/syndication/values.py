"""Items and channels to write."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from search.syndication.items import Channel, Item, Person, Picture, Tag

PUBLISHED = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)
UPDATED = datetime(2024, 3, 1, 8, 15, 30, 123456, tzinfo=UTC)
PUBLISHER = Person("Epoch & friends", "https://epoch.example/")
HOSTILE = "<b>&amp;]]></title>\x00\x1b\ud800\ufffe \u2028 \u202e é"
FULL = Item(
    id=f"urn:uuid:{UUID(int=1)}",
    url="https://epoch.example/blog/drift/",
    title="When <p99> & drift meet",
    updated=UPDATED,
    published=PUBLISHED,
    summary="Is a < b && c > d?",
    authors=(Person("Ada", "https://epoch.example/blog/authors/ada/"), Person("Team")),
    tags=(Tag("MLOps"), Tag("C++ & co")),
    picture=Picture("https://epoch.example/media/cover.webp", "image/webp"),
    original_url="https://elsewhere.example/drift",
    language="en",
    html="<p>x &lt; <math><mi>y</mi></math></p><pre><code>a\n  &amp;b</code></pre>",
)
BARE = Item(
    id=f"urn:uuid:{UUID(int=2)}", url="https://epoch.example/", title="Bare", updated=PUBLISHED
)
HOSTILE_ITEM = replace(
    FULL,
    id=f"urn:uuid:{UUID(int=3)}",
    title=HOSTILE,
    summary=HOSTILE,
    authors=(Person(HOSTILE),),
    tags=(Tag(HOSTILE),),
    html=f"<p>{HOSTILE}</p>",
)
ITEMS = [FULL, BARE, HOSTILE_ITEM]


def make_channel(**values) -> Channel:
    return Channel(
        **{
            "id": f"urn:uuid:{UUID(int=9)}",
            "title": "Blog – Epoch & friends",
            "home_url": "https://epoch.example/blog/",
            "feed_url": "https://epoch.example/blog/feed.xml",
            "language": "en",
            "publisher": PUBLISHER,
            "updated": UPDATED,
            "description": "On <models> & machines",
            "icon_url": "https://epoch.example/static/icon.png",
            **values,
        }
    )
