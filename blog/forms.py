"""The forms that editors write and copy posts in."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from blog.models.routes import refuse_shadowed_slug


class PostForm(WagtailAdminPageForm):
    """A page form that signs a new post with the writer's own author."""

    def __init__(
        self,
        *args: Any,
        instance: Model | None = None,
        for_user: AbstractBaseUser | None = None,
        **kwargs: Any,
    ) -> None:
        if instance is not None and instance.pk is None:
            instance.sign(for_user)
        super().__init__(*args, instance=instance, for_user=for_user, **kwargs)


class PostCopyForm(CopyForm):
    """Wagtail's form, which alone would let a slug through that the copy then fails on."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_shadowed_slug(cleaned.get("new_slug"), field="new_slug")
        return cleaned
