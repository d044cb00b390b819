"""Gives users their own author with their first post, and a tab of the account page to edit it."""

from django.contrib.auth.models import AbstractBaseUser
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.account import BaseSettingsPanel, SettingsTab
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from blog.desk.problem_views import BodyCreateView
from blog.editor.forms import PostForm
from blog.editor.short_forms import short_form_in
from blog.models import Author, BlogPostPage


def make_own_author(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Give a user who may write posts an author; an `after_create_user` hook, and after edits."""
    if policy_registry.get_by_type(BlogPostPage).user_has_permission(user, "add"):
        Author.of(user)


class PostCreateView(BodyCreateView):
    """A page's view, where the first post of a user gives them an author, who signs it.

    A query may ask for a short form, as the buttons for these do.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        form = short_form_in(request.GET.get("form"))
        if form and self.parent_page.has_short_forms:
            self.page.form = form
        return super().get(request)

    def form_valid(self, form: PostForm) -> HttpResponse:
        user = self.request.user
        if not hasattr(user, "author"):
            form.new_author = Author.of(user)
        return super().form_valid(form)


class OwnAuthorForm(WagtailAdminModelForm):
    """Edits what readers see of a user; slug and user are for editors alone."""

    class Meta:
        model = Author
        fields = ["name", "portrait", "biography", "links"]

    def save(self, commit: bool = True) -> Author:
        author = super().save(commit)
        if self.has_changed():
            log(author, "wagtail.edit", user=author.user)
        return author


class OwnAuthorPanel(BaseSettingsPanel):
    """The tab "Author" of the account page, for whoever has one."""

    name = "author"
    title = _("What readers see")
    tab = SettingsTab("author", _("Author"), order=150)
    help_text = _("Shown beside your posts and on a page that lists them.")
    order = 100
    form_class = OwnAuthorForm

    def is_active(self) -> bool:
        return hasattr(self.user, "author")

    def get_form(self) -> ModelForm:
        # Whose author was made since the page was loaded sends nothing for it.
        is_sent = f"{self.name}-name" in self.request.POST
        files = (self.request.POST, self.request.FILES) if is_sent else ()
        return self.form_class(
            *files, instance=self.user.author, prefix=self.name, for_user=self.user
        )
