"""Who may edit a post: whom Wagtail lets, and whoever the post names as an author."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet
from wagtail.models import PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy


class PostPermissionTester(PagePermissionTester):
    """Wagtail's rules for a page, opened to the users behind the post's authors.

    Such a user needs the right to add posts here, as for a post of their own.
    """

    def can_edit(self) -> bool:
        return super().can_edit() or (
            self.user.is_active
            and not self.user.is_superuser
            and "add" in self.permissions
            and is_signed_by(self.page, self.user)
        )


class PostPermissionPolicy(PagePermissionPolicy):
    """The same rule for lists of posts and for checks on one post."""

    def user_has_any_permission_for_instance(
        self, user: AbstractBaseUser, actions: set[str], instance: Model
    ) -> bool:
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        return "change" in actions and instance.permissions_for_user(user).can_edit()

    def instances_user_has_any_permission_for(
        self, user: AbstractBaseUser, actions: set[str]
    ) -> QuerySet:
        posts = super().instances_user_has_any_permission_for(user, actions)
        if "change" not in actions or not user.is_active or user.is_superuser:
            return posts
        places = super().instances_user_has_any_permission_for(user, {"add"})
        signed = self.model._default_manager.filter(
            pk__in=places.values("pk"), post_authors__author__user=user
        )
        return self.model._default_manager.filter(pk__in=posts.values("pk")) | signed


def is_signed_by(post: Model, user: AbstractBaseUser) -> bool:
    """Tell whether the saved post, in its newest revision, names the user's author.

    A post never published keeps its authors in its newest draft only; Wagtail writes the
    draft's child rows to the database then, so the rows are asked first.
    """
    return post.post_authors.filter(author__user=user).exists()
