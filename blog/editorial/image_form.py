"""The form that every uploaded image goes through."""

from io import BytesIO
from typing import Any

import willow
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from blog.exchange.image_field import CheckedImageField
from blog.exchange.picture_privacy import BrokenPictureError, clean_picture


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

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        file.seek(0)
        data = file.read()
        try:
            cleaned = clean_picture(data)
        except BrokenPictureError as error:
            raise forms.ValidationError(_("This file is broken.")) from error
        upload = SimpleUploadedFile(file.name, cleaned, file.content_type)
        # What Wagtail's field leaves on the files that it has checked.
        upload.image = willow.Image.open(BytesIO(cleaned))
        return upload
