"""Changes of posts themselves; see `kinds`."""

import time
from datetime import timedelta

from django.utils import timezone

from tests.config.page_cache.changing.posts import ANY, blog, edited, new_post, post


def publish(turn):
    page = post()
    yield page.url
    edited(page, title=f"Published anew {turn}")
    yield page.url, 200, f"Published anew {turn}", ANY


def publish_in_listing(turn):
    yield "/blog/"
    edited(post(), title=f"Listed anew {turn}")
    yield "/blog/", 200, f"Listed anew {turn}", ANY


def publish_in_feed(turn):
    yield "/blog/feed.xml"
    edited(post(), title=f"Fed anew {turn}")
    yield "/blog/feed.xml", 200, f"Fed anew {turn}", ANY


def create(turn):
    yield f"/blog/created-{turn}/"
    new_post(f"created-{turn}")
    yield f"/blog/created-{turn}/", 200, f"Title of created-{turn}", ANY


def unpublish(turn):
    page = new_post(f"unpublished-{turn}")
    yield page.url
    page.unpublish()
    yield page.url, 404, ANY, page.title


def delete(turn):
    page = new_post(f"deleted-{turn}", display_date=timezone.now())
    yield "/blog/"
    page.delete()
    yield "/blog/", 200, ANY, f"Title of deleted-{turn}"


def move(turn):
    from blog.models import BlogIndexPage

    other = BlogIndexPage.objects.filter(slug="elsewhere").first()
    if other is None:
        other = BlogIndexPage(title="Elsewhere", slug="elsewhere")
        blog().get_parent().add_child(instance=other)
    page = new_post(f"moved-{turn}")
    yield f"/elsewhere/moved-{turn}/"
    page.move(other, pos="last-child")
    yield f"/elsewhere/moved-{turn}/", 200, page.title, ANY


def change_slug(turn):
    page = new_post(f"old-slug-{turn}")
    yield page.url
    edited(page, slug=f"new-slug-{turn}")
    yield f"/blog/old-slug-{turn}/", 301, ANY, page.title


def restrict(turn):
    from wagtail.models import PageViewRestriction

    page = new_post(f"private-{turn}")
    yield page.url
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    yield page.url, 302, ANY, page.title


def lift_restriction(turn):
    from wagtail.models import PageViewRestriction

    page = new_post(f"lifted-{turn}")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    yield page.url
    restriction.delete()
    yield page.url, 200, page.title, ANY


def go_live(turn):
    from config.background.scheduler import run_schedule

    page = new_post(f"scheduled-{turn}")
    page.title = f"Scheduled {turn}"
    page.save_revision(approved_go_live_at=timezone.now() + timedelta(seconds=0.01))
    yield page.url
    run_schedule()
    yield page.url, 200, f"Scheduled {turn}", ANY


def expire(turn):
    """Nothing is written at that moment."""
    ends = timezone.now() + timedelta(seconds=1)
    page = new_post(f"expired-{turn}")
    type(page).objects.filter(pk=page.pk).update(expire_at=ends)
    yield page.url
    time.sleep(max(0, (ends - timezone.now()).total_seconds()))
    yield page.url, 404, ANY, page.title


def restore_revision(turn):
    page = new_post(f"restored-{turn}")
    first = page.save_revision()
    edited(page, title=f"Mistaken {turn}")
    yield page.url
    first.publish()
    yield page.url, 200, f"Title of restored-{turn}", f"Mistaken {turn}"


def bring_in(turn):
    from hashlib import sha1

    from blog.importing.entry import Entry, Source
    from blog.importing.importer import import_sources

    path = f"imported-{turn}.md"
    body = [{"type": "markdown", "value": "Brought in."}]
    entry = Entry(path=path, title=f"Brought in {turn}", slug=f"imported-{turn}", body=body)
    source = Source(path, sha1(path.encode()).hexdigest(), lambda: entry)
    yield f"/blog/imported-{turn}/"
    import_sources([source], index=blog(), collection="Imported", publish=True)
    yield f"/blog/imported-{turn}/", 200, f"Brought in {turn}", ANY
