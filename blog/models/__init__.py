"""The blog's models, one family a file."""

from .author import Author
from .identity import SiteIdentity
from .imported import ImportedFile
from .index import BlogIndexPage
from .post import BlogPostPage, PostAuthor
from .taxonomy import PostTag, Series, Tag

__all__ = [
    "Author",
    "BlogIndexPage",
    "BlogPostPage",
    "ImportedFile",
    "PostAuthor",
    "PostTag",
    "Series",
    "SiteIdentity",
    "Tag",
]
