"""The ways in which an editor sends an image."""

from django.urls import reverse

WAYS = {
    "wagtailimages:add": lambda file: {"title": "A", "file": file},
    "wagtailimages:add_multiple": lambda file: {"title": "A", "files[]": file},
    "wagtailimages_chooser:create": lambda file: {
        "image-chooser-upload-title": "A",
        "image-chooser-upload-file": file,
    },
    "upload_image": lambda file: {"file": file},
}


def send(client, way, file):
    headers = {"x-requested-with": "XMLHttpRequest"} if way.endswith("multiple") else {}
    return client.post(reverse(way), WAYS[way](file), headers=headers)
