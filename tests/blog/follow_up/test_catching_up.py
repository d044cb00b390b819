"""However often a site is asked to catch up, each of its pages is looked at once."""

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from blog.follow_up.tasks import catch_up, enqueue_catching_up
from blog.models import SiteIdentity
from tests.factories import BlogPostPageFactory, UserFactory
from tests.queue import waiting


@pytest.fixture
def posts(blog):
    made = [BlogPostPageFactory(parent=blog) for _ in range(6)]
    DBTaskResult.objects.all().delete()
    return made


def arguments():
    return [result.args_kwargs["args"] for result in waiting(catch_up)]


def test_a_second_run_of_init_enqueues_no_second_catch_up(posts):
    UserFactory(is_superuser=True)
    for _run in range(2):
        call_command("init", verbosity=0)
    SiteIdentity.objects.get().save()
    assert arguments() == [[]]


def test_it_begins_anew_where_one_is_on_its_way(posts):
    catch_up.enqueue(posts[3].pk)
    enqueue_catching_up()
    assert arguments() == [[]]


def test_one_that_runs_meanwhile_ends_for_one_of_all_pages(posts):
    catch_up.func()
    assert len(arguments()) == 1
    assert arguments() != [[]]
    enqueue_catching_up()
    # As the worker does with one that it took before.
    catch_up.func(posts[0].pk)
    assert arguments() == [[]]
