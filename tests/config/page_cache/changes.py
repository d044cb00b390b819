"""Changes of every kind that alter what readers see, each as a generator.

It first yields the address that is to be read before, then makes the change and yields what must
be true of that address, or another, from then on: (address, status, text it shows, text it lacks).
"""

import time
from datetime import timedelta

from django.utils import timezone

ANY = None


def posts():
    from blog.models import BlogPostPage

    return BlogPostPage.objects.live().order_by("pk")


def blog():
    from blog.models import BlogIndexPage

    return BlogIndexPage.objects.get(slug="blog")


def new_post(slug, **fields):
    from tests.factories import BlogPostPageFactory

    post = BlogPostPageFactory(parent=blog(), slug=slug, title=f"Title of {slug}", **fields)
    post.save_revision().publish()
    return post


def edited(post, **fields):
    """Publish a post with other fields."""
    draft = post.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    post.refresh_from_db()
    return post


def publish(turn):
    post = posts().first()
    yield post.url
    edited(post, title=f"Published anew {turn}")
    yield post.url, 200, f"Published anew {turn}", ANY


def publish_in_listing(turn):
    yield "/blog/"
    edited(posts().first(), title=f"Listed anew {turn}")
    yield "/blog/", 200, f"Listed anew {turn}", ANY


def publish_in_feed(turn):
    yield "/blog/feed.xml"
    edited(posts().first(), title=f"Fed anew {turn}")
    yield "/blog/feed.xml", 200, f"Fed anew {turn}", ANY


def create(turn):
    yield f"/blog/created-{turn}/"
    new_post(f"created-{turn}")
    yield f"/blog/created-{turn}/", 200, f"Title of created-{turn}", ANY


def unpublish(turn):
    post = new_post(f"unpublished-{turn}")
    yield post.url
    post.unpublish()
    yield post.url, 404, ANY, post.title


def delete(turn):
    post = new_post(f"deleted-{turn}")
    yield "/blog/"
    post.delete()
    yield "/blog/", 200, ANY, f"Title of deleted-{turn}"


def move(turn):
    from blog.models import BlogIndexPage

    other = BlogIndexPage.objects.filter(slug="elsewhere").first()
    if other is None:
        other = BlogIndexPage(title="Elsewhere", slug="elsewhere")
        blog().get_parent().add_child(instance=other)
    post = new_post(f"moved-{turn}")
    yield f"/elsewhere/moved-{turn}/"
    post.move(other, pos="last-child")
    yield f"/elsewhere/moved-{turn}/", 200, post.title, ANY


def change_slug(turn):
    post = new_post(f"old-slug-{turn}")
    yield post.url
    edited(post, slug=f"new-slug-{turn}")
    yield f"/blog/old-slug-{turn}/", 301, ANY, post.title


def restrict(turn):
    from wagtail.models import PageViewRestriction

    post = new_post(f"private-{turn}")
    yield post.url
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    yield post.url, 302, ANY, post.title


def lift_restriction(turn):
    from wagtail.models import PageViewRestriction

    post = new_post(f"lifted-{turn}")
    restriction = PageViewRestriction.objects.create(
        page=post, restriction_type=PageViewRestriction.LOGIN
    )
    yield post.url
    restriction.delete()
    yield post.url, 200, post.title, ANY


def go_live(turn):
    from config.serving.scheduler import run_schedule

    post = new_post(f"scheduled-{turn}")
    post.title = f"Scheduled {turn}"
    post.save_revision(approved_go_live_at=timezone.now() + timedelta(seconds=0.01))
    yield post.url
    run_schedule()
    yield post.url, 200, f"Scheduled {turn}", ANY


def expire(turn):
    """Nothing is written at that moment."""
    ends = timezone.now() + timedelta(seconds=1.5)
    post = new_post(f"expired-{turn}")
    type(post).objects.filter(pk=post.pk).update(expire_at=ends)
    yield post.url
    time.sleep(max(0, (ends - timezone.now()).total_seconds()))
    yield post.url, 404, ANY, post.title


