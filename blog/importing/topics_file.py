"""Takes over what an export says of authors, series and tags, where nobody here has said it."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

from blog.editor.slugs import name_slug
from blog.html.tidying import tidied
from blog.importing.entry import Remark, UnreadableError
from blog.importing.fields.values import one_line
from blog.importing.fields.yaml_loading import load_yaml
from blog.importing.folder import Folder
from blog.importing.markdown.archive import decoded
from blog.importing.storing.media import atomic_with_files
from blog.importing.storing.names import MAX_SLUG
from blog.importing.storing.writing import Shelf
from blog.importing.targets import Targets
from blog.models import Author, Series, Tag

TOPICS = "topics.yaml"
Topic = Author | Series | Tag

MODELS: dict[str, type[Topic]] = {"authors": Author, "series": Series, "tags": Tag}
MAX_TOPICS = 5000
_TEXTS = ("biography", "description")


def take_topics(
    folder: Folder, *, collection: str, user: AbstractBaseUser | None
) -> Iterator[Remark]:
    """Fill in what is empty of the authors, series and tags that posts were imported with.

    Yields a remark for each that can't be used. A folder that holds no such file has none.
    """
    if folder.only or not (folder.root / TOPICS).is_file():
        return
    try:
        known = load_yaml(decoded(folder.read(TOPICS)))
    except (UnreadableError, yaml.YAMLError, ValueError, RecursionError) as error:
        yield Remark(TOPICS, "cannot be read", str(error)[:200])
        return
    for model, fields in _topics(known):
        if topic := model.objects.filter(name=one_line(fields.get("name"))).first():
            yield from _Filling(folder, collection, user).fill(topic, fields)


def _topics(known: Any) -> Iterator[tuple[type[Topic], Mapping[str, Any]]]:
    for kind, model in MODELS.items() if isinstance(known, dict) else ():
        found = known.get(kind)
        for fields in (found if isinstance(found, list) else [])[:MAX_TOPICS]:
            if isinstance(fields, dict):
                yield model, fields


class _Filling:
    def __init__(self, folder: Folder, collection: str, user: AbstractBaseUser | None) -> None:
        self._collection, self._user = collection, user
        self._targets = Targets(folder, TOPICS, first_line=1)

    def fill(self, topic: Topic, fields: Mapping[str, Any]) -> Iterator[Remark]:
        before = topic.__dict__.copy()
        try:
            with atomic_with_files() as images:
                self._set(topic, fields, images)
                if topic.__dict__ != before:
                    topic.full_clean()
                    topic.save()
        except ValidationError as error:
            yield Remark(TOPICS, f"what is said of “{topic}”", "; ".join(error.messages)[:300])
        yield from self._targets.remarks

    def _set(self, topic: Topic, fields: Mapping[str, Any], images: list) -> None:
        for name in _TEXTS:
            text = fields.get(name)
            if isinstance(text, str) and getattr(topic, name, None) == "":
                setattr(topic, name, tidied(text))
        self._set_slug(topic, one_line(fields.get("slug")))
        if isinstance(topic, Author):
            self._set_author(topic, fields, images)

    def _set_slug(self, topic: Topic, slug: str) -> None:
        """Set a slug that was chosen, in place of one that was made of the name."""
        is_made = topic.slug == name_slug(topic.name)[:MAX_SLUG]
        if slug and is_made and not type(topic).objects.filter(slug=slug).exists():
            topic.slug = slug

    def _set_author(self, author: Author, fields: Mapping[str, Any], images: list) -> None:
        author.is_team = author.is_team or fields.get("is_team") is True
        portrait = one_line(fields.get("portrait"))
        if portrait and not author.portrait_id:
            picture = self._targets.cover(portrait, description="")
            shelf = Shelf(self._collection, user=self._user, new=images)
            author.portrait_id = shelf.put(picture) if picture else None
        author.orcid = author.orcid or one_line(fields.get("orcid"))
        links = fields.get("links")
        if isinstance(links, list) and not author.links:
            values = (each for each in links if isinstance(each, dict))
            raw = [{"type": "link", "value": _link(value)} for value in values]
            field = Author._meta.get_field("links")
            author.links = field.stream_block.to_python(raw)
            field.stream_block.clean(author.links)


def _link(value: Mapping[str, Any]) -> dict[str, str]:
    """Return a link by its address alone: a page of this id is another one's here."""
    return {name: one_line(value.get(name)) for name in ("label", "address")}
