"""Lists what follows what: FOLLOWING, at the end, names all receivers of the blog.

Tasks are enqueued in the transaction of what they follow: the queue is in the same database, so
that they are there when it commits, even where the process dies at that moment, and not before.
The background process looks four times a second.
"""

from collections.abc import Callable

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move, pre_page_move

from blog.change_notes.recording import follow_source, keep_live_version, record_version
from blog.follow_up.admin_index import forget_deleted, index_written
from blog.follow_up.new_addresses import follow_new_address, remember_before
from blog.follow_up.rerendering import (
    pages_naming,
    rerender_all,
    rerender_citing,
    rerender_naming,
)
from blog.follow_up.tasks import (
    delete_card,
    enqueue_catching_up,
    make_image_renditions,
    make_renditions,
)
from blog.link_health.collecting import follow_page, follow_switch
from blog.models import Author, BlogPostPage, BodyPage, LinkHealth, SiteIdentity, SocialCard, Source
from blog.social_cards.keeping import drop_hidden_cards, posts_without_card
from blog.taxonomy.naming import TAXONOMY
from blog.taxonomy.reindexing import reindex_after_save
from blog.webhooks.noticing import (
    follow_deletion,
    follow_move,
    follow_restricted,
    follow_saved_page,
    remember_restricted,
    remember_tree,
)
from search.public.visibility import trees_following


def enqueue_renditions(instance: Page, **kwargs: object) -> None:
    if isinstance(instance, BodyPage):
        make_renditions.enqueue(instance.pk)


def rerender_links_to_page(instance: Page, **kwargs: object) -> None:
    """Have the bodies that link to a page rendered again: its address or state changed."""
    rerender_naming(Page, [instance.pk])


def rerender_links_to_tree(instance: Page, **kwargs: object) -> None:
    """Have the bodies that link to a page, or to one below it, rendered again."""
    for root in trees_following(instance):
        tree = Page.objects.descendant_of(root, inclusive=True)
        rerender_naming(Page, list(tree.values_list("pk", flat=True)))


def follow_restriction(instance: PageViewRestriction, **kwargs: object) -> None:
    """Follow a page, and all below it, being made private or public."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        rerender_links_to_tree(instance=page)
        drop_or_paint_cards(instance=page)


def drop_or_paint_cards(instance: Page, **kwargs: object) -> None:
    """Drop the cards of what readers may not see any more; paint those of what they see again."""
    trees = trees_following(instance)
    for tree in trees:
        drop_hidden_cards(tree.path)
    if any(posts_without_card(tree.path).exists() for tree in trees):
        enqueue_catching_up()


def delete_card_file(instance: SocialCard, **kwargs: object) -> None:
    delete_card.enqueue(instance.file.name)


def paint_all_cards(instance: SiteIdentity, **kwargs: object) -> None:
    """Paint all cards again: the site's name stands on each."""
    enqueue_catching_up()


def rerender_links_to_deleted(instance: Model, **kwargs: object) -> None:
    if isinstance(instance, Page):
        rerender_naming(Page, [instance.pk])


def rerender_naming_document(instance: Model, **kwargs: object) -> None:
    rerender_naming(type(instance), [instance.pk])


def rerender_naming_image(instance: Model, **kwargs: object) -> None:
    rerender_naming(type(instance), [instance.pk])
    for page_id in pages_naming(type(instance), [instance.pk]):
        make_renditions.enqueue(page_id)


def enqueue_shown_image(instance: Model, **kwargs: object) -> None:
    """Make the renditions of a portrait, logo or icon that was chosen or replaced."""
    fields = {Author: ["portrait_id"], SiteIdentity: ["logo_id", "favicon_id"]}
    for field in fields.get(type(instance), ["pk"]):
        if image_id := getattr(instance, field):
            make_image_renditions.enqueue(image_id)


def rerender_naming_its_image(instance: Model, **kwargs: object) -> None:
    """Have bodies rendered again whose image's renditions a replaced file dropped."""
    rerender_naming(get_image_model(), [instance.image_id])


def remember_key(instance: Source, **kwargs: object) -> None:
    """Have the bodies rendered again that cite a source by a key that it loses."""
    old = Source.objects.filter(pk=instance.pk).values_list("key", flat=True).first()
    if old is not None and old != instance.key:
        rerender_citing([old])


def rerender_citing_source(instance: Source, **kwargs: object) -> None:
    rerender_citing([instance.key])


def rerender_all_citing(instance: SiteIdentity, **kwargs: object) -> None:
    """Have all bodies that cite rendered again: the site says in which style."""
    rerender_citing()


def make_identity(instance: Site, raw: bool, **kwargs: object) -> None:
    """Give each site its identity, which a reader's first request would otherwise write."""
    if not raw:
        SiteIdentity.objects.get_or_create(site=instance)


def rerender_site(instance: Site, created: bool, **kwargs: object) -> None:
    """Have all bodies rendered again: addresses begin at the site's root page and host."""
    if not created:
        rerender_all.enqueue()


Image, DocumentFile = get_image_model(), get_document_model()
Rendition = Image.get_rendition_model()

# The signal, the model that sends it (None for any), what follows; of one signal in this order.
FOLLOWING: list[tuple[Signal, type[Model] | None, Callable[..., None]]] = [
    (page_published, BlogPostPage, record_version),
    (page_published, None, enqueue_renditions),
    (page_published, None, rerender_links_to_page),
    (page_published, None, follow_page),
    (page_unpublished, None, follow_page),
    (page_unpublished, None, rerender_links_to_page),
    (page_unpublished, None, drop_or_paint_cards),
    (post_page_move, None, rerender_links_to_tree),
    (post_page_move, None, drop_or_paint_cards),
    (post_delete, None, rerender_links_to_deleted),
    (post_save, PageViewRestriction, follow_restriction),
    (post_delete, PageViewRestriction, follow_restriction),
    (post_delete, SocialCard, delete_card_file),
    (post_save, DocumentFile, rerender_naming_document),
    (post_delete, DocumentFile, rerender_naming_document),
    (post_save, Image, rerender_naming_image),
    (post_save, Image, enqueue_shown_image),
    (post_delete, Image, rerender_naming_image),
    (post_delete, Rendition, rerender_naming_its_image),
    (pre_save, Source, remember_key),
    (post_save, Source, rerender_citing_source),
    (post_delete, Source, rerender_citing_source),
    (post_save, SiteIdentity, paint_all_cards),
    (post_save, SiteIdentity, rerender_all_citing),
    (post_save, SiteIdentity, enqueue_shown_image),
    (post_save, Site, make_identity),
    (post_save, Site, rerender_site),
    (post_save, LinkHealth, follow_switch),
    (post_save, Author, enqueue_shown_image),
    *((post_save, model, reindex_after_save) for model in TAXONOMY),
    (post_save, None, index_written),
    (post_delete, None, forget_deleted),
    (pre_save, BlogPostPage, keep_live_version),
    (post_save, BlogPostPage, follow_source),
    (pre_save, None, remember_before),
    (post_save, None, follow_new_address),
    (post_save, None, follow_saved_page),
    (pre_delete, None, follow_deletion),
    (pre_page_move, None, remember_tree),
    (post_page_move, None, follow_move),
    (pre_save, PageViewRestriction, remember_restricted),
    (post_save, PageViewRestriction, follow_restricted),
    (pre_delete, PageViewRestriction, remember_restricted),
    (post_delete, PageViewRestriction, follow_restricted),
]

for signal, sender, follow in FOLLOWING:
    signal.connect(follow, sender=sender, dispatch_uid=f"{follow.__module__}.{follow.__name__}")