def rename_author(turn):
    from blog.models import Author, PostAuthor

    author, is_new = Author.objects.get_or_create(slug="signer", defaults={"name": "Signer"})
    post = posts().first()
    if is_new:
        PostAuthor.objects.create(post=post, author=author)
    yield post.url
    author.name = f"Signer number {turn}"
    author.save()
    yield post.url, 200, f"Signer number {turn}", ANY


def rename_tag(turn):
    from blog.models import Tag

    tag, is_new = Tag.objects.get_or_create(slug="topic", defaults={"name": "Topic"})
    if is_new:
        tag.post_tags.create(content_object=posts().first())
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

    yield f"/gone-{turn}"
    Redirect.add_redirect(f"/gone-{turn}", "/blog/", is_permanent=True)
    yield f"/gone-{turn}", 301, ANY, ANY


def drop_redirect(turn):
    from wagtail.contrib.redirects.models import Redirect

    Redirect.add_redirect(f"/dropped-{turn}", "/blog/", is_permanent=True)
    row = Redirect.objects.get(old_path=f"/dropped-{turn}")
    yield f"/dropped-{turn}"
    row.delete()
    yield f"/dropped-{turn}", 404, ANY, ANY


def covered_post():
    from tests.factories import ImageFactory

    post = posts().last()
    if post.cover is None:
        post = edited(post, cover=ImageFactory(title="Cover"))
    return post


def change_image(turn):
    post = covered_post()
    yield post.url
    post.cover.description = f"What it shows {turn}"
    post.cover.save()
    yield post.url, 200, f"What it shows {turn}", ANY


def change_rendition(turn):
    from blog.tasks import make_image_renditions

    post = covered_post()
    make_image_renditions.func(post.cover_id)
    yield post.url
    post.cover.renditions.update(file=f"images/made-anew-{turn}.webp")
    yield post.url, 200, f"made-anew-{turn}.webp", ANY


def change_document(turn):
    from wagtail.documents.models import Document

    document, _ = Document.objects.get_or_create(title="Figures", file="documents/figures.csv")
    block = ("download", {"document": document.pk, "title": ""})
    post = new_post(f"with-file-{turn}", body=[block])
    yield post.url
    document.title = f"Figures of {turn}"
    document.save()
    yield post.url, 200, f"Figures of {turn}", ANY
    document.title = "Figures"
    document.save()


def restore_revision(turn):
    post = new_post(f"restored-{turn}")
    first = post.latest_revision
    edited(post, title=f"Mistaken {turn}")
    yield post.url
    first.publish()
    yield post.url, 200, f"Title of restored-{turn}", f"Mistaken {turn}"


def bring_in(turn):
    from hashlib import sha1

    from blog.exchange.entry import Entry, Source
    from blog.exchange.importer import import_sources

    path = f"imported-{turn}.md"
    body = [{"type": "markdown", "value": "Brought in."}]
    entry = Entry(path=path, title=f"Brought in {turn}", slug=f"imported-{turn}", body=body)
    source = Source(path, sha1(path.encode()).hexdigest(), lambda: entry)
    yield f"/blog/imported-{turn}/"
    import_sources([source], index=blog(), collection="Imported", publish=True)
    yield f"/blog/imported-{turn}/", 200, f"Brought in {turn}", ANY


def index_anew(turn):
    """A page that leads nowhere shows what search knows."""
    from search.index import index_page

    word = f"zanzibar{'x' * turn}"
    post = posts().first()
    yield f"/{word}/"
    post.title = f"About {word}"
    index_page(post)
    yield f"/{word}/", 404, f"About {word}", ANY


def relate(turn):
    from search.models import SearchNeighbour

    post, other = new_post(f"near-{turn}"), new_post(f"nearest-{turn}")
    SearchNeighbour.objects.filter(page=post, other=other).delete()
    yield post.url
    # The background process may have found it meanwhile.
    SearchNeighbour.objects.update_or_create(page=post, other=other, defaults={"score": 1.0})
    yield post.url, 200, f'related__link" href="{other.url}"', ANY


def pin(turn):
    post, other = new_post(f"pinning-{turn}"), new_post(f"pinned-{turn}")
    yield post.url
    post.pinned_posts.create(pinned=other)
    post.save_revision().publish()
    yield post.url, 200, f'related__link" href="{other.url}"', ANY


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
