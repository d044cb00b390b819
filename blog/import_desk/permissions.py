"""Tells who may import into a blog, and which of its imports are theirs to see."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.shortcuts import get_object_or_404
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from blog.editor.permissions import tree_of_sites
from blog.models import BlogIndexPage, ImportRun


def may_import(user: AbstractBaseUser | None, index: BlogIndexPage) -> bool:
    """Tell whether a user may add posts to a blog."""
    return user is not None and user.is_active and _rights(user, index).can_add_subpage()


def may_publish(user: AbstractBaseUser | None, index: BlogIndexPage) -> bool:
    """Tell whether what a user imports may go public at once."""
    return user is not None and _rights(user, index).can_publish_subpage()


def may_publish_run(user: AbstractBaseUser | None, run: ImportRun) -> bool:
    """Tell whether a user may have a run's posts published: in its own user's name, as it works."""
    return may_publish(user, run.index) and may_publish(run.user, run.index)


def may_add_images(user: AbstractBaseUser | None) -> bool:
    """Tell whether an import may add the pictures that the library lacks."""
    return _may_add(user, get_image_model())


def may_add_documents(user: AbstractBaseUser | None) -> bool:
    """Tell whether an import may add documents."""
    return _may_add(user, get_document_model())


def _may_add(user: AbstractBaseUser | None, model: type[Model]) -> bool:
    policy = policy_registry.get_by_type(model)
    return user is not None and policy.user_has_permission(user, "add")


def open_blogs(user: AbstractBaseUser) -> list[BlogIndexPage]:
    """Return the blogs that a user may import into."""
    blogs = BlogIndexPage.objects.descendant_of(tree_of_sites()).order_by("path")
    return [index for index in blogs.defer_streamfields() if may_import(user, index)]


def get_blog(user: AbstractBaseUser, index_id: int) -> BlogIndexPage:
    """Return a blog to import into; raises `Http404` or `PermissionDenied`."""
    index = get_object_or_404(BlogIndexPage, pk=index_id)
    if not may_import(user, index):
        raise PermissionDenied
    return index


def get_run(user: AbstractBaseUser, run_id: str) -> ImportRun:
    """Return an import for whoever may add posts to its blog; raises as `get_blog` does."""
    run = get_object_or_404(ImportRun.objects.select_related("index", "user"), pk=run_id)
    if not may_import(user, run.index):
        raise PermissionDenied
    return run


def _rights(user: AbstractBaseUser, index: BlogIndexPage) -> object:
    return index.permissions_for_user(user)
