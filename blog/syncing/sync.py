"""Makes a folder and a blog equal: takes changed files, writes changed posts, names conflicts."""

from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser

from blog.exporting.post_text import exported_posts
from blog.importing.files.reading import PictureReader
from blog.importing.markdown.archive import Archive
from blog.importing.storing.media import Library
from blog.models import BlogIndexPage
from blog.pictures.decoder import one_decoder
from blog.syncing.bases import FOLDER, Base, Bases, SiteState
from blog.syncing.beside.sources import SourcesSync
from blog.syncing.beside.topics import TopicsSync
from blog.syncing.decisions import Action, decide
from blog.syncing.deleting import Deleter
from blog.syncing.files import UNREADABLE, Files
from blog.syncing.pairing import Pair, Pairing, PostKey
from blog.syncing.records import records_of
from blog.syncing.report import SyncReport
from blog.syncing.taking import Taker
from blog.syncing.texts import SiteTexts
from blog.syncing.writing import Writer


def sync_folder(
    index: BlogIndexPage,
    root: Path,
    *,
    publish: bool = False,
    delete: bool = False,
    user: AbstractBaseUser | None = None,
) -> SyncReport:
    """Bring what changed in a folder to a blog, and what changed there to the folder.

    What comes in are drafts; with `publish` it goes live where no check forbids it. What is gone on
    one side goes on the other with `delete` alone. What changed on both sides is left as it is.
    Raises `ForeignFileError` for a folder that is another blog's, and OSError where it can't be
    written: all that was done until then holds, and another run goes on from there.
    """
    with ExitStack() as exits:
        exits.enter_context(one_decoder())
        pictures = exits.enter_context(closing(PictureReader(known=Library())))
        files = Files(root, pictures, state=FOLDER)
        return _Sync(index, files, publish=publish, delete=delete, user=user).run()


class _Sync:
    def __init__(
        self,
        index: BlogIndexPage,
        files: Files,
        *,
        publish: bool,
        delete: bool,
        user: AbstractBaseUser | None,
    ) -> None:
        self._index, self._files = index, files
        self._publish, self._delete, self._user = publish, delete, user
        self._bases = Bases(files, index)
        self._report = SyncReport()
        self._states: dict[int, SiteState] = {}

    def run(self) -> SyncReport:
        archive = Archive(self._files.folder)
        pairs = self._pairs(archive)
        todo: dict[Action, list[Pair]] = {action: [] for action in Action}
        for pair in pairs:
            if pair.file == UNREADABLE:
                self._tell_unreadable(pair)
            else:
                todo[self._action(pair)].append(pair)
        taker = Taker(
            self._index, self._files, self._bases, self._report, publish=self._publish,
            user=self._user, archive=archive,
        )  # fmt: skip
        writer = Writer(self._index, self._files, self._bases, self._report, pairs)
        equal = writer.equal_ones([*todo[Action.IMPORT], *todo[Action.CONFLICT]])
        created = taker.take([pair for pair in todo[Action.IMPORT] if pair not in equal])
        writer.know(created)
        writer.write(todo[Action.WRITE])
        writer.show([pair for pair in todo[Action.CONFLICT] if pair not in equal])
        TopicsSync(self._index, self._files, self._report, writer).run(self._user)
        SourcesSync(self._index, self._files, self._report).run()
        writer.settle([*todo[Action.SETTLE], *equal])
        for pair in [*todo[Action.NOTHING], *todo[Action.WAIT]]:
            self._keep_path(pair)
        for pair in todo[Action.WAIT]:
            self._report.tell_draft(pair.path)
        deleter = Deleter(self._index, self._files, self._bases, self._report, self._user)
        deleter.delete(todo, is_asked=self._delete)
        return self._report

    def _pairs(self, archive: Archive) -> list[Pair]:
        texts = SiteTexts(self._index)
        keys = []
        posts = exported_posts(self._index).select_related("series", "cover").with_bylines()
        for post in posts.order_by("pk").iterator(chunk_size=100):
            self._states[post.pk] = texts.state(post)
            keys.append(PostKey(post.pk, post.translation_key, post.slug, post.latest_revision_id))
        records = records_of(self._index)
        return Pairing(self._files, self._bases, keys, records, archive).pairs()

    def _action(self, pair: Pair) -> Action:
        site = self._states[pair.post.pk] if pair.post else None
        base = pair.base and self._resolved(pair.base, pair.file)
        return decide(pair.file, site, base, pair.record)

    def _resolved(self, base: Base, file: str | None) -> Base:
        """Return a base as it is once somebody removed the site's side of a conflict.

        That says that the file holds what is wanted of it, unless its own change was taken back.
        """
        if base.shown is None or self._files.exists(base.shown.path) or file == base.file:
            return base
        return replace(base, site=base.shown.site, shown=None)

    def _tell_unreadable(self, pair: Pair) -> None:
        self._report.leave(pair.path, self._files.why_unreadable(pair.path))

    def _keep_path(self, pair: Pair) -> None:
        """Remember where a file is that was renamed."""
        if pair.key and self._bases.by_key[pair.key].path != pair.path:
            self._bases.keep(pair.key, pair.base)
            self._report.renamed.append(pair.path)
        self._report.equal += 1
