from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        from home.roles import set_roles_after_migrate

        # After the last app with permissions, so that all of them exist by then.
        post_migrate.connect(set_roles_after_migrate, dispatch_uid="epoch_roles")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user management with our forms and guards."""

    user_viewset = "home.users.UserViewSet"
