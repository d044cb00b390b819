"""Says in the report what any format's entry is missing, and why its post stays a draft."""

from collections.abc import Iterable

from blog.importing.entry import Entry, Remark, Subject
from blog.importing.reporting.report import LOST_LINK

# Why such a post stays a draft.
EXPIRED = "expired there"
# What is shown of a post that nothing dates.
NO_DATE = "no date found, today's is shown"


def remarks_of(entry: Entry, *, lost: Iterable[str], is_publishing: bool) -> list[Remark]:
    """Return the remarks on a written entry; `lost` are the files of links that have no post."""
    remarks = [*entry.remarks]
    if not entry.date and all(each.subject is not Subject.DATE for each in remarks):
        remarks.append(Remark(entry.path, NO_DATE, "", Subject.DATE))
    if is_publishing:
        remarks += [Remark(entry.path, why, "", Subject.DRAFT) for why in entry.withheld]
    return remarks + [Remark(entry.path, LOST_LINK, path) for path in lost]


def remark_on_live(entry: Entry) -> Remark:
    """Return the words for a post that is live here, and no longer public where it comes from."""
    reasons = ", ".join(entry.withheld)
    return Remark(entry.path, "still live here, in its older version", reasons, Subject.DRAFT)
