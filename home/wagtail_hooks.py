"""Registers the pages about people, roles and signing in, and the views of standard pages."""

from wagtail import hooks

from blog.desk.problem_views import BodyPageViewSet
from home.audit_log.actions import register_actions
from home.dashboard.panels import construct_panels
from home.models import StandardPage
from home.people.menu import invitations_item, leaving_buttons, roles_item
from home.people.owner_action import ChangeOwnerBulkAction
from home.people.recipes import recipes_item
from home.people.urls import urlpatterns as people_urls
from home.people.user_actions import USER_ACTIONS
from home.people.users import EmailSettingsPanel, deactivate_first, guard_user, guard_users
from home.roles.guide import guide_item
from home.sign_in.admin import (
    FactorRequirementViewSet,
    factors_item,
    sessions_item,
    sign_in_button,
    sign_in_urls,
)

hooks.register("register_account_settings_panel", EmailSettingsPanel)
hooks.register("before_edit_user", guard_user)
hooks.register("before_delete_user", guard_user)
hooks.register("before_delete_user", deactivate_first)
hooks.register("register_user_listing_buttons", leaving_buttons)
hooks.register("before_bulk_action", guard_users)
hooks.register("register_log_actions", register_actions)
hooks.register("register_admin_urls", lambda: people_urls)
hooks.register("register_bulk_action", ChangeOwnerBulkAction)
# After Wagtail's own of the same names, whose places they take.
for action in USER_ACTIONS:
    hooks.register("register_bulk_action", action, order=1)
hooks.register("register_settings_menu_item", invitations_item)
hooks.register("register_settings_menu_item", roles_item)
hooks.register("register_help_menu_item", guide_item)
hooks.register("register_help_menu_item", recipes_item)
hooks.register("construct_homepage_panels", construct_panels)
hooks.register("register_admin_urls", sign_in_urls)
hooks.register("register_account_menu_item", factors_item)
hooks.register("register_account_menu_item", sessions_item)
hooks.register("register_user_listing_buttons", sign_in_button)
hooks.register("register_admin_viewset", FactorRequirementViewSet)


class StandardPageViewSet(BodyPageViewSet):
    """The views of a standard page."""

    model = StandardPage


hooks.register("register_admin_viewset", StandardPageViewSet)
