"""Shows what is done with people, step by step, in the help inside the admin."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

RECIPES = "people_recipes"


class RecipesView(WagtailAdminTemplateMixin, TemplateView):
    """The page itself; its steps name the buttons as the admin does."""

    page_title = _("People: recipes")
    header_icon = "help"
    template_name = "home/people/recipes.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


def recipes_item() -> MenuItem:
    """Return the page's place in the menu Help."""
    return MenuItem(RecipesView.page_title, reverse_lazy(RECIPES), icon_name="help", order=910)
