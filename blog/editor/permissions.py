"""Decides who may edit a post: whom Wagtail lets, and whoever the post names as an author."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet
from wagtail.models import Page, PagePermissionTester
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

    def can_publish(self) -> bool:
        return super().can_publish() and not self.page.is_template

    def can_submit_for_moderation(self) -> bool:
        return super().can_submit_for_moderation() and not self.page.is_template


class PostTemplatesPermissionTester(PagePermissionTester):
    """Nobody publishes the folder of templates or below it; whoever may edit it adds to it."""

    def can_add_subpage(self) -> bool:
        return super().can_add_subpage() and self.can_edit()

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return False


class SitesPermissionPolicy(PagePermissionPolicy):
    """Wagtail's policy, by which the bin, a tree beside that of all sites, is no superuser's place.

    Roles have their rights on the root of the sites, and so nowhere else.
    """

    def _base_queryset_for_user(self, user: AbstractBaseUser) -> QuerySet | None:
        pages = super()._base_queryset_for_user(user)
        if pages is None or not user.is_active:
            return pages
        return pages.filter(path__startswith=tree_of_sites().path)

    def instances_with_direct_explore_permission(self, user: AbstractBaseUser) -> Iterable[Page]:
        pages = super().instances_with_direct_explore_permission(user)
        return [tree_of_sites()] if user.is_superuser else pages


class PostPermissionPolicy(SitesPermissionPolicy):
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


def tree_of_sites() -> Page:
    """Return the root that all sites stand below."""
    return Page.get_first_root_node()


def is_signed_by(post: Model, user: AbstractBaseUser) -> bool:
    """Tell whether the saved post, in its newest revision, names the user's author.

    A post never published keeps its authors in its newest draft only; Wagtail writes the
    draft's child rows to the database then, so the rows are asked first.
    """
    author = getattr(user, "author", None)
    # Over all rows, since lists of posts have fetched them with the posts.
    return author is not None and any(
        entry.author_id == author.pk for entry in post.post_authors.all()
    )
