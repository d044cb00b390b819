"""Tasks that were enqueued by the name of a module that has moved since."""

import pytest
from django.utils.module_loading import import_string
from django_tasks.base import Task

from config.background.moved_tasks import current_path

# Of the first version whose tasks may still wait somewhere, and of those since.
ENQUEUED = [
    "blog.editorial.reindex.reindex_posts",
    "blog.new_address.send_slug_changed",
    "blog.rerendering.rerender_all",
    "blog.rerendering.rerender_pages",
    "blog.tasks.catch_up",
    "blog.tasks.delete_card",
    "blog.tasks.make_image_renditions",
    "blog.tasks.make_renditions",
    "blog.tasks.paint_cards",
    "config.mail.send_queued",
    "search.index.index_in_background",
    "search.neighbours.find_neighbours",
]


@pytest.mark.parametrize("path", ENQUEUED)
def test_a_task_that_an_older_version_enqueued_is_found(path):
    assert isinstance(import_string(current_path(path)), Task)


def test_a_task_of_today_stays_where_it_is():
    assert current_path("blog.follow_up.tasks.catch_up") == "blog.follow_up.tasks.catch_up"
