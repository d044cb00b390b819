"""The menu item of a list that whoever writes some page may see."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry


class EditorsMenuItem(MenuItem):
    """Shown to whoever may do one of `actions`, by Wagtail's names, to any page."""

    def __init__(self, *args: Any, actions: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.actions = actions

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Page)
        return policy.user_has_any_permission(request.user, self.actions)
