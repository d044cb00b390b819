"""Looks after a cluster's database: the clerk of `running_site` with what else is asked of it.

Run as `python -m tests.workbench.cluster.clerk`, with the environment of a machine.
"""

import json
import sys

import django

from tests.config.serving import clerk


def main() -> None:
    django.setup()
    commands = {
        "prepare": clerk.prepare,
        "disagreements": disagreements,
        "pictures": pictures,
        "schedule": schedule,
        "scheduled": scheduled,
        "tasks": tasks,
    }
    from django.db import connection

    for line in sys.stdin:
        # The server may have been started anew since.
        connection.close()
        name, *words = line.split()
        sys.stdout.write(json.dumps(commands[name](*words)) + "\n")
        sys.stdout.flush()


def pictures(count: str) -> list[int]:
    """Upload as many pictures to the store; return their ids."""
    from tests.factories import ImageFactory

    return [ImageFactory(title=f"Picture {number}").pk for number in range(int(count))]


def disagreements() -> list[str]:
    """Return what the published posts, their revisions, Documents and logs don't agree on."""
    from blog.models import BlogPostPage

    posts = BlogPostPage.objects.filter(slug__startswith="post-")
    return [f"{post.slug}: {what}" for post in posts for what in clerk.disagreements(post)]


def schedule(count: str, seconds: str) -> None:
    """Have as many posts go live in so many seconds."""
    from datetime import timedelta

    from django.utils import timezone

    from blog.models import BlogIndexPage
    from tests.factories import BlogPostPageFactory

    blog, moment = BlogIndexPage.objects.get(), timezone.now() + timedelta(seconds=int(seconds))
    for number in range(int(count)):
        post = BlogPostPageFactory(
            parent=blog, slug=f"later-{number}", live=False, go_live_at=moment
        )
        post.save_revision(approved_go_live_at=moment)


def scheduled() -> list[int]:
    """Return for each scheduled post that is live how often its log says that it was published."""
    from wagtail.models import PageLogEntry

    from blog.models import BlogPostPage

    posts = BlogPostPage.objects.live().filter(slug__startswith="later-")
    actions = ["wagtail.publish", "wagtail.publish.scheduled"]
    return [PageLogEntry.objects.filter(page=p.pk, action__in=actions).count() for p in posts]


def tasks() -> dict[str, int]:
    """Return how many tasks there are in each state."""
    from django.db.models import Count
    from django_tasks_db.models import DBTaskResult

    states = DBTaskResult.objects.values_list("status").annotate(Count("pk")).order_by("status")
    return dict(states)


if __name__ == "__main__":
    main()
