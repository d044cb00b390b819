"""Gathers the blog's models, one family a file."""

from .author import Author, PostAuthor
from .body.page_problem import PageProblem
from .body.stored_document import StoredDocument
from .body_page import BodyPage
from .changes.published_version import PublishedVersion
from .citations.source import Source, items_cited_by, sources_for
from .citations.source_use import SourceUse
from .identity import SiteIdentity
from .imports.fetched_picture import FetchedPicture
from .imports.import_run import ImportRun
from .imports.imported_file import ImportedFile
from .imports.imported_notebook import ImportedNotebook
from .index import BlogIndexPage
from .links.link_health import LinkHealth
from .links.outbound_link import LinkUse, OutboundLink
from .post import BlogPostPage
from .related_posts import PinnedPost
from .social_card import SocialCard
from .taxonomy import PostTag, Series, Tag
from .templates_folder import PostTemplatesPage
from .unpublished.binned_page import BinnedPage
from .unpublished.draft_link import DraftLink
from .unpublished.failed_publish import FailedPublish
from .webhooks.message import WebhookMessage
from .webhooks.webhook import Webhook

__all__ = [
    "Author",
    "BinnedPage",
    "BlogIndexPage",
    "BlogPostPage",
    "BodyPage",
    "DraftLink",
    "FailedPublish",
    "FetchedPicture",
    "ImportRun",
    "ImportedFile",
    "ImportedNotebook",
    "LinkHealth",
    "LinkUse",
    "OutboundLink",
    "PageProblem",
    "PinnedPost",
    "PostAuthor",
    "PostTag",
    "PostTemplatesPage",
    "PublishedVersion",
    "Series",
    "SiteIdentity",
    "SocialCard",
    "Source",
    "SourceUse",
    "StoredDocument",
    "Tag",
    "Webhook",
    "WebhookMessage",
    "items_cited_by",
    "sources_for",
]
