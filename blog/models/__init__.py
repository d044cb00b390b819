"""The blog's models, one family a file."""

from .author import Author
from .body_page import BodyPage
from .draft_link import DraftLink
from .identity import SiteIdentity
from .imported import ImportedFile
from .index import BlogIndexPage
from .post import BlogPostPage, PostAuthor
from .related_posts import PinnedPost
from .social_card import SocialCard
from .stored_document import StoredDocument
from .taxonomy import PostTag, Series, Tag
from .templates_folder import PostTemplatesPage

__all__ = [
    "Author",
    "BlogIndexPage",
    "BlogPostPage",
    "BodyPage",
    "DraftLink",
    "ImportedFile",
    "PinnedPost",
    "PostAuthor",
    "PostTag",
    "PostTemplatesPage",
    "Series",
    "SiteIdentity",
    "SocialCard",
    "StoredDocument",
    "Tag",
]
