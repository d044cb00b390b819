"""Decides what is to be done with a post, from its file, the site, and what they were before."""

from enum import StrEnum

from blog.models import ImportedFile
from blog.syncing.bases import Base, SiteState


class Action(StrEnum):
    """What is to be done with a post and its file."""

    NOTHING = "nothing"
    SETTLE = "remember that both are equal"
    IMPORT = "take the file"
    WRITE = "write the file"
    WAIT = "wait until the site's draft is published"
    CONFLICT = "leave alone, for both were changed"
    DELETE_POST = "delete the post"
    DELETE_FILE = "delete the file"
    FORGET = "forget"


def decide(
    file: str | None, site: SiteState | None, base: Base | None, record: ImportedFile | None
) -> Action:
    """Return what is to be done; None stands for a side that has nothing.

    `record` is what the site knows of the last time that it took or wrote this path; where a run
    was cut off before the folder's base was written, it tells who changed what since.
    """
    if file is None:
        return _without_file(site, base)
    if site is None:
        return _without_post(file, base, record)
    if base is not None and base.file == file:
        return _of_site_alone(site, base.site)
    if base is not None and site.says_as(base.site):
        return Action.IMPORT
    if record is not None and _is_current(record):
        # An import that was cut off has no checksum yet.
        if record.checksum == "" and base is None:
            return Action.IMPORT
        if record.checksum == file:
            return Action.SETTLE
    if record is not None and record.checksum == file:
        return Action.WRITE if site.live == site.newest else Action.WAIT
    return Action.CONFLICT


def _without_file(site: SiteState | None, base: Base | None) -> Action:
    if site is None:
        return Action.FORGET
    if base is None:
        return Action.WRITE
    return Action.DELETE_POST if site == base.site else Action.CONFLICT


def _without_post(file: str, base: Base | None, record: ImportedFile | None) -> Action:
    if base is None and record is None:
        return Action.IMPORT
    known = {base.file if base else "", record.checksum if record else ""}
    return Action.DELETE_FILE if file in known else Action.CONFLICT


def _of_site_alone(site: SiteState, known: SiteState) -> Action:
    if site.says_as(known):
        return Action.NOTHING if site.status == known.status else Action.WRITE
    if site.live == site.newest or site.live not in (known.live, known.newest):
        return Action.WRITE
    return Action.WAIT


def _is_current(record: ImportedFile) -> bool:
    return record.revision_id == record.latest_revision_id
