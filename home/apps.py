"""Sets up the app of the home page: roles once its tables are there, guards of users, events."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        from django.contrib.auth.models import Group, User
        from django.db.models.signals import m2m_changed, pre_delete

        from home.audit_log.retention import LOG_MODELS, refuse_deletion
        from home.audit_log.roles import record_permissions, record_roles
        from home.roles.standard_roles import set_roles_after_migrate
        from home.sign_in.events import connect_all

        if settings.API:
            from home.api.setup import set_up

            set_up()
        for model in LOG_MODELS:
            pre_delete.connect(refuse_deletion, sender=model, dispatch_uid="epoch_log")
        m2m_changed.connect(record_roles, sender=User.groups.through, dispatch_uid="epoch_roles")
        m2m_changed.connect(
            record_permissions, sender=Group.permissions.through, dispatch_uid="epoch_permissions"
        )
        connect_all()
        post_migrate.connect(set_roles_after_migrate, sender=self, dispatch_uid="epoch_roles")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user management with our forms and guards."""

    user_viewset = "home.people.users.UserViewSet"
    group_viewset = "home.roles.groups.GroupViewSet"

    def ready(self) -> None:
        from django.contrib.auth import user_logged_in
        from django.contrib.auth.models import Group, User
        from wagtail.permissions import register_permission_policy

        from home.people.users import UserPermissionPolicy, make_profile
        from home.roles.groups import GroupPermissionPolicy

        register_permission_policy(User, UserPermissionPolicy(User))
        register_permission_policy(Group, GroupPermissionPolicy(Group))
        user_logged_in.connect(make_profile, dispatch_uid="epoch_profile")
