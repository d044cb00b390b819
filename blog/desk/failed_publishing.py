"""Tells the people concerned what the scheduler could not publish: in the editor and by mail."""

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Page, Revision

from blog.models.unpublished.failed_publish import FailedPublish
from search.database.columns import shortened

MAX_REASON = 300


def untried(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    """Leave out the revisions that failed at the time they are scheduled for."""
    return revisions.exclude(failed_publish__go_live_at=F("approved_go_live_at"))


@transaction.atomic
def keep_failure(revision: Revision, error: Exception) -> None:
    """Keep why a revision could not go live, and write to its page's owner.

    To whoever made the version, where the owner has left or has no address.
    """
    reason = shortened(f"{type(error).__name__}: {error}", MAX_REASON)
    FailedPublish.objects.update_or_create(
        revision=revision,
        defaults={"go_live_at": revision.approved_go_live_at, "reason": reason},
    )
    page = Page.objects.filter(pk=revision.object_id).first() if _is_page(revision) else None
    concerned = filter(None, [page and page.owner, revision.user])
    readers = [user for user in concerned if user.is_active and user.email]
    if readers:
        _mail_reason_to(readers[0], revision, reason, page)


def failures_of(page: Model) -> QuerySet[FailedPublish]:
    """Return what failed of a page and is still scheduled for the same time."""
    return FailedPublish.objects.filter(
        go_live_at=F("revision__approved_go_live_at"), revision__in=page.revisions.order_by()
    )


def warn_editor(request: HttpRequest, page: Model) -> None:
    """Say in a page's editor that its schedule failed, and why."""
    if request.method != "GET":
        return
    for failure in failures_of(page):
        text = _(
            "The scheduled version could not be published: %(reason)s. Change it to try again."
        )
        messages.error(request, text % {"reason": failure.reason.rstrip(".")})


def _is_page(revision: Revision) -> bool:
    return issubclass(revision.content_type.model_class() or Revision, Page)


def _mail_reason_to(
    reader: AbstractBaseUser, revision: Revision, reason: str, page: Page | None
) -> None:
    profile = getattr(reader, "wagtail_userprofile", None)
    language = profile.get_preferred_language() if profile else translation.get_language()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else ""
    with translation.override(language):
        title = " ".join(revision.object_str.split())
        context = {
            "title": title,
            "reason": reason,
            "address": f"{get_admin_base_url() or ''}{address}" if address else "",
        }
        text = render_to_string("blog/desk/failed_publish.txt", context)
        send_mail(_("“%(title)s” could not be published") % {"title": title}, text, [reader.email])
