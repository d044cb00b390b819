"""Deletes on one side what is gone on the other, where that is asked for."""

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext

from blog.bin.putting import put_in_bin
from blog.exporting.post_text import exported_posts
from blog.models import BlogIndexPage
from blog.syncing.bases import Bases
from blog.syncing.decisions import Action
from blog.syncing.files import Files, ForeignFileError, MovedOnError
from blog.syncing.held import why_held
from blog.syncing.pairing import Pair
from blog.syncing.records import forget
from blog.syncing.report import SyncReport


class Deleter:
    """Deletes files and posts, or names what waits for it."""

    def __init__(
        self,
        index: BlogIndexPage,
        files: Files,
        bases: Bases,
        report: SyncReport,
        user: AbstractBaseUser | None,
    ) -> None:
        self._index, self._files, self._bases = index, files, bases
        self._report, self._user = report, user

    def delete(self, todo: dict[Action, list[Pair]], *, is_asked: bool) -> None:
        """Delete what only one side has any more; without being asked to, name it."""
        for pair in todo[Action.FORGET]:
            self._forget(pair)
        known = sum(pair.base is not None for pairs in todo.values() for pair in pairs)
        for pairs, remove in (
            (todo[Action.DELETE_POST], self._delete_post),
            (todo[Action.DELETE_FILE], self._delete_file),
        ):
            # An empty checkout, or a database that is another: nobody deletes all of a blog so.
            is_all = 1 < len(pairs) == known
            for pair in pairs:
                if is_all or not is_asked:
                    self._name(pair, is_all=is_all)
                else:
                    remove(pair)

    def _name(self, pair: Pair, *, is_all: bool) -> None:
        if pair.post is None:
            why = gettext("deleted on the site; --delete removes the file")
        else:
            why = gettext("deleted here; --delete deletes the post")
        if is_all:
            why = gettext("all of one side are gone, which --delete does not follow")
        self._report.leave(pair.path, why)

    def _delete_post(self, pair: Pair) -> None:
        post = exported_posts(self._index).filter(pk=pair.post.pk).first()
        if post is None:  # deleted meanwhile
            self._forget(pair)
            return
        is_edited = post.latest_revision_id != pair.post.revision_id
        why = gettext("edited on the site while this ran") if is_edited else ""
        if self._files.exists(pair.path):
            why = gettext("not a file of this folder")
        if why := why or why_held(post, is_published=False):
            self._report.leave(pair.path, why)
            return
        put_in_bin(post, user=self._user)
        self._forget(pair)
        self._report.deleted.append(pair.path)

    def _delete_file(self, pair: Pair) -> None:
        try:
            self._files.remove(pair.path, known=pair.file)
        except (ForeignFileError, MovedOnError):
            self._report.leave(pair.path, gettext("changed here while this ran"))
            return
        self._forget(pair)
        self._report.deleted.append(pair.path)

    def _forget(self, pair: Pair) -> None:
        forget(self._index, path=pair.path)
        if pair.key:
            self._bases.forget(pair.key)
