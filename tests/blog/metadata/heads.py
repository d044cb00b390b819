"""What the head of a page says, read as a program reads it."""

import json
from dataclasses import dataclass, field

from bs4 import BeautifulSoup


@dataclass
class Head:
    """The head's tags: `meta` by name or property, in order; `links` by relation."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[dict]] = field(default_factory=dict)
    nodes: dict[str, dict] = field(default_factory=dict)

    def one(self, name: str) -> str:
        (value,) = self.meta[name]
        return value

    @property
    def canonical(self) -> str:
        (link,) = self.links["canonical"]
        return link["href"]

    @property
    def is_listed(self) -> bool:
        return "noindex" not in " ".join(self.meta.get("robots", []))


def read_head(response) -> Head:
    head, soup = Head(), BeautifulSoup(response.content, "html.parser").head
    for tag in soup.find_all("meta", content=True):
        name = tag.get("name") or tag.get("property")
        head.meta.setdefault(name, []).append(tag["content"])
    for tag in soup.find_all("link"):
        for relation in tag["rel"]:
            head.links.setdefault(relation, []).append(tag.attrs)
    for script in soup.find_all("script", type="application/ld+json"):
        document = json.loads(script.string)
        assert document["@context"] == "https://schema.org"
        head.nodes |= {node["@type"]: node for node in document["@graph"]}
    return head
