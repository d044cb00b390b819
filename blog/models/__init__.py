"""Gathers the blog's models, one family a file."""

from .author import Author, PostAuthor
from .body_page import BodyPage
from .draft_link import DraftLink
from .failed_publish import FailedPublish
from .identity import SiteIdentity
from .imports.fetched_picture import FetchedPicture
from .imports.import_run import ImportRun
from .imports.imported_file import ImportedFile
from .index import BlogIndexPage
from .page_problem import PageProblem
from .post import BlogPostPage
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
    "FailedPublish",
    "FetchedPicture",
    "ImportRun",
    "ImportedFile",
    "PageProblem",
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
