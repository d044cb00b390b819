"""Takes the images that are dropped or pasted into the Markdown editor."""

from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.forms import ModelForm
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.permissions import policy_registry


@require_POST
def upload_image(request: HttpRequest) -> JsonResponse:
    """Keep the file `file` as an image and answer `id` and `alt`; else `error` with status 400.

    Wagtail's own form checks it: extension, format, size, pixels.
    """
    policy = policy_registry.get_by_type(get_image_model())
    if not policy.user_has_permission(request.user, "add"):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("No file arrived.")}, status=400)
    form = _build_form(request, file)
    if not form.is_valid():
        return JsonResponse({"error": _first_error(form)}, status=400)
    form.instance.uploaded_by_user = request.user
    image = form.save()
    return JsonResponse({"id": image.pk, "alt": image.title})


def _build_form(request: HttpRequest, file: UploadedFile) -> ModelForm:
    """Return the image form, filled; of several collections it takes the first allowed."""
    form_class = get_image_form(get_image_model())
    form = form_class({"title": _readable(file.name)}, {"file": file}, user=request.user)
    if "collection" in form.fields:
        form.data["collection"] = form.fields["collection"].queryset.first().pk
    return form


def _readable(name: str) -> str:
    """Return the words of a file name: what stands for the image until someone writes more."""
    return " ".join(PurePath(name).stem.replace("-", " ").replace("_", " ").split())[:255]


def _first_error(form: ModelForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
