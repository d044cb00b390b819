"""Shows the guide inside the admin: a page for each role, in the words of its buttons."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from home.roles.standard_roles import ADMINS, AUTHORS, EDITORS

GUIDE, OWN_GUIDE = "guide", "own_guide"


@dataclass(frozen=True)
class Guide:
    """A role's page: its slug, the role's group, its name and what it does, in a sentence."""

    slug: str
    group: str
    title: str | Promise
    sentence: str | Promise

    @property
    def template(self) -> str:
        return f"home/roles/guide_{self.slug}.html"


# From the role that may least; each page begins where the one before it ends.
GUIDES = (
    Guide(
        "author",
        AUTHORS,
        _("Author"),
        _("You write posts and submit them; an editor publishes them."),
    ),
    Guide(
        "editor",
        EDITORS,
        _("Editor"),
        _("You review what authors submit, publish, schedule, and keep tags and series tidy."),
    ),
    Guide(
        "admin",
        ADMINS,
        _("Admin"),
        _("You do what editors do, invite people, and look after the site itself."),
    ),
)


def guide_of(user: AbstractBaseUser) -> Guide:
    """Return the page of the highest role of a user; of a role of the site's own, the first."""
    names = set(user.groups.values_list("name", flat=True))
    if user.is_superuser:
        return GUIDES[-1]
    return next((guide for guide in reversed(GUIDES) if guide.group in names), GUIDES[0])


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """The page of one role, for everybody: who writes may read what becomes of it."""

    header_icon = "help"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        slug = kwargs.get("slug")
        by_slug = {guide.slug: guide for guide in GUIDES}
        if slug and slug not in by_slug:
            raise Http404("There is no such role.")
        self.guide = by_slug[slug] if slug else guide_of(request.user)
        self.page_title = _("Guide: %(role)s") % {"role": self.guide.title}

    def get_template_names(self) -> list[str]:
        return [self.guide.template]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = [
            (guide, reverse(GUIDE, args=[guide.slug])) for guide in GUIDES if guide != self.guide
        ]
        return super().get_context_data(guide=self.guide, others=others, **kwargs)


def guide_item() -> MenuItem:
    """Return the place of one's own page, first in the menu Help."""
    return MenuItem(_("Guide"), reverse_lazy(OWN_GUIDE), name="guide", icon_name="help", order=50)
