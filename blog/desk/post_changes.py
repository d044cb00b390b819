"""Changes the authors or tags of one post, as an editor's save would."""

from collections.abc import Callable, Collection

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import log

from blog.models import Author, BlogPostPage

Change = Callable[[BlogPostPage], bool]


def may_change(post: BlogPostPage, user: AbstractBaseUser) -> bool:
    """Tell whether the user could open the post and save it now; an alias is never edited."""
    lock = post.get_lock()
    is_locked = lock is not None and lock.for_user(user)
    return not post.alias_of_id and not is_locked and post.permissions_for_user(user).can_edit()


def change_post(
    post: BlogPostPage,
    change: Change,
    *,
    user: AbstractBaseUser,
    action: str,
    names: Collection[str],
) -> bool:
    """Apply `change` to the newest draft, in a new revision; return whether it did anything.

    A live post without unpublished changes is published again where the user may publish;
    otherwise the change waits in the draft. Raises ValidationError when the draft is invalid.
    """
    # Rendered before the transaction opens; a change of tags or authors leaves it as it is.
    post.get_latest_revision_as_object().document_of_body()
    with transaction.atomic():
        post = BlogPostPage.objects.select_for_update().get(pk=post.pk)
        is_clean = post.live and not post.has_unpublished_changes
        draft = post.get_latest_revision_as_object()
        if not may_change(post, user) or not change(draft):
            return False
        if not post.live:
            # As in the editor: the rows of a post that readers don't see are its newest draft.
            draft.save()
        revision = draft.save_revision(user=user)
        data = {"names": list(names)}
        log(draft, action, user=user, revision=revision, content_changed=True, data=data)
        if is_clean and post.permissions_for_user(user).can_publish():
            revision.publish(user=user)
        return True


def adding_tags(names: Collection[str]) -> Change:
    """Return a change that adds tags by name, new ones too."""

    def add(post: BlogPostPage) -> bool:
        before = post.tags.count()
        post.tags.add(*names)
        return post.tags.count() > before

    return add


def removing_tags(names: Collection[str]) -> Change:
    def remove(post: BlogPostPage) -> bool:
        before = post.tags.count()
        post.tags.remove(*names)
        return post.tags.count() < before

    return remove


def adding_author(author: Author) -> Change:
    """Return a change that lets an author sign last, unless they sign already."""

    def add(post: BlogPostPage) -> bool:
        entries = list(post.post_authors.all())
        if any(entry.author_id == author.pk for entry in entries):
            return False
        position = max((entry.sort_order or 0 for entry in entries), default=-1) + 1
        post.post_authors.add(post.post_authors.model(author=author, sort_order=position))
        return True

    return add
