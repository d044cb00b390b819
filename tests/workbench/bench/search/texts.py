"""The posts of a corpus as every engine gets them."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Text:
    """One public post: what its page and its Document say."""

    key: int
    path: str
    title: str
    teaser: str
    tags: str
    headings: str
    prose: str
    code: str
    html: str
    date: datetime

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of it, folded."""
        parts = (self.title, self.teaser, self.tags, self.headings, self.prose, self.code)
        return frozenset(folded_words(" ".join(parts)))


def folded_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def load_texts() -> list[Text]:
    """Return the public posts that were imported, in the order of their files' paths."""
    from blog.models import BlogPostPage, ImportedFile

    posts = BlogPostPage.objects.public().prefetch_related("post_tags__tag")
    posts = posts.select_related("stored_document").in_bulk()
    files = ImportedFile.objects.filter(post__in=posts).order_by("path")
    return [_text(posts[file.post_id], file.path) for file in files]


def _text(post, path: str) -> Text:
    document = post.stored_document.document
    sections = list(document.section.walk())
    return Text(
        key=post.pk,
        path=path,
        title=post.title,
        teaser=post.teaser,
        tags=" ".join(entry.tag.name for entry in post.post_tags.all()),
        headings="\n".join(section.title for section in document.headings),
        prose="\n".join(section.text for section in sections),
        code="\n".join(section.code for section in sections),
        html=document.html,
        date=post.display_date,
    )


def accepted_keys(texts: list[Text]) -> dict[str, frozenset[int]]:
    """Return by path the keys of the posts that answer as well: same title or same body."""
    by_title: dict[tuple[str, ...], set[int]] = {}
    by_body: dict[tuple[str, str], set[int]] = {}
    for text in texts:
        by_title.setdefault(tuple(folded_words(text.title)), set()).add(text.key)
        by_body.setdefault((text.prose, text.code), set()).add(text.key)
    return {
        text.path: frozenset(
            by_title[tuple(folded_words(text.title))] | by_body[text.prose, text.code]
        )
        for text in texts
    }
