"""Registers the blog's snippets and hooks."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from blog.avif import SharpFormatOperation
from blog.editorial.buttons import drop_publishing, header_buttons, name_log_actions
from blog.editorial.deletion import TaxonomyDeleteBulkAction
from blog.editorial.explorer import PostListingViewSet, PostViewSet
from blog.editorial.log import register_log_actions
from blog.editorial.merging import MergeBulkAction
from blog.editorial.post_actions import (
    AddAuthorBulkAction,
    AddTagsBulkAction,
    RemoveTagsBulkAction,
)
from blog.editorial.rich_text_features import register_rich_text_features
from blog.editorial.snippets import TaxonomyViewSetGroup
from blog.editorial.urls import urlpatterns as desk_urls
from blog.models import BlogPostPage
from blog.permissions import PostPermissionPolicy

register_permission_policy(BlogPostPage, PostPermissionPolicy(BlogPostPage), exact_class=True)


register_snippet(TaxonomyViewSetGroup)
hooks.register("register_admin_viewset", PostViewSet)
hooks.register("register_admin_viewset", PostListingViewSet)
hooks.register("register_log_actions", register_log_actions)

for action in (MergeBulkAction, AddTagsBulkAction, RemoveTagsBulkAction, AddAuthorBulkAction):
    hooks.register("register_bulk_action", action)
# After Wagtail's own of the same name, whose place it takes.
hooks.register("register_bulk_action", TaxonomyDeleteBulkAction, order=1)

hooks.register("register_icons", lambda icons: [*icons, "blog/icons/formula.svg"])
hooks.register("register_rich_text_features", register_rich_text_features)
hooks.register("register_image_operations", lambda: [("format", SharpFormatOperation)], order=1)
hooks.register("register_admin_urls", lambda: desk_urls)
hooks.register("register_page_header_buttons", header_buttons)
hooks.register("construct_page_action_menu", drop_publishing)
hooks.register("register_log_actions", name_log_actions)
