"""What follows when a site, a page, a file, or a name that posts share is saved.

Tasks are enqueued in the transaction of what they follow: the queue is in the same database, so
that they are there when it commits, even where the process dies at that moment, and not before.
"""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from blog.editorial.naming import TAXONOMY
from blog.editorial.reindex import reindex_after_save
from blog.models import Author, BodyPage, SiteIdentity, SocialCard
from blog.rerendering import pages_naming, rerender_all, rerender_naming
from blog.social_cards.keeping import drop_hidden_cards, posts_without_card
from blog.tasks import catch_up, delete_card, make_image_renditions, make_renditions


@receiver(page_published)
def enqueue_renditions(instance: Page, **kwargs: object) -> None:
    if isinstance(instance, BodyPage):
        make_renditions.enqueue(instance.pk)


@receiver([page_published, page_unpublished])
def follow_page(instance: Page, **kwargs: object) -> None:
    """A link shows where its page stands, and only while that is public."""
    rerender_naming(Page, [instance.pk])


@receiver(page_slug_changed)
@receiver(post_page_move)
def follow_tree(instance: Page, **kwargs: object) -> None:
    """All below a page moves with it."""
    tree = Page.objects.descendant_of(instance, inclusive=True)
    rerender_naming(Page, list(tree.values_list("pk", flat=True)))


@receiver([post_save, post_delete], sender=PageViewRestriction)
def follow_restriction(instance: PageViewRestriction, **kwargs: object) -> None:
    """A page made private or public is so with all below it."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        follow_tree(instance=page)
        follow_visibility(instance=page)


@receiver([page_unpublished, post_page_move])
def follow_visibility(instance: Page, **kwargs: object) -> None:
    """What readers may not see any more has no card; what they see again gets one."""
    drop_hidden_cards(instance.path)
    if posts_without_card(instance.path).exists():
        catch_up.enqueue()


@receiver(post_delete, sender=SocialCard)
def follow_card(instance: SocialCard, **kwargs: object) -> None:
    delete_card.enqueue(instance.file.name)


@receiver(post_save, sender=SiteIdentity)
def follow_identity(instance: SiteIdentity, **kwargs: object) -> None:
    """The site's name stands on every card."""
    catch_up.enqueue()


@receiver(post_delete)
def follow_deletion(instance: Model, **kwargs: object) -> None:
    if isinstance(instance, Page):
        rerender_naming(Page, [instance.pk])


@receiver([post_save, post_delete], sender=get_document_model())
def follow_document(instance: Model, **kwargs: object) -> None:
    rerender_naming(type(instance), [instance.pk])


@receiver([post_save, post_delete], sender=get_image_model())
def follow_image(instance: Model, **kwargs: object) -> None:
    rerender_naming(type(instance), [instance.pk])
    for page_id in pages_naming(type(instance), [instance.pk]):
        make_renditions.enqueue(page_id)


@receiver(post_save, sender=Author)
@receiver(post_save, sender=SiteIdentity)
@receiver(post_save, sender=get_image_model())
def follow_shown_image(instance: Model, **kwargs: object) -> None:
    """A portrait or a logo that was chosen or replaced needs its renditions."""
    fields = {Author: "portrait_id", SiteIdentity: "logo_id"}
    if image_id := getattr(instance, fields.get(type(instance), "pk")):
        make_image_renditions.enqueue(image_id)


@receiver(post_delete, sender=get_image_model().get_rendition_model())
def follow_rendition(instance: Model, **kwargs: object) -> None:
    """A replaced file drops its renditions after the image was saved."""
    rerender_naming(get_image_model(), [instance.image_id])


@receiver(post_save, sender=Site)
def make_identity(instance: Site, raw: bool, **kwargs: object) -> None:
    """Give each site its identity, which a reader's first request would otherwise write."""
    if not raw:
        SiteIdentity.objects.get_or_create(site=instance)


@receiver(post_save, sender=Site)
def follow_site(instance: Site, created: bool, **kwargs: object) -> None:
    """Addresses begin at the site's root page and host."""
    if not created:
        rerender_all.enqueue()


for model in TAXONOMY:
    post_save.connect(reindex_after_save, sender=model)
