"""Keeps the images that are dropped or pasted into an editor."""

from pathlib import PurePath

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.forms import ModelForm
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.images.models import AbstractImage
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

from search.database.columns import fitted


class RefusedImageError(Exception):
    """A file that the library does not take; its message says why."""


@require_POST
def upload_image(request: HttpRequest) -> JsonResponse:
    """Keep the file `file` as an image and answer `id` and `alt`; else `error` with status 400.

    With `is_chosen`, what Wagtail's chooser would tell of it comes along as `chosen`. Wagtail's
    form checks it: extension, format, size, pixels. `alt` is empty: the name of the file says
    nothing of what is to be seen, see `alt_text`.
    """
    if not may_add_images(request.user):
        return JsonResponse({"error": _("You may not add images.")}, status=403)
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("No file arrived.")}, status=400)
    try:
        image = keep_image(file, user=request.user)
    except RefusedImageError as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    answer = {"id": image.pk, "alt": image.default_alt_text}
    if request.POST.get("is_chosen"):
        answer["chosen"] = AdminImageChooser().get_value_data(image)
    return JsonResponse(answer)


def may_add_images(user: AbstractBaseUser) -> bool:
    """Tell whether a user may add images to any collection."""
    return policy_registry.get_by_type(get_image_model()).user_has_permission(user, "add")


def keep_image(file: UploadedFile, *, user: AbstractBaseUser) -> AbstractImage:
    """Keep a file as an image of the library; raises `RefusedImageError`.

    Whether the user may is for the caller to ask.
    """
    form = _build_form(user, file)
    if not form.is_valid():
        raise RefusedImageError(_first_error(form))
    form.instance.uploaded_by_user = user
    return form.save()


def _build_form(user: AbstractBaseUser, file: UploadedFile) -> ModelForm:
    """Return the image form, filled; of several collections it takes the first allowed."""
    form_class = get_image_form(get_image_model())
    form = form_class({"title": _title_from_file_name(file.name)}, {"file": file}, user=user)
    if "collection" in form.fields:
        form.data["collection"] = form.fields["collection"].queryset.first().pk
    return form


def _title_from_file_name(name: str) -> str:
    """Return the words of a file name: what stands for the image until someone writes more."""
    words = PurePath(name).stem.replace("-", " ").replace("_", " ").split()
    return fitted(" ".join(words), 255)


def _first_error(form: ModelForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
