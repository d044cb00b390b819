"""Keeps what is published of each post, and tells its readers' dates and notes of it.

All of it happens in the transaction of the publish, whichever road leads there.
"""

from django.db.models import Model
from wagtail.models import Revision

from blog.change_notes.comparing import has_changed_words
from blog.change_notes.tasks import make_comparison
from blog.models import BlogPostPage, PublishedVersion
from blog.models.changes.published_version import STANDING, ChangeKind
from search.public.visibility import with_sources

# Fewer changed words are a small edit, unless an editor says otherwise.
LEAST_WORDS = 20


def keep_live_version(
    instance: BlogPostPage, update_fields: frozenset[str] | None = None, **kwargs: object
) -> None:
    """Keep what is live of a post that was published before versions were kept.

    Follows `pre_save`: the row still holds it, so that no migration has to copy every post.
    """
    post = instance
    is_recorded = post.text_changed_at is not None
    if not (post.live and post.pk) or post.alias_of_id or update_fields or is_recorded:
        return
    stored = BlogPostPage.objects.filter(pk=post.pk, last_published_at__isnull=False).first()
    if stored is None:
        return
    post.text_changed_at = stored.last_published_at
    if stored.live and not PublishedVersion.objects.of(post).exists():
        PublishedVersion.of_page(stored).save()


def record_version(instance: BlogPostPage, revision: Revision, **kwargs: object) -> None:
    """Keep what was just published, with its note; follows `page_published`.

    That comes for aliases, too, and for what is only scheduled.
    """
    post = instance
    if not post.live or post.alias_of_id:
        return
    version = _version_of(post)
    if version is not None:
        version.save()
        PublishedVersion.objects.prune(post)
        if version.is_listed:
            make_comparison.enqueue(version.pk)
    _take_note_out(post, revision)
    before = post.text_changed_at, post.shown_changes
    post.read_changes()
    if version is not None or before != (post.text_changed_at, post.shown_changes):
        post.save_changes()


def _version_of(post: BlogPostPage) -> PublishedVersion | None:
    """Return what was published of a post, not saved; None where it is what was live before."""
    version = PublishedVersion.of_page(post)
    previous = PublishedVersion.objects.of(post).first()
    if previous is None and post.first_published_at == post.last_published_at:
        return version  # its first publication, of which there is nothing to be told
    version.kind, version.note = post.change_kind, post.change_note.strip()
    is_same = previous is not None and previous.content_hash == version.content_hash
    if is_same and not version.note and version.kind not in STANDING:
        return None
    version.is_substantial = _is_substantial(version, previous)
    version.is_listed = version.is_substantial or bool(version.note)
    # What was rewritten before all could read it is shown only if an editor releases it.
    version.is_withheld = version.is_listed and post.get_view_restrictions().exists()
    return version


def _is_substantial(version: PublishedVersion, previous: PublishedVersion | None) -> bool:
    if version.kind == ChangeKind.SMALL:
        return False
    if version.kind or version.note:
        return True
    return previous is not None and has_changed_words(previous, version, LEAST_WORDS)


def _take_note_out(post: BlogPostPage, revision: Revision) -> None:
    """Clear a note that was just published from its post and from the revisions that carry it."""
    pending = {"change_kind": post.change_kind, "change_note": post.change_note}
    if not any(pending.values()):
        return
    cleared = dict.fromkeys(pending, "")
    carrying = Revision.objects.for_instance(post).filter(
        content__change_kind=post.change_kind, content__change_note=post.change_note
    )
    for each in carrying:
        carrying.model.objects.filter(pk=each.pk).update(content={**each.content, **cleared})
    # From here the post's aliases take it.
    revision.content.update(cleared)
    post.change_kind = post.change_note = ""


def follow_source(instance: Model, raw: bool = False, **kwargs: object) -> None:
    """Let an alias tell the changes of its source; follows `post_save`."""
    if raw or not instance.alias_of_id:
        return
    *_between, source = with_sources(instance)
    instance.copy_changes(source.specific)
