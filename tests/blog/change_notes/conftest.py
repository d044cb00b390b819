"""Publishes changes as editors do, and runs what follows."""

import pytest
from wagtail.models import Page

from blog.change_notes.tasks import make_comparison
from tests.queue import run_waiting


@pytest.fixture
def publish():
    """Return a function that publishes a post with another text, and returns it anew."""

    def publish(post, source=None, **fields):
        draft = Page.objects.get(pk=post.pk).specific.get_latest_revision_as_object()
        if source is not None:
            draft.body = [("markdown", source)]
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision().publish()
        run_waiting(make_comparison)
        return type(post).objects.get(pk=post.pk)

    return publish
