"""Writes changed posts into the folder, with what they show; or beside it, where both changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from blog.models import BlogIndexPage, BlogPostPage
from blog.syncing.bases import Base, Bases, Shown, SiteState
from blog.syncing.files import Files, ForeignFileError, MovedOnError, text_hash, theirs_of
from blog.syncing.media import FolderMedia
from blog.syncing.pairing import Pair
from blog.syncing.records import remember
from blog.syncing.report import SyncReport
from blog.syncing.texts import SiteTexts, newest_of, posts_by_pk, shown_of


@dataclass(frozen=True)
class _Written:
    """A post's text for a path, and the state of the post that it is of."""

    pair: Pair
    post: BlogPostPage
    data: bytes
    site: SiteState


class Writer:
    """Writes one blog's posts as files, and remembers what both sides are then."""

    def __init__(
        self,
        index: BlogIndexPage,
        files: Files,
        bases: Bases,
        report: SyncReport,
        pairs: list[Pair],
    ) -> None:
        self._index, self._files, self._bases, self._report = index, files, bases, report
        self._paths = {pair.post.pk: pair.path for pair in pairs if pair.post}
        self.know({})

    def know(self, created: Mapping[int, str]) -> None:
        """Take in the paths of new posts, by their ids, and what came into the library."""
        self._paths.update(created)
        self._texts = SiteTexts(self._index)
        self.media = FolderMedia(self._files, self._texts.media)

    def equal_ones(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Return those whose file is what the site would write; what it shows may be missing."""
        both = [pair for pair in pairs if pair.file and pair.post]
        return [
            each.pair
            for each in self._texts_of(both)
            if self._files.bytes_of_or_none(each.pair.path) == each.data
        ]

    def write(self, pairs: list[Pair]) -> None:
        """Write posts as files."""
        texts = list(self._texts_of(pairs))
        self.write_media()
        for each in texts:
            path = each.pair.path
            try:
                self._files.write(path, [each.data], known=each.pair.file or "")
            except MovedOnError:
                self._report.leave(path, gettext("changed here while this ran"))
            except ForeignFileError:
                self._report.leave(
                    path, gettext("a link or a folder, or below one that leads outside")
                )
            else:
                self._report.written.append(path)
                self._keep(each)

    def settle(self, pairs: list[Pair]) -> None:
        """Remember that files and posts are equal, and bring what the files show."""
        texts = list(self._texts_of(pairs))
        self.write_media()
        for each in texts:
            self._keep(each)
            self._report.equal += 1

    def show(self, pairs: list[Pair]) -> None:
        """Lay the site's side of conflicts beside the files, and name them."""
        for pair in pairs:
            if pair.post is None:
                self._report.leave(pair.path, gettext("changed here, deleted on the site"))
        texts = list(self._texts_of([pair for pair in pairs if pair.post], is_newest=True))
        self.write_media()
        for each in texts:
            self._show(each)

    def _show(self, each: _Written) -> None:
        pair, known = each.pair, each.pair.base and each.pair.base.shown
        path = known.path if known and self._files.exists(known.path) else theirs_of(pair.path)
        why = gettext("changed on both sides")
        if pair.file is None:
            why = gettext("deleted here, changed on the site")
        try:
            there = self._files.bytes_of(path)
            is_ours = there is None or bool(known and known.text == text_hash(there))
            if there != each.data and is_ours:
                self._files.write(path, [each.data])
            elif there != each.data:
                path = gettext("%(path)s, which was edited and is not renewed") % {"path": path}
                self._report.leave(pair.path, f"{why}: {path}")
                return
        except ForeignFileError:
            self._report.leave(pair.path, f"{why}; {path}: {gettext('not a file of this folder')}")
            return
        base = pair.base or Base(pair.path)
        shown = Shown(path, each.site, text_hash(each.data))
        self._bases.keep(pair.post.key, replace(base, shown=shown))
        self._report.leave(pair.path, f"{why}: {path}")

    def _texts_of(self, pairs: list[Pair], *, is_newest: bool = False) -> Iterator[_Written]:
        posts = posts_by_pk(self._index, [pair.post.pk for pair in pairs])
        for pair in pairs:
            post = posts.get(pair.post.pk)
            if post is None:  # deleted meanwhile
                continue
            shown = newest_of(post) if is_newest else shown_of(post)
            text = self._texts.file_text(shown, pair.path, self._paths, self.media)
            yield _Written(pair, post, text.encode(), self._texts.state(post))

    def write_media(self) -> None:
        """Write the pictures and documents that texts show and the folder lacks."""
        for path, (kind, pk) in list(self.media.missing.items()):
            try:
                self._files.write(path, self._texts.media.chunks(kind, pk), known="")
                self._report.media += 1
            except FileNotFoundError as error:
                self._report.leave(path, error.strerror or str(error))
            except (ForeignFileError, MovedOnError):
                self._report.leave(path, gettext("a link, or something else of this name"))
            del self.media.missing[path]
        self._files.look_again()

    def _keep(self, each: _Written) -> None:
        """Remember that a file is what the site has, but for a draft that it does not hold."""
        pair, site = each.pair, each.site
        if site.live != site.newest:
            self._report.tell_draft(pair.path)
        data = self._files.bytes_of_or_none(pair.path)
        if data == each.data:
            checksum = self._files.checksum_of(pair.path, each.data)
            site = replace(site, newest=site.live)
        else:
            checksum = pair.file
        remember(self._index, each.post, pair.path, checksum)
        if pair.base and pair.base.shown:
            self._files.remove_if_same(pair.base.shown.path, pair.base.shown.text)
        self._bases.keep(pair.post.key, Base(pair.path, checksum, site))
