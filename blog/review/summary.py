"""Says in words what a reviewer will find changed in a page, as mails tell it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison
from wagtail.models import Page, Revision, TaskState

from blog.comparison.field import BodyComparison

LIVE, LATEST = "live", "latest"


@dataclass(frozen=True)
class Summary:
    """What changed, in sentences, and the path where it can be read."""

    sentences: list[str]
    path: str


def summarise_changes(page: Page) -> Summary | None:
    """Return what the newest draft changes since the page went live, or was last sent back.

    None for a page that nobody has seen yet, which is new from its first word to its last.
    """
    if page.live:
        return _summary(_("Compared with what is live:"), page, LIVE, page)
    if revision := last_reviewed(page):
        seen = _("Compared with what was last sent back:")
        return _summary(seen, page, revision.pk, revision.as_object())
    return None


def last_reviewed(page: Page) -> Revision | None:
    """Return the revision that a reviewer sent back last."""
    rejected = TaskState.objects.for_instance(page).filter(status=TaskState.STATUS_REJECTED)
    state = rejected.select_related("revision").order_by("-finished_at", "-pk").first()
    return state.revision if state else None


def _summary(introduction: str, page: Page, name: str | int, before: Page) -> Summary:
    path = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, name, LATEST])
    changed = changed_fields(page, before, page.get_latest_revision_as_object())
    if not changed:
        return Summary([introduction, _("nothing changed.")], path)
    texts = [each.changes.in_words + "." for each in changed if isinstance(each, BodyComparison)]
    labels = [str(each.field_label()) for each in changed if not isinstance(each, BodyComparison)]
    if labels:
        texts.append(_("Changed fields: %(labels)s.") % {"labels": ", ".join(labels)})
    return Summary([introduction, *texts], path)


def changed_fields(page: Page, before: Page, after: Page) -> list[FieldComparison]:
    """Return the comparisons of what differs, as Wagtail's own page of changes finds them."""
    panel = page.get_edit_handler().get_bound_panel(instance=page, request=None, form=None)
    found = [compare(before, after) for compare in panel.get_comparison()]
    return [each for each in found if each.has_changed()]
