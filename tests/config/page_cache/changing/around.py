"""Changes of what stands around posts: topics, settings, redirects, search; see `kinds`."""

from tests.config.page_cache.changing.posts import ANY, blog, new_post, post

# A related post, as its template breaks the line.
RELATED = 'related__link"\n             href="{}"'


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
