"""Defines the bulk actions on posts: add tags, remove tags, add an author."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms.tags import TagField
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from blog.desk.lists.filters import PostFilterSet
from blog.desk.post_changes import (
    Change,
    adding_author,
    adding_tags,
    change_post,
    may_change,
    removing_tags,
)
from blog.models import Author, BlogPostPage, Tag


class AddTagsForm(forms.Form):
    tags = TagField(tag_model=Tag, label=gettext_lazy("Tags to add"))


class RemoveTagsForm(forms.Form):
    tags = TagField(tag_model=Tag, free_tagging=False, label=gettext_lazy("Tags to remove"))

    def clean_tags(self) -> list[str]:
        if not self.cleaned_data["tags"]:
            raise ValidationError(_("There is no such tag."))
        return self.cleaned_data["tags"]


class AddAuthorForm(forms.Form):
    author = forms.ModelChoiceField(Author.objects.all(), label=gettext_lazy("Author"))


class PostBulkAction(PageBulkAction):
    """Changes each chosen post in a transaction of its own.

    Wagtail's own way holds one transaction over all of them, and with it, on SQLite, every
    other writer; so `form_valid` takes its place, without the hooks for bulk actions.
    """

    template_name = "blog/desk/confirm_post_action.html"
    action_priority = 60

    def get_change(self) -> tuple[Change, list[str]]:
        """Return the change for each post, and the names that the log keeps."""
        raise NotImplementedError

    @classmethod
    def get_queryset(cls, model: type[Page], object_ids: Sequence[int]) -> QuerySet:
        return Page.objects.filter(pk__in=object_ids).specific()

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> QuerySet:
        """Return all posts of the list, in all its pages; Wagtail's own forgets the filters."""
        pages = super().get_all_objects_in_listing_query(parent_id)
        posts = BlogPostPage.objects.filter(pk__in=list(pages))
        return PostFilterSet(self.request.GET, posts, request=self.request).qs.values_list(
            "pk", flat=True
        )

    def check_perm(self, page: Page) -> bool:
        return isinstance(page, BlogPostPage) and may_change(page, self.request.user)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        self.cleaned_form = form
        posts, _no_access = self.get_actionable_objects()
        self.tell_changed(sum(self.change(post) for post in posts))
        return redirect(self.next_url)

    def change(self, post: BlogPostPage) -> bool:
        change, names = self.get_change()
        action = f"blog.{self.action_type}"
        try:
            return change_post(post, change, user=self.request.user, action=action, names=names)
        except ValidationError as error:
            text = _("“%(post)s” was not changed: %(reason)s")
            reason = " ".join(error.messages)
            messages.error(self.request, text % {"post": post, "reason": reason})
            return False

    def tell_changed(self, count: int) -> None:
        text = ngettext("%(count)d post was changed.", "%(count)d posts were changed.", count)
        messages.success(self.request, text % {"count": count})


class AddTagsBulkAction(PostBulkAction):
    display_name = gettext_lazy("Add tags")
    aria_label = gettext_lazy("Add tags to the chosen posts")
    action_type = "add_tags"
    form_class = AddTagsForm

    def get_change(self) -> tuple[Change, list[str]]:
        names = self.cleaned_form.cleaned_data["tags"]
        return adding_tags(names), names


class RemoveTagsBulkAction(PostBulkAction):
    display_name = gettext_lazy("Remove tags")
    aria_label = gettext_lazy("Remove tags from the chosen posts")
    action_type = "remove_tags"
    action_priority = 61
    form_class = RemoveTagsForm

    def get_change(self) -> tuple[Change, list[str]]:
        names = self.cleaned_form.cleaned_data["tags"]
        return removing_tags(names), names


class AddAuthorBulkAction(PostBulkAction):
    display_name = gettext_lazy("Add author")
    aria_label = gettext_lazy("Add an author to the chosen posts")
    action_type = "add_author"
    action_priority = 62
    form_class = AddAuthorForm

    def get_change(self) -> tuple[Change, list[str]]:
        author = self.cleaned_form.cleaned_data["author"]
        return adding_author(author), [author.name]
