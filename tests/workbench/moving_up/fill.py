"""Makes the site that moves up: made-up posts, the starter content, and what readers don't see.

Run as `python -m tests.workbench.moving_up.fill POSTS CARDS`, with the environment of a migrated
site. CARDS social cards are painted; all others are one picture, since to paint 10,000 takes long.
"""

import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO

import django

# How the names of the cards begin that were not painted.
MADE = "cards/made-"
BATCH = 500


def main(posts: int, painted: int) -> None:
    django.setup()
    from django.core.management import call_command

    from blog.models import BlogIndexPage, StoredDocument
    from tests.workbench.bench.search.bulk import fill_with_made_posts

    # `make bench-search` keeps a database with such posts.
    if not BlogIndexPage.objects.exists():
        fill_with_made_posts(posts)
    # Made up too; the demo renders what has none.
    StoredDocument.objects.all().delete()
    call_command("demo", no_serve=True)
    run_tasks()
    add_cards(painted)
    hide_some()
    run_tasks()


def run_tasks() -> None:
    """Run what waits, without the tasks that look at every page: these pages lack nothing."""
    from django_tasks_db.models import DBTaskResult

    from blog.follow_up.tasks import catch_up, list_problems
    from config.background.task_worker import TaskWorker
    from config.serving.stop import StopSignal

    paths = [task.module_path for task in (catch_up, list_problems)]
    DBTaskResult.objects.filter(task_path__in=paths).delete()
    TaskWorker(StopSignal()).run_ready()


def add_cards(painted: int) -> None:
    """Give every public post a card."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from PIL import Image

    from blog.models import BlogPostPage, SocialCard
    from blog.social_cards.keeping import card_of, keep_cards
    from search.index.vocabulary import batches

    lacking = BlogPostPage.objects.public().filter(social_card=None).order_by("pk")
    keys = list(lacking.values_list("pk", flat=True))
    keep_cards(keys[:painted])
    picture = BytesIO()
    Image.new("1", (1, 1)).save(picture, "png")
    for batch in batches(keys[painted:], BATCH):
        cards = [
            SocialCard(
                page_id=post.pk,
                digest=card_of(post).digest,
                file=default_storage.save(f"{MADE}{post.pk}.png", ContentFile(picture.getvalue())),
            )
            for post in BlogPostPage.objects.filter(pk__in=batch).with_bylines()
        ]
        SocialCard.objects.bulk_create(cards)


def hide_some() -> None:
    """Have a draft, a post to come and a private one; a redirect, and a page that was deleted."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Page, PageViewRestriction

    from blog.models import BlogPostPage

    drafted, private, later = BlogPostPage.objects.live().order_by("pk")[:3]
    copy = later.copy(update_attrs={"slug": "copied", "title": "Copied"})
    Page.objects.get(pk=copy.pk).delete()
    drafted.title = "What nobody may read yet"
    drafted.save_revision()
    later.save_revision(approved_go_live_at=datetime.now(UTC) + timedelta(days=3))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    Redirect.objects.create(old_path="/formerly", redirect_page=drafted)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
