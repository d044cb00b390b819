"""Asks for the alternative texts of all pictures of a post in one form."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model

from blog.models import BlogPostPage

MAX_ALT = 1_000

Json = dict[str, Any]


class PictureTextForm(forms.Form):
    """Asks what one picture says; without a text it only decorates."""

    alt_text = forms.CharField(
        label=_("What it shows"),
        required=False,
        max_length=MAX_ALT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def pictures_in(value: Any, place: str = "") -> Iterator[tuple[str, Json]]:
    """Yield the pictures in raw blocks, each a mapping to change, and what names its place."""
    if isinstance(value, dict):
        if value.get("image") and "alt_text" in value:
            yield place, value
            return
        own = str(value.get("id") or "")
        for name, child in value.items():
            yield from pictures_in(child, f"{place}{own}.{name}" if own else f"{place}.{name}")
    elif isinstance(value, list):
        for number, child in enumerate(value):
            # By its id where it has one: others may be put before it meanwhile.
            is_named = isinstance(child, dict) and bool(child.get("id"))
            yield from pictures_in(child, place if is_named else f"{place}.{number}")


def raw_blocks(body: StreamValue) -> list[Json]:
    """Return a body as raw blocks."""
    return list(body.get_prep_value())


class PictureTextsView(WagtailAdminTemplateMixin, View):
    """Shows the pictures of a post's newest draft with a field each; saving makes a new draft."""

    template_name = "blog/desk/picture_texts.html"
    page_title = _("Picture texts")
    header_icon = "image"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponse:
        self.page = get_object_or_404(BlogPostPage, pk=page_id)
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.post_draft = self.page.get_latest_revision_as_object()
        self.blocks = raw_blocks(self.post_draft.body)
        self.pictures = list(pictures_in(self.blocks))
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        forms_ = [
            PictureTextForm(prefix=place, initial={"alt_text": value.get("alt_text") or ""})
            for place, value in self.pictures
        ]
        return self._shown(forms_)

    def post(self, request: HttpRequest) -> HttpResponse:
        forms_ = [PictureTextForm(request.POST, prefix=place) for place, _value in self.pictures]
        if not all(form.is_valid() for form in forms_):
            return self._shown(forms_)
        if self._is_locked(request):
            messages.error(request, _("The post is locked: nothing was saved."))
            return self._shown(forms_)
        for form, (place, value) in zip(forms_, self.pictures, strict=True):
            # A picture that came meanwhile was not asked for.
            if f"{place}-alt_text" in request.POST:
                text = " ".join(form.cleaned_data["alt_text"].split())
                value |= {"alt_text": text, "decorative": not text}
        self._save(request)
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))

    def _is_locked(self, request: HttpRequest) -> bool:
        lock = self.page.get_lock()
        return lock is not None and lock.for_user(request.user)

    def _save(self, request: HttpRequest) -> None:
        stream = self.page._meta.get_field("body").stream_block
        self.post_draft.body = stream.to_python(self.blocks)
        if not self.page.live:
            # Wagtail keeps the newest draft of a page that is not live in its row.
            self.post_draft.save()
        self.post_draft.save_revision(user=request.user, log_action=True)
        messages.success(request, _("The texts of the pictures were saved as a draft."))

    def _shown(self, forms_: list[PictureTextForm]) -> HttpResponse:
        keys = [value["image"] for _place, value in self.pictures]
        images = get_image_model().objects.in_bulk(keys)
        rows = [
            (images.get(value["image"]), form)
            for form, (_place, value) in zip(forms_, self.pictures, strict=True)
        ]
        return self.render_to_response(self.get_context_data(rows=rows, page=self.page))

    def get_breadcrumbs_items(self) -> list[Json]:
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        items = [*super().get_breadcrumbs_items()]
        items.append({"url": address, "label": self.page.get_admin_display_title()})
        return [*items, {"url": "", "label": self.page_title}]
