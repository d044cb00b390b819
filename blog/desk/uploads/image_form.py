"""Cleans every uploaded image while its form is checked."""

from typing import Any

from wagtail.images.forms import BaseImageForm

from blog.pictures.upload_field import CheckedImageField


class CleanImageForm(BaseImageForm):
    """Wagtail's form, which takes place, time and device out of a new file.

    That happens while the form is checked, before a transaction opens, and whatever the way in:
    the admin's form, several at once, a chooser, or the Markdown editor.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The form for what several uploads have in common shows no file.
        if field := self.fields.get("file"):
            self.fields["file"] = CheckedImageField(
                label=field.label, required=field.required, widget=field.widget
            )
