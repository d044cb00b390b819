"""The form that editors write posts in."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from wagtail.admin.forms import WagtailAdminPageForm


class PostForm(WagtailAdminPageForm):
    """A page form that signs a new post with the writer's own author."""

    def __init__(
        self,
        *args: Any,
        instance: Model | None = None,
        for_user: AbstractBaseUser | None = None,
        **kwargs: Any,
    ) -> None:
        if instance is not None and instance.pk is None and not instance.post_authors.all():
            author = getattr(for_user, "author", None)
            if author is not None:
                instance.post_authors.add(instance.post_authors.model(author=author))
        super().__init__(*args, instance=instance, for_user=for_user, **kwargs)
