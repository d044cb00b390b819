"""Any edits on both sides, with runs killed at any write: nothing lost, no conflict unsaid.

`LOAD=full .venv/bin/pytest tests/blog/syncing/test_any_edits.py` makes ten times as many.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from blog.importing.storing import writing
from blog.importing.storing.post_writer import PostWriter
from blog.models import BlogPostPage
from blog.syncing import taking
from blog.syncing import writing as file_writing
from blog.syncing.files import Files
from blog.syncing.texts import newest_of
from tests.blog.exporting.commands import empty_site
from tests.blog.syncing.folders import HEAD, edit_file, edit_post, run
from tests.factories import BlogPostPageFactory

FULL = os.environ.get("LOAD") == "full"
EXAMPLES, STEPS = (20, 100) if FULL else (5, 60)
_WORD = re.compile(r"\bw\d+\b")


class Killed(BaseException):
    """What ends a run, as a signal does."""


def _points() -> Iterator[tuple[object, str]]:
    """Yield where a run writes: a file, or within and around a transaction."""
    yield from ((Files, "write"), (Files, "remove"), (PostWriter, "add"), (PostWriter, "update"))
    yield from ((writing, "save_draft"), (taking, "remember"), (file_writing, "remember"))
    yield BlogPostPage, "delete"


@contextmanager
def cut_off(at: int, error: BaseException) -> Iterator[None]:
    """Raise an error before or after the nth write."""
    places = count(1)

    def counted(real):
        def write(*args, **kwargs):
            for step in (lambda: None, lambda: real(*args, **kwargs)):
                result = step()
                if next(places) == at:
                    raise error
            return result

        return write

    with pytest.MonkeyPatch.context() as patches:
        for owner, name in _points():
            patches.setattr(owner, name, counted(getattr(owner, name)))
        yield


class Sides(RuleBasedStateMachine):
    """A folder and a blog, edited by turns; each edit adds a word that no other has."""

    blog = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="sync-"))
        self.words = count(1)
        self.typed: set[str] = set()
        self.new_post()
        self.sync(at=0, is_full=False, publish=True, delete=False)

    def _word(self) -> str:
        word = f"w{next(self.words)}"
        self.typed.add(word)
        return word

    def _files(self) -> list[Path]:
        """The posts' files, and the other sides of conflicts, in order."""
        return sorted(self.folder.rglob("*.md"))

    def _posts(self) -> list[BlogPostPage]:
        posts = BlogPostPage.objects.child_of(self.blog).order_by("slug")  # none in the bin
        return [newest_of(post) for post in posts]

    def _own_files(self) -> list[Path]:
        return [file for file in self._files() if not file.name.endswith(".theirs.md")]

    @rule()
    def new_post(self) -> None:
        word = self._word()
        body = [("markdown", word)]
        BlogPostPageFactory(parent=self.blog, slug=f"post-{word}", title=word, body=body)

    @rule()
    def new_file(self) -> None:
        word = self._word()
        (self.folder / f"file-{word}.md").write_text(f"{HEAD.format(word)}{word}\n")

    @rule(which=st.integers(0, 9))
    def edit_a_file(self, which: int) -> None:
        if files := self._own_files():
            edit_file(files[which % len(files)], self._word())

    @rule(which=st.integers(0, 9), is_published=st.booleans())
    def edit_a_post(self, which: int, is_published: bool) -> None:
        if posts := self._posts():
            slug = posts[which % len(posts)].slug
            edit_post(slug, self._word(), is_published=is_published)

    @rule(which=st.integers(0, 9))
    def edit_both(self, which: int) -> None:
        self.edit_a_file(which)
        self.edit_a_post(which, True)

    @rule(which=st.integers(0, 9))
    def publish_a_draft(self, which: int) -> None:
        if drafts := [post for post in self._posts() if post.has_unpublished_changes]:
            drafts[which % len(drafts)].save_revision().publish()

    @rule(which=st.integers(0, 9))
    def rename_a_file(self, which: int) -> None:
        if files := self._own_files():
            file = files[which % len(files)]
            file.replace(self.folder / f"renamed-{next(self.words)}.md")

    @rule(which=st.integers(0, 9))
    def delete_a_file(self, which: int) -> None:
        if files := self._own_files():
            file = files[which % len(files)]
            self.typed -= _words_in(file.read_text())
            file.unlink()

    @rule(which=st.integers(0, 9))
    def delete_a_post(self, which: int) -> None:
        if posts := self._posts():
            post = posts[which % len(posts)]
            self.typed -= _words_of(post)
            post.delete()

    @rule()
    def merge(self) -> None:
        """Take over what the site's sides of conflicts say, and remove them."""
        for file in self.folder.rglob("*.theirs.md"):
            own = Path(str(file).replace(".theirs.md", ".md"))
            theirs = file.read_text()
            mine = own.read_text() if own.exists() else theirs
            lost = sorted(_words_in(theirs) - _words_in(mine))
            own.write_text("\n\n".join([mine, *lost]) + "\n")
            file.unlink()

    @rule(at=st.integers(1, 24), is_full=st.booleans(), publish=st.booleans())
    def sync_that_is_cut_off(self, at: int, is_full: bool, publish: bool) -> None:
        self.sync(at, is_full, publish, True)

    @rule(publish=st.booleans())
    def sync_whole(self, publish: bool) -> None:
        self.sync(0, False, publish, True)

    @rule(at=st.integers(0, 24), is_full=st.booleans(), publish=st.booleans(), delete=st.booleans())
    def sync(self, at: int, is_full: bool, publish: bool, delete: bool) -> None:
        """Run it; at some write it is killed, or the disk is full."""
        arguments = [*["--publish"] * publish, *["--delete"] * delete]
        error = OSError(28, "No space left on device") if is_full else Killed()
        try:
            with cut_off(at, error):
                code, out = run(self.folder, *arguments)
        except Killed:
            return
        if not (at and is_full):
            self._check_said(code, out)

    def _check_said(self, code: int, out: str) -> None:
        assert code in (0, 2), out
        posts = [_words_of(post) for post in self._posts()]
        for file in self._own_files():
            words = _words_in(file.read_text())
            is_named = f"  {file.relative_to(self.folder)}: " in out
            assert words in posts or is_named, (file, words, posts, out)
        files = [_words_in(file.read_text()) for file in self._own_files()]
        for post, words in zip(self._posts(), posts, strict=True):
            assert words in files or code == 2 or "unpublished" in out, (post, words, files, out)

    @invariant()
    def nothing_is_lost(self) -> None:
        kept = set().union(*(_words_in(file.read_text()) for file in self._files()))
        kept = kept.union(*map(_words_of, self._posts()))
        assert self.typed <= kept, self.typed - kept

    def teardown(self) -> None:
        """Merge all, and look whether both sides are equal then."""
        try:
            for _again in range(3):
                self.sync(at=0, is_full=False, publish=True, delete=True)
                self.nothing_is_lost()
                self.merge()
                for post in self._posts():
                    if post.live and post.has_unpublished_changes:
                        post.save_revision().publish()
            code, out = run(self.folder, "--publish", "--delete")
            assert code == 0 or "all of one side" in out or "deleted on the site" in out, out
            if code == 0:
                files = sorted(sorted(_words_in(file.read_text())) for file in self._files())
                assert files == sorted(sorted(_words_of(post)) for post in self._posts())
                assert "0 new posts, 0 changed, 0 files" in run(self.folder)[1]
            self.nothing_is_lost()
        finally:
            shutil.rmtree(self.folder)
            empty_site()


def _words_in(text: str) -> set[str]:
    """Return the words of a text's body; those of its head are names."""
    return set(_WORD.findall(text.split("---\n", 2)[-1]))


def _words_of(post: BlogPostPage) -> set[str]:
    return set(_WORD.findall(post.markdown_of_body()))


def test_nothing_is_lost_whoever_edits_what(blog):
    machine = type("SidesOfThisBlog", (Sides,), {"blog": blog})
    # The factory of pages reads the tree's state from the row that it is given.
    machine.blog = property(lambda self: type(blog).objects.get(pk=blog.pk))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
