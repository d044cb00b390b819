"""The blog's models, one family a file."""

from .author import Author
from .draft_link import DraftLink
from .identity import SiteIdentity
from .imported import ImportedFile
from .index import BlogIndexPage
from .post import BlogPostPage, PostAuthor
from .taxonomy import PostTag, Series, Tag
from .templates_folder import PostTemplatesPage

__all__ = [
    "Author",
    "BlogIndexPage",
    "BlogPostPage",
    "DraftLink",
    "ImportedFile",
    "PostAuthor",
    "PostTag",
    "PostTemplatesPage",
    "Series",
    "SiteIdentity",
    "Tag",
]
