"""Makes posts that link to a post, and tells what is behind it; see `tests.config.serving.clerk`.

Run as `python -m tests.config.transactions.follow_clerk`.
"""

import json
import sys

import django


def main():
    django.setup()
    commands = {"link": link, "behind": behind}
    for line in sys.stdin:
        name, *words = line.split()
        sys.stdout.write(json.dumps(commands[name](*words)) + "\n")
        sys.stdout.flush()


def link(post_id, posts, images):
    """Publish posts that link to a post; return the ids of them and of some images."""
    from blog.models import BlogPostPage
    from tests.factories import BlogPostPageFactory, ImageFactory

    blog = BlogPostPage.objects.get(pk=post_id).get_parent().specific
    body = [("markdown", f"It leads to [the post](page:{post_id}).")]
    made = [
        BlogPostPageFactory(parent=blog, slug=f"linking-{number}", body=body)
        for number in range(int(posts))
    ]
    for each in made:
        each.save_revision(log_action=True).publish()
    pictures = [
        ImageFactory(file__filename=f"{number}.jpg", file__width=300, file__height=200)
        for number in range(int(images))
    ]
    return [[each.pk for each in made], [each.pk for each in pictures]]


def behind(post_id, *linking):
    """Return what waits in the queue, and what does not follow the state of the post."""
    from django_tasks_db.models import DBTaskResult

    from blog.models import BlogPostPage

    waiting = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).count()
    failed = DBTaskResult.objects.filter(status="FAILED").values_list("traceback", flat=True)
    post = BlogPostPage.objects.get(pk=post_id)
    problems = [*stale_links(post, linking), *lost_addresses(post), *missing_files(post)]
    return {"waiting": waiting, "problems": [*problems, *search_differences(), *failed]}


def stale_links(post, linking):
    """Yield the posts that lead to where the post no longer stands."""
    from blog.models import StoredDocument

    for stored in StoredDocument.objects.filter(page__in=linking):
        if f'href="{post.url}"' not in stored.html:
            yield f"{stored.pk} does not lead to {post.url}"


def lost_addresses(post):
    """Yield the earlier addresses of the post that lead nowhere."""
    from wagtail.contrib.redirects.models import Redirect

    slugs = {revision.content["slug"] for revision in post.revisions.all()} - {post.slug}
    kept = set(Redirect.objects.values_list("old_path", flat=True))
    yield from (f"/blog/{slug} leads nowhere" for slug in slugs if f"/blog/{slug}" not in kept)


def missing_files(post):
    """Yield the renditions and the card that the post lacks."""
    from blog.models import SocialCard
    from blog.pictures.placing import fetch_images
    from blog.pictures.renditions import missing_specs, preset_specs
    from blog.social_cards.keeping import card_of

    for image in fetch_images(post.document.pictures).values():
        for spec in missing_specs(image, preset_specs("text")):
            yield f"image {image.pk} has no {spec}"
    card = SocialCard.objects.filter(page=post).first()
    if card is None or card.digest != card_of(post).digest:
        yield "the card is missing or old"


def search_differences():
    from search.upkeep.maintenance import find_differences

    return list(find_differences())


if __name__ == "__main__":
    main()
