"""Changes of every kind that alter what readers see, each as a generator.

It first yields the address that is to be read before, then makes the change and yields what must
be true of that address, or another, from then on: (address, status, text it shows, text it lacks).
"""

import time
from datetime import UTC, datetime, timedelta

from django.utils import timezone

ANY = None
# Below the first page of the listing.
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
# A related post, as its template breaks the line.
RELATED = 'related__link"\n             href="{}"'


def post(slug="post-1"):
    from blog.models import BlogPostPage

    return BlogPostPage.objects.get(slug=slug)


def blog():
    from blog.models import BlogIndexPage

    return BlogIndexPage.objects.get(slug="blog")


def new_post(slug, **fields):
    from tests.factories import BlogPostPageFactory

    fields = {"display_date": LONG_AGO, "title": f"Title of {slug}", **fields}
    return BlogPostPageFactory(parent=blog(), slug=slug, **fields)


def edited(page, **fields):
    """Publish a post with other fields."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    page.refresh_from_db()
    return page


def wait_for_rerendering():
    """Wait until the site's background process has rendered what names a changed thing.

    Pages show what they did before until then; none may from then on.
    """
    from django_tasks_db.models import DBTaskResult

    from blog.follow_up.rerendering import rerender_pages

    tasks = DBTaskResult.objects.filter(task_path=rerender_pages.module_path)
    end = time.monotonic() + 60
    while tasks.filter(status__in=["READY", "RUNNING"]).exists():
        assert time.monotonic() < end, "The background process renders nothing."
        time.sleep(0.1)


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


def rename_author(turn):
    from blog.models import Author, PostAuthor

    author, is_new = Author.objects.get_or_create(slug="signer", defaults={"name": "Signer"})
    page = post()
    if is_new:
        PostAuthor.objects.create(post=page, author=author)
    yield page.url
    author.name = f"Signer number {turn}"
    author.save()
    yield page.url, 200, f"Signer number {turn}", ANY


def rename_tag(turn):
    from blog.models import Tag

    tag, is_new = Tag.objects.get_or_create(slug="topic", defaults={"name": "Topic"})
    if is_new:
        tag.post_tags.create(content_object=post())
    yield "/blog/tags/topic/"
    tag.name = f"Topic number {turn}"
    tag.save()
    yield "/blog/tags/topic/", 200, f"Topic number {turn}", ANY


def change_setting(turn):
    from wagtail.models import Site

    from blog.models import SiteIdentity

    yield "/"
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.name = f"Journal {turn}"
    identity.save()
    yield "/", 200, f"Journal {turn}", ANY


def redirect(turn):
    from wagtail.contrib.redirects.models import Redirect

    yield f"/gone-{turn}/"
    Redirect.add_redirect(f"/gone-{turn}", "/blog/", is_permanent=True)
    yield f"/gone-{turn}/", 301, ANY, ANY


def drop_redirect(turn):
    from wagtail.contrib.redirects.models import Redirect

    Redirect.add_redirect(f"/dropped-{turn}", "/blog/", is_permanent=True)
    row = Redirect.objects.get(old_path=f"/dropped-{turn}")
    yield f"/dropped-{turn}/"
    row.delete()
    yield f"/dropped-{turn}/", 404, ANY, ANY


def covered_post():
    from tests.factories import ImageFactory

    page = post()
    if page.cover is None:
        page = edited(page, cover=ImageFactory(title="Cover"))
    return page


def change_image(turn):
    page = covered_post()
    yield page.url
    page.cover.description = f"What it shows {turn}"
    page.cover.save()
    yield page.url, 200, f"What it shows {turn}", ANY


def change_rendition(turn):
    from blog.follow_up.tasks import make_image_renditions

    page = covered_post()
    make_image_renditions.func(page.cover_id)
    yield page.url
    page.cover.renditions.update(file=f"images/made-anew-{turn}.webp")
    yield page.url, 200, f"made-anew-{turn}.webp", ANY


def change_document(turn):
    from wagtail.documents.models import Document

    document, _ = Document.objects.get_or_create(title="Figures", file="documents/figures.csv")
    block = ("download", {"document": document.pk, "title": ""})
    page = new_post(f"with-file-{turn}", body=[block])
    yield page.url
    document.title = f"Figures of {turn}"
    document.save()
    wait_for_rerendering()
    yield page.url, 200, f"Figures of {turn}", ANY
    document.title = "Figures"
    document.save()


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


def index_anew(turn):
    """A page that leads nowhere shows what search knows."""
    from search.upkeep.writing import index_page

    word = f"zanzibar{chr(97 + turn // 26)}{chr(97 + turn % 26)}"
    page = post()
    yield f"/{word}/"
    type(page).objects.filter(pk=page.pk).update(title=f"About {word}")
    index_page(post())
    yield f"/{word}/", 404, f"About {word}", ANY


def relate(turn):
    from search.models import SearchNeighbour

    page, other = new_post(f"near-{turn}"), new_post(f"nearest-{turn}")
    SearchNeighbour.objects.filter(page=page, other=other).delete()
    yield page.url
    # The background process may have found it meanwhile.
    SearchNeighbour.objects.update_or_create(page=page, other=other, defaults={"score": 1.0})
    yield page.url, 200, RELATED.format(other.url), ANY


def pin(turn):
    page, other = new_post(f"pinning-{turn}"), new_post(f"pinned-{turn}")
    yield page.url
    page.pinned_posts.create(pinned=other)
    page.save_revision().publish()
    yield page.url, 200, RELATED.format(other.url), ANY


def put_in_menu(turn):
    from tests.factories import StandardPageFactory

    page = StandardPageFactory(
        parent=blog().get_parent(), title=f"Menu entry {turn}", slug=f"entry-{turn}"
    )
    yield "/"
    type(page).objects.filter(pk=page.pk).update(show_in_menus=True)
    yield "/", 200, f"Menu entry {turn}", ANY
    page.delete()


KINDS = [
    publish, publish_in_listing, publish_in_feed, create, unpublish, delete, move, change_slug,
    restrict, lift_restriction, go_live, expire, rename_author, rename_tag, change_setting,
    redirect, drop_redirect, change_image, change_rendition, change_document, restore_revision,
    bring_in, index_anew, relate, pin, put_in_menu,
]  # fmt: skip
