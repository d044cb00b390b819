"""Looks after a cluster's database: the clerk of `running_site` with what else is asked of it.

Run as `python -m tests.workbench.cluster.clerk`, with the environment of a machine.
"""

import json
import sys
from collections import Counter

import django

from tests.config.serving import clerk


def main() -> None:
    django.setup()
    commands = {
        "prepare": clerk.prepare,
        "author": author,
        "disagreements": disagreements,
        "draft": draft,
        "pictures": pictures,
        "schedule": schedule,
        "scheduled": scheduled,
        "scheduled_titles": scheduled_titles,
        "states": states,
        "webhook": webhook,
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
            parent=blog,
            title=f"Later {number}",
            slug=f"later-{number}",
            live=False,
            go_live_at=moment,
        )
        post.save_revision(approved_go_live_at=moment)


def scheduled() -> list[int]:
    """Return for each scheduled post that is live how often its log says that it was published."""
    from wagtail.models import PageLogEntry

    from blog.models import BlogPostPage

    posts = BlogPostPage.objects.live().filter(slug__startswith="later-")
    actions = ["wagtail.publish", "wagtail.publish.scheduled"]
    return [PageLogEntry.objects.filter(page=p.pk, action__in=actions).count() for p in posts]


def scheduled_titles() -> list[str]:
    """Return the titles of the posts that were to go live at a time."""
    from blog.models import BlogPostPage

    return list(
        BlogPostPage.objects.filter(slug__startswith="later-").values_list("title", flat=True)
    )


def webhook(url: str) -> str:
    """Have an address told of what is published; return the secret that it is signed with."""
    from blog.models import Webhook

    return Webhook.objects.create(name="Receiver", url=url).secret


def author() -> str:
    """Make somebody who may submit posts and publish none; return the user name."""
    from tests.factories import UserFactory

    return UserFactory(username="author", group="Authors").username


def draft(slug: str) -> int:
    """Make a draft of the author's; return its id."""
    from django.contrib.auth.models import User

    from blog.models import BlogIndexPage
    from tests.factories import BlogPostPageFactory

    owner, blog = User.objects.get(username="author"), BlogIndexPage.objects.get()
    post = BlogPostPageFactory(parent=blog, slug=slug, live=False, owner=owner)
    post.save_revision()
    return post.pk


def states() -> dict[str, dict[str, int]]:
    """Return how many tasks, and how many messages of webhooks, there are in each state."""
    from django_tasks_db.models import DBTaskResult

    from blog.models import WebhookMessage

    tasks = DBTaskResult.objects.values_list("status", flat=True)
    messages = WebhookMessage.objects.values_list("state", flat=True)
    return {"tasks": Counter(tasks), "messages": Counter(messages)}


if __name__ == "__main__":
    main()
