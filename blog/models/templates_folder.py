"""Models the folder of posts that new ones are copied from, and keeps what is in it unpublished."""

from typing import NoReturn, Self

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from blog.editor.permissions import PostTemplatesPermissionTester


class PostTemplatesPage(Page):
    """Unpublished posts for "New from template"; neither it nor they ever go live."""

    class Meta:
        verbose_name = _("post templates folder")

    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.BlogPostPage"]
    max_count_per_parent = 1
    page_description = _("Posts to start new ones from; nothing in it is ever published.")

    preview_modes = []
    promote_panels = [FieldPanel("slug")]
    settings_panels = []

    @classmethod
    def find_for(cls, index: Page) -> Self | None:
        """Return the folder of the site that a blog belongs to, None where it has none."""
        site = index.get_site()
        return cls.objects.descendant_of(site.root_page).first() if site else None

    def permissions_for_user(self, user):
        return PostTemplatesPermissionTester(user, self)

    def route(self, request, path_components) -> NoReturn:
        """Answer 404 for the folder and for all below it, whatever their state."""
        raise Http404("Templates are not public.")

    def publish(self, *args, **kwargs) -> NoReturn:
        refuse_publishing()


class MaybeTemplateMixin:
    """A post that may stand in the folder, and is not published there."""

    @property
    def is_template(self) -> bool:
        """Whether the post stands in the templates' folder, where nothing is published."""
        parent = self.get_parent()
        return parent is not None and issubclass(parent.specific_class, PostTemplatesPage)

    def has_templates(self, index: Page) -> bool:
        """Whether the site of a blog has templates that a new post there can begin with."""
        folder = PostTemplatesPage.find_for(index)
        return folder is not None and folder.pk != index.pk and not folder.is_leaf()

    def can_move_to(self, parent):
        is_public = self.live or self.approved_schedule
        becomes_template = isinstance(parent.specific, PostTemplatesPage)
        return super().can_move_to(parent) and not (is_public and becomes_template)

    def publish(self, *args, **kwargs):
        if self.is_template:
            refuse_publishing()
        super().publish(*args, **kwargs)


def refuse_publishing() -> NoReturn:
    """Stop whoever publishes a template: the editor, a bulk action, a workflow, a script."""
    raise PublishPagePermissionError("Templates are never published.")
