"""Defines what a page's head tells search engines, other sites, feed readers, citation managers."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from blog.pictures.social_image import SocialImage

# What could end the element that the text stands in, or begin another; as Django's json_script.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}

Node = dict[str, Any]


@dataclass(frozen=True)
class Alternate:
    """The same in another form: a feed, or a text for programs."""

    media_type: str
    title: str
    url: str


@dataclass(frozen=True)
class Metadata:
    """All that a page's head says, ready for the template.

    `url` is the canonical address. `kind` is one of OpenGraph's types, and what only an article
    has is empty elsewhere; `citation` holds names and values of citation tags, `nodes` objects of
    schema.org. Whatever is not `is_listed` asks search engines to leave it out.
    """

    title: str
    site_name: str
    url: str = ""
    description: str = ""
    kind: str = "website"
    is_listed: bool = True
    image: SocialImage | None = None
    previous_url: str = ""
    next_url: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    author_urls: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    citation: tuple[tuple[str, str], ...] = ()
    alternates: tuple[Alternate, ...] = ()
    nodes: tuple[Node, ...] = ()

    @property
    def json_ld(self) -> SafeString:
        """The nodes as one document of JSON-LD, safe inside a script element; empty for none."""
        if not self.nodes:
            return SafeString("")
        document = {"@context": "https://schema.org", "@graph": self.nodes}
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        return mark_safe(text.translate(_ESCAPES))
