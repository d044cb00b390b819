"""Looks after the database of a site that runs as a process of its own.

Run as `python -m tests.config.serving.clerk`: reads one command a line, answers with one line of
JSON.
"""

import json
import sys

import django

PASSWORD = "secret-lamp-42"


def main():
    django.setup()
    commands = {"prepare": prepare, "check": check}
    for line in sys.stdin:
        name, *words = line.split()
        sys.stdout.write(json.dumps(commands[name](*words)) + "\n")
        sys.stdout.flush()


def prepare(count):
    """Make as many editors, each with a post; return [user name, id of the post]."""
    from django.core.management import call_command
    from wagtail.models import Site

    from home.setup.sites import sync_default_site
    from tests.factories import (
        BlogIndexPageFactory,
        BlogPostPageFactory,
        UserFactory,
        create_site,
    )

    call_command("collectstatic", verbosity=0, interactive=False)
    Site.objects.all().delete()
    blog = BlogIndexPageFactory(parent=create_site().root_page.specific)
    sync_default_site()
    pairs = []
    for number in range(int(count)):
        editor = UserFactory(username=f"editor-{number}", group="Editors")
        post = BlogPostPageFactory(parent=blog, slug=f"post-{number}")
        post.save_revision(log_action=True).publish()
        pairs.append([editor.username, post.pk])
    return pairs


def check():
    """Return what doesn't agree, and for each post the titles that were published, in order."""
    from blog.models import BlogPostPage

    posts = BlogPostPage.objects.select_related("live_revision", "latest_revision")
    return {
        "problems": [f"{post.pk}: {what}" for post in posts for what in disagreements(post)],
        "titles": {post.pk: published_titles(post) for post in posts},
    }


def disagreements(post):
    """Yield what a post, its revisions, its Document and its log don't agree on."""
    from wagtail.models import PageLogEntry

    from blog.models import StoredDocument
    from blog.rendering.build import body_hash

    shown = post.live_revision.as_object()
    if post.latest_revision_id != post.live_revision_id:
        yield "the newest revision is not the published one"
    if (shown.title, body_hash(shown.body)) != (post.title, body_hash(post.body)):
        yield "the page is not its live revision"
    if not StoredDocument.objects.filter(page=post, body_hash=body_hash(post.body)).exists():
        yield "the Document is of another body"
    if post.title not in StoredDocument.objects.get(page=post).html:
        yield "the Document lacks the newest text"
    if post.has_unpublished_changes:
        yield "the page says it has unpublished changes"
    logged = PageLogEntry.objects.filter(page=post.pk)
    for action in ("wagtail.edit", "wagtail.publish"):
        found = set(logged.filter(action=action).values_list("revision_id", flat=True))
        if expected := set(post.revisions.values_list("pk", flat=True)) - found:
            yield f"{action} of {sorted(expected)} is not in the log"


def published_titles(post):
    return [revision.content["title"] for revision in post.revisions.order_by("pk")]


if __name__ == "__main__":
    main()
