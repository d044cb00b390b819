"""Begins the dashboard with what a user's role does here, and the way to a new post."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from blog.desk.post_templates import ways_to_short_forms
from blog.models import BlogPostPage
from home.roles.guide import GUIDE, guide_of


class StartPanel(Component):
    """The role in a sentence, its guide, and buttons for who may write."""

    name = "start"
    template_name = "home/dashboard/start.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        guide = guide_of(user)
        policy = policy_registry.get_by_type(BlogPostPage)
        return {
            "guide": guide,
            "guide_address": reverse(GUIDE, args=[guide.slug]),
            "may_write": policy.user_has_permission(user, "add"),
            "short_forms": ways_to_short_forms(),
        }
