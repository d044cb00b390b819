"""Registers the blog's snippets and hooks."""

from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from blog.bin.deleting import (
    BinBulkAction,
    bin_deleted,
    lead_to_bin,
    leave_out_of_choosers,
)
from blog.bin.views import bin_menu_item
from blog.bin.views import urlpatterns as bin_urls
from blog.comparison.field import comparison_style, register_comparison
from blog.desk.buttons import drop_publishing, header_buttons, name_log_actions
from blog.desk.failed_publishing import warn_editor
from blog.desk.lists.explorer import PostListingViewSet, PostViewSet, listing_style
from blog.desk.own_author import OwnAuthorPanel, make_own_author
from blog.desk.post_actions import (
    AddAuthorBulkAction,
    AddTagsBulkAction,
    RemoveTagsBulkAction,
)
from blog.desk.problem_report import problem_menu_item
from blog.desk.problem_report import urlpatterns as problem_urls
from blog.desk.problem_views import drop_what_the_list_says
from blog.desk.rich_text_features import register_rich_text_features
from blog.desk.scheduled_report import scheduled_menu_item
from blog.desk.scheduled_report import urlpatterns as report_urls
from blog.desk.urls import urlpatterns as desk_urls
from blog.desk.what_may_stand import menu_item
from blog.editor.autosave import drop_action_of_autosave, unsaved_edits_script
from blog.editor.permissions import PostPermissionPolicy, SitesPermissionPolicy
from blog.exporting.views import urlpatterns as export_urls
from blog.import_desk.urls import urlpatterns as import_urls
from blog.link_health.report import link_menu_item
from blog.link_health.report import urlpatterns as link_urls
from blog.models import BlogPostPage
from blog.pictures.avif import SharpFormatOperation
from blog.pictures.failing_thumbnails import placeholder_style
from blog.review.newer_version import any_page_viewset
from blog.review.reviewers_words import show_reviewers_words
from blog.social_cards.preview import urlpatterns as card_urls
from blog.source_desk.adding import urlpatterns as source_urls
from blog.source_desk.deletion import SourceDeleteBulkAction
from blog.source_desk.snippets import SourceViewSet
from blog.taxonomy.deletion import TaxonomyDeleteBulkAction
from blog.taxonomy.log import register_log_actions
from blog.taxonomy.merge_action import MergeBulkAction
from blog.taxonomy.snippets import TaxonomyViewSetGroup
from blog.webhooks.admin import WebhookViewSet
from blog.webhooks.log import register_log_actions as register_webhook_actions
from blog.webhooks.report import messages_menu_item
from blog.webhooks.report import urlpatterns as webhook_urls

register_permission_policy(Page, SitesPermissionPolicy(Page))
register_permission_policy(BlogPostPage, PostPermissionPolicy(BlogPostPage), exact_class=True)


register_snippet(TaxonomyViewSetGroup)
register_snippet(SourceViewSet)
# After Wagtail's of the same, whose place it takes.
hooks.register("register_admin_viewset", any_page_viewset, order=1)
hooks.register("register_admin_viewset", PostViewSet)
hooks.register("register_admin_viewset", PostListingViewSet)
hooks.register("register_admin_viewset", WebhookViewSet)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_log_actions", register_webhook_actions)

for action in (MergeBulkAction, AddTagsBulkAction, RemoveTagsBulkAction, AddAuthorBulkAction):
    hooks.register("register_bulk_action", action)
# After Wagtail's own of the same name, whose place it takes.
hooks.register("register_bulk_action", TaxonomyDeleteBulkAction, order=1)
hooks.register("register_bulk_action", SourceDeleteBulkAction, order=1)
hooks.register("register_bulk_action", BinBulkAction, order=1)

hooks.register("register_icons", lambda icons: [*icons, "blog/icons/formula.svg"])
hooks.register("register_rich_text_features", register_rich_text_features)
hooks.register("register_image_operations", lambda: [("format", SharpFormatOperation)], order=1)
hooks.register("register_admin_urls", lambda: desk_urls)
hooks.register("register_account_settings_panel", OwnAuthorPanel)
hooks.register("after_create_user", make_own_author)
hooks.register("after_edit_user", make_own_author)
hooks.register("register_admin_urls", lambda: report_urls)
hooks.register("register_admin_urls", lambda: export_urls)
hooks.register("register_admin_urls", lambda: import_urls)
hooks.register("register_admin_urls", lambda: source_urls)
hooks.register("register_admin_urls", lambda: problem_urls)
hooks.register("register_admin_urls", lambda: card_urls)
hooks.register("register_admin_urls", lambda: link_urls)
hooks.register("register_admin_urls", lambda: webhook_urls)
hooks.register("register_reports_menu_item", scheduled_menu_item)
hooks.register("register_reports_menu_item", problem_menu_item)
hooks.register("register_reports_menu_item", link_menu_item)
hooks.register("register_reports_menu_item", messages_menu_item)
hooks.register("register_reports_menu_item", messages_menu_item)
hooks.register("register_admin_urls", lambda: bin_urls)
hooks.register("register_admin_menu_item", bin_menu_item)
hooks.register("before_delete_page", bin_deleted)
hooks.register("before_edit_page", lead_to_bin)
hooks.register("before_move_page", lead_to_bin)
hooks.register("construct_page_chooser_queryset", leave_out_of_choosers)
hooks.register("before_edit_page", drop_action_of_autosave)
hooks.register("before_edit_page", warn_editor)
hooks.register("before_edit_page", show_reviewers_words)
hooks.register("register_help_menu_item", menu_item)
hooks.register("register_page_header_buttons", header_buttons)
hooks.register("construct_page_action_menu", drop_publishing)
hooks.register("register_log_actions", name_log_actions)
hooks.register("construct_wagtail_userbar", drop_what_the_list_says)
hooks.register("insert_editor_js", unsaved_edits_script)
hooks.register("insert_global_admin_css", placeholder_style)
hooks.register("insert_global_admin_css", comparison_style)
hooks.register("insert_global_admin_css", listing_style)
register_comparison()
