"""Begins imports as the desk's pages do."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blog.models import ImportRun


def send(client, blog, *files: Path, **fields: str) -> ImportRun | None:
    sent = [SimpleUploadedFile(file.name, file.read_bytes()) for file in files]
    client.post(reverse("begin_import", args=[blog.pk]), {"files": sent, **fields})
    return ImportRun.objects.order_by("created_at").last()


def act(client, run, action):
    return client.post(reverse("import_run", args=[run.pk]), {"action": action})


def page_of(client, run) -> str:
    return client.get(reverse("import_run", args=[run.pk])).content.decode()
