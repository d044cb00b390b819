"""Says what the site has of a post: as a hash to compare by, and as the text of its file."""

import posixpath
from collections.abc import Mapping
from hashlib import sha256

from blog.exporting.heads import Heads
from blog.exporting.media import SiteMedia
from blog.exporting.post_text import exported_posts, page_address, post_text
from blog.exporting.sources import BIBLIOGRAPHY
from blog.models import BlogIndexPage, BlogPostPage
from blog.syncing.bases import SiteState
from blog.syncing.media import FolderMedia

# What says of a post when it is public, not what it is.
_STATUS = ("draft", "publish_at", "updated")


class SiteTexts:
    """The texts of one blog's posts, as they are while it is used."""

    def __init__(self, index: BlogIndexPage) -> None:
        self._heads = Heads(index)
        self.media = SiteMedia()

    def state(self, post: BlogPostPage) -> SiteState:
        """Return what the site has of a stored post."""
        newest = newest_of(post)
        known = self._hash(newest)
        is_same = newest is post or not post.live
        live = known if is_same else self._hash(post)
        return SiteState(live, known, _status(post))

    def _hash(self, post: BlogPostPage) -> str:
        """Return a hash of all that a post says, whatever names its files have in a folder."""
        fields = self._heads.fields(post, self.media.hash_of)
        said = {key: value for key, value in fields.items() if key not in _STATUS}
        return sha256(post_text(post, said, self._name).encode()).hexdigest()

    def _name(self, kind: str, pk: int) -> str | None:
        return f"page:{pk}" if kind == "page" else self.media.hash_of(kind, pk)

    def file_text(
        self, post: BlogPostPage, path: str, paths: Mapping[int, str], media: FolderMedia
    ) -> str:
        """Return a post as its file at `path`; `paths` are those of all posts, by id."""
        beside = posixpath.dirname(path)

        def own(target: str | None) -> str | None:
            return posixpath.relpath(target, beside) if target and beside else target

        def find(kind: str, pk: int) -> str | None:
            if kind == "page":
                return own(paths.get(pk)) or page_address(pk)
            return own(media.path_of(kind, pk))

        fields = self._heads.fields(
            post, lambda kind, pk: own(media.path_of(kind, pk)), bibliography=own(BIBLIOGRAPHY)
        )
        return post_text(post, fields, find)


def newest_of(post: BlogPostPage) -> BlogPostPage:
    """Return a post with its newest draft's values; itself where it has none."""
    has_draft = post.has_unpublished_changes and post.latest_revision_id
    return post.get_latest_revision_as_object() if has_draft else post


def shown_of(post: BlogPostPage) -> BlogPostPage:
    """Return a post as its file has it: as readers see it, or its newest draft."""
    return post if post.live else newest_of(post)


def _status(post: BlogPostPage) -> str:
    if post.live:
        return "live"
    is_scheduled = post.go_live_at and post.approved_schedule
    return f"scheduled for {post.go_live_at.isoformat()}" if is_scheduled else "draft"


def posts_by_pk(index: BlogIndexPage, pks: list[int]) -> dict[int, BlogPostPage]:
    """Return those of some posts that are still in the blog, with all that their files say."""
    posts = exported_posts(index).select_related("series", "cover").with_bylines()
    return posts.in_bulk(pks)
