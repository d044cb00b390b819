"""Each row of the table: what file, site and base say, and what follows."""

import pytest

from blog.models import ImportedFile
from blog.syncing.bases import Base, Shown, SiteState
from blog.syncing.decisions import Action, decide

OLD, NEW, DRAFT = "1" * 64, "2" * 64, "3" * 64
SEEN = SiteState("a", "a", "live")
CHANGED = SiteState("b", "b", "live")
DRAFTED = SiteState("a", "b", "live")
BASE = Base("a.md", OLD, SEEN)
# A file that came in as a draft of a live post.
TAKEN = Base("a.md", OLD, SiteState("a", "d", "live"))


def record(checksum: str, *, is_current: bool) -> ImportedFile:
    row = ImportedFile(path="a.md", checksum=checksum, revision_id=1)
    row.latest_revision_id = 1 if is_current else 2
    return row


@pytest.mark.parametrize(
    ("file", "site", "base", "action"),
    [
        (None, None, BASE, Action.FORGET),
        (NEW, None, None, Action.IMPORT),
        (None, CHANGED, None, Action.WRITE),
        (NEW, CHANGED, None, Action.CONFLICT),
        (OLD, SEEN, BASE, Action.NOTHING),
        (NEW, SEEN, BASE, Action.IMPORT),
        (OLD, CHANGED, BASE, Action.WRITE),
        (NEW, CHANGED, BASE, Action.CONFLICT),
        (OLD, DRAFTED, BASE, Action.WAIT),
        (NEW, DRAFTED, BASE, Action.CONFLICT),
        (OLD, SiteState("c", "b", "live"), BASE, Action.WRITE),
        (OLD, SiteState("a", "a", "draft"), BASE, Action.WRITE),
        (NEW, SiteState("a", "a", "draft"), BASE, Action.IMPORT),
        (None, SEEN, BASE, Action.DELETE_POST),
        (None, CHANGED, BASE, Action.CONFLICT),
        (None, DRAFTED, BASE, Action.CONFLICT),
        (OLD, None, BASE, Action.DELETE_FILE),
        (NEW, None, BASE, Action.CONFLICT),
        # What came in as a draft is published as it was, edited, or thrown away.
        (OLD, SiteState("d", "d", "live"), TAKEN, Action.NOTHING),
        (NEW, SiteState("d", "d", "live"), TAKEN, Action.IMPORT),
        (OLD, SiteState("a", "e", "live"), TAKEN, Action.WAIT),
        (NEW, SiteState("a", "e", "live"), TAKEN, Action.CONFLICT),
        (OLD, SiteState("d", "e", "live"), TAKEN, Action.WAIT),
        (OLD, SiteState("a", "a", "live"), TAKEN, Action.WRITE),
    ],
)
def test_two_sides_and_what_they_were(file, site, base, action):
    assert decide(file, site, base, None) is action


@pytest.mark.parametrize(
    ("file", "site", "base", "row", "action"),
    [
        # Cut off within an import, before its base was kept, and then edited.
        (NEW, CHANGED, None, record("", is_current=True), Action.IMPORT),
        (NEW, CHANGED, None, record(NEW, is_current=True), Action.SETTLE),
        (NEW, CHANGED, BASE, record(NEW, is_current=True), Action.SETTLE),
        (NEW, CHANGED, BASE, record(NEW, is_current=False), Action.WRITE),
        (NEW, DRAFTED, None, record(NEW, is_current=False), Action.WAIT),
        (NEW, CHANGED, BASE, record(OLD, is_current=True), Action.CONFLICT),
        (NEW, CHANGED, BASE, record("", is_current=True), Action.CONFLICT),
        (NEW, SEEN, BASE, record("", is_current=True), Action.IMPORT),
        (NEW, None, None, record(NEW, is_current=False), Action.DELETE_FILE),
        (NEW, None, None, record(OLD, is_current=False), Action.CONFLICT),
    ],
)
def test_what_the_site_knows_of_a_run_that_was_cut_off(file, site, base, row, action):
    assert decide(file, site, base, row) is action


def test_a_conflict_that_is_shown_is_still_one():
    base = Base("a.md", OLD, SEEN, Shown("a.theirs.md", CHANGED, DRAFT))
    assert decide(NEW, CHANGED, base, None) is Action.CONFLICT
