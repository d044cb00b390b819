"""Defines the bulk action that gives chosen posts another owner."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from blog.desk.post_actions import PostBulkAction
from blog.models import BlogPostPage
from home.people.leaving_views import SuccessorField
from home.people.ownership import change_owner


class OwnerForm(forms.Form):
    owner = SuccessorField(
        label=gettext_lazy("New owner"), help_text=gettext_lazy("User name or e-mail address.")
    )


class ChangeOwnerBulkAction(PostBulkAction):
    """Hands posts to another owner; for whoever may change all posts there, not their own alone."""

    display_name = gettext_lazy("Change owner")
    aria_label = gettext_lazy("Change the owner of the chosen posts")
    action_type = "change_owner"
    action_priority = 63
    form_class = OwnerForm
    template_name = "home/people/confirm_change_owner.html"

    def check_perm(self, page: Page) -> bool:
        if not isinstance(page, BlogPostPage):
            return False
        tester = page.permissions_for_user(self.request.user)
        return tester.user.is_superuser or "change" in tester.permissions

    def form_valid(self, form: forms.Form) -> HttpResponse:
        posts, _no_access = self.get_actionable_objects()
        pages = Page.objects.filter(pk__in=[post.pk for post in posts])
        self.tell_changed(change_owner(pages, form.cleaned_data["owner"]))
        return redirect(self.next_url)
