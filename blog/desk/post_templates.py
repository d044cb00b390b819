"""Starts new posts: in which blog, and of which template: "New from template"."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.actions.copy_page import CopyPageAction
from wagtail.admin.forms.pages import ParentChooserForm
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.models import Page

from blog.editor.post_slugs import page_slug
from blog.editor.short_forms import NEW, short_form_in
from blog.models import Author, BlogIndexPage, BlogPostPage, PostTemplatesPage
from blog.models.querysets import PostQuerySet

NEW_FROM_TEMPLATE = gettext_lazy("New from template")


class ChooseBlogView(ChooseParentView):
    """Leads to a new post; asks in which blog where a user may write in several."""

    page_title = gettext_lazy("Choose a blog")

    def get_valid_parent_pages(self, user: AbstractBaseUser) -> QuerySet[Page]:
        """Return the blogs alone: a template is added in the folder of templates."""
        blogs = super().get_valid_parent_pages(user).exact_type(BlogIndexPage)
        return blogs.filter(blogindexpage__has_short_forms=True) if self._short_form else blogs

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._with_short_form(super().get(request))

    def form_valid(self, form: ParentChooserForm) -> HttpResponse:
        return self._with_short_form(super().form_valid(form))

    @property
    def _short_form(self) -> str:
        return short_form_in(self.request.GET.get("form"))

    def _with_short_form(self, response: HttpResponse) -> HttpResponse:
        """Hand on which short form was asked for."""
        if self._short_form and isinstance(response, HttpResponseRedirect):
            return HttpResponseRedirect(f"{response.url}?form={self._short_form}")
        return response


class ChooseBlogForTemplateView(ChooseBlogView):
    """Leads to the templates of a blog."""

    model = BlogPostPage
    index_url_name = "posts:index"
    page_title = NEW_FROM_TEMPLATE

    def get(self, request: HttpRequest) -> HttpResponse:
        blogs = list(self.get_valid_parent_pages(request.user)[:2])
        if not blogs:
            raise PermissionDenied
        return _to_templates(blogs[0]) if len(blogs) == 1 else super().get(request)

    def get_form(self) -> ParentChooserForm:
        form = super().get_form()
        blogs = self.get_valid_parent_pages(self.request.user)
        form.fields["parent_page"].queryset = blogs
        return form

    def form_valid(self, form: ParentChooserForm) -> HttpResponse:
        return _to_templates(form.cleaned_data["parent_page"])


def ways_to_short_forms() -> list[tuple[str, str]]:
    """Return what leads to a new link, quotation and note; empty where no blog offers them."""
    if not BlogIndexPage.objects.filter(has_short_forms=True).exists():
        return []
    choose = reverse("posts:choose_parent")
    return [(label, f"{choose}?form={form}") for form, label in NEW.items()]


def _to_templates(blog: Page) -> HttpResponse:
    return HttpResponseRedirect(reverse("new_from_template", args=[blog.pk]))


class NewFromTemplateView(WagtailAdminTemplateMixin, View):
    """Offers a site's templates to whoever may add posts to a blog, and copies one."""

    template_name = "blog/desk/new_from_template.html"
    page_title = NEW_FROM_TEMPLATE
    header_icon = "copy"

    def dispatch(self, request: HttpRequest, index_id: int) -> HttpResponse:
        self.index = get_object_or_404(BlogIndexPage, pk=index_id)
        if not self.index.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        templates = templates_for(self.index)
        template = get_object_or_404(
            templates, pk=_number_or_zero(request.POST.get("template", ""))
        )
        post = copy_template(template, index=self.index, user=request.user)
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[post.pk]))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        blog = {
            "url": reverse("wagtailadmin_explore", args=[self.index.pk]),
            "label": self.index.get_admin_display_title(),
        }
        return [*super().get_breadcrumbs_items(), blog, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        templates = templates_for(self.index).defer_streamfields()
        return super().get_context_data(index=self.index, templates=templates, **kwargs)


def templates_for(index: BlogIndexPage) -> PostQuerySet:
    """Return the posts that new ones in a blog may start from, in tree order."""
    folder = PostTemplatesPage.find_for(index)
    if folder is None:
        return BlogPostPage.objects.none()
    return BlogPostPage.objects.child_of(folder).order_by("path")


@transaction.atomic
def copy_template(template: BlogPostPage, *, index: BlogIndexPage, user: Any) -> BlogPostPage:
    """Return a new draft in a blog, owned and (where the template names nobody) signed by a user.

    The caller checks that the user may add posts there; the right to edit the template,
    which Wagtail asks of whoever copies a page, is not needed.
    """
    title, slug = _title_and_slug(template.title, index=index)
    fresh = {"title": title, "draft_title": title, "slug": slug, "display_date": timezone.now()}
    unset = dict.fromkeys(["go_live_at", "expire_at", "locked_at", "locked_by", "checked_on"])
    action = CopyPageAction(
        template,
        to=index,
        update_attrs={**fresh, **unset, "locked": False},
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    post = action.execute(skip_permission_checks=True)
    post.sign(Author.of(user))
    post.save()
    post.save_revision(user=user, changed=False)
    return post


def _title_and_slug(title: str, *, index: BlogIndexPage) -> tuple[str, str]:
    """Return a title and its free slug, both numbered where the slug is taken.

    They match, so that the editor goes on deriving the slug as the title is typed.
    """
    slug = page_slug(title, index=index)
    number = slug.removeprefix(slugify(title, allow_unicode=True)).strip("-")
    return f"{title} {number}".strip() if number.isdecimal() else title, slug


def _number_or_zero(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
