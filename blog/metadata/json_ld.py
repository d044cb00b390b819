"""Builds objects of schema.org, as the documentation for search engines asks for them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from blog.metadata.metadata import Node
from blog.pictures.social_image import SocialImage


def filled(**values: Any) -> Node:
    """Return an object without what is empty; `type_`, `id_` and `context_` get their `@`."""
    named = ((f"@{name[:-1]}" if name.endswith("_") else name, value) for name, value in
             values.items())  # fmt: skip
    return {name: value for name, value in named if value}


def organization(*, name: str, url: str, logo: SocialImage, links: Sequence[str] = ()) -> Node:
    """Return the publisher of a site."""
    return filled(
        type_="Organization",
        id_=f"{url}#publisher",
        name=name,
        url=url,
        logo=image_object(logo),
        sameAs=list(links),
    )


def website(*, name: str, url: str, description: str, language: str, search_url: str) -> Node:
    """Return a site, and how it is searched."""
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{search_url}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return filled(
        type_="WebSite",
        id_=f"{url}#website",
        name=name,
        url=url,
        description=description,
        inLanguage=language,
        publisher={"@id": f"{url}#publisher"},
        potentialAction=search,
    )


def author(*, name: str, url: str, is_team: bool, **values: Any) -> Node:
    """Return an author, a person or a team, with whatever else is known of them."""
    return part("Organization" if is_team else "Person", name=name, url=url, **values)


def image_object(image: SocialImage | None) -> Node | None:
    """Return an image with its size, None for none."""
    if image is None:
        return None
    return filled(type_="ImageObject", url=image.url, width=image.width, height=image.height)


def part(kind: str, *, name: str, url: str, **values: Any) -> Node:
    """Return a page or a work by its name and address."""
    return filled(type_=kind, name=name, url=url, **values)


def doi(value: str) -> Node | None:
    """Return the identifier of a work, None for none."""
    if not value:
        return None
    url = f"https://doi.org/{quote(value)}"
    return {"@type": "PropertyValue", "propertyID": "DOI", "value": value, "url": url}


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Node:
    """Return the way from the front page to a page: each step's name and address."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def moment(date: datetime | None) -> str:
    """Return a date in ISO 8601 to the second, empty for none."""
    return date.isoformat(timespec="seconds") if date else ""
