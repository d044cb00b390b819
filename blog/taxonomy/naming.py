"""Finds tags, authors and series where posts name them: in rows, and in each revision's JSON."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from blog.models import Author, BlogPostPage, PostAuthor, PostTag, Series, Tag


@dataclass(frozen=True)
class Naming:
    """Where posts name the rows of one model.

    `holder` is the model with the foreign key `field`, and `post` its path to the post. A
    revision keeps the key in each entry of the list `relation`; without a relation it is the
    post's own field.
    """

    holder: type[Model]
    field: str
    post: str
    relation: str | None = None

    @property
    def part(self) -> str:
        """The key in a revision's JSON under which the names stand."""
        return self.relation or self.field

    def names(self, value: Any) -> set[int]:
        """Return the ids in one revision's `part`, which old revisions may lack."""
        if self.relation is None:
            return set() if value is None else {value}
        return {entry[self.field] for entry in value or []}

    def renamed(self, value: Any, merged: Collection[int], survivor: int) -> Any:
        """Return one revision's `part` with `survivor` in place of the merged ids, named once."""
        if self.relation is None:
            return survivor if value in merged else value
        kept, has_survivor = [], False
        for entry in sorted(value, key=lambda entry: entry.get("sort_order") or 0):
            if entry[self.field] in {survivor, *merged}:
                if has_survivor:
                    continue
                has_survivor = True
                entry = entry | {self.field: survivor}
            kept.append(entry)
        return kept


NAMINGS = {
    Tag: Naming(PostTag, "tag", "content_object", "post_tags"),
    Author: Naming(PostAuthor, "author", "post", "post_authors"),
    Series: Naming(BlogPostPage, "series", "pk"),
}
TAXONOMY = list(NAMINGS)
