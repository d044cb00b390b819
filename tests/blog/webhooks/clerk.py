"""Publishes on a site whose background process is another.

Run as `python -m tests.blog.webhooks.clerk`: reads one command a line, answers with one line of
JSON.
"""

import json
import sys

import django


def main():
    django.setup()
    commands = {"prepare": prepare, "publish": publish}
    for line in sys.stdin:
        name, *words = line.split()
        sys.stdout.write(json.dumps(commands[name](*words)) + "\n")
        sys.stdout.flush()


def prepare(url):
    """Make a draft and a webhook that is told of it; return its secret."""
    from wagtail.models import Site

    from blog.models import Webhook
    from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, create_site

    Site.objects.all().delete()
    blog = BlogIndexPageFactory(parent=create_site().root_page.specific)
    BlogPostPageFactory(parent=blog, slug="post", live=False)
    return Webhook.objects.create(name="Mirror", url=url).secret


def publish(count):
    """Publish the post so often, and mail each time; return how many messages there are."""
    from django.core.mail import send_mail

    from blog.models import BlogPostPage, WebhookMessage

    for number in range(int(count)):
        post = BlogPostPage.objects.get(slug="post")
        post.title = f"Version {number}"
        post.save_revision().publish()
    send_mail("Ready", "", None, ["someone@example.org"])
    return WebhookMessage.objects.count()


if __name__ == "__main__":
    main()
