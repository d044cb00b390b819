"""Publishes posts, each in one transaction, until its input ends; prints how many."""

import json
import select
import sys
import time

import django

django.setup()

from django.db import transaction  # noqa: E402
from wagtail.models import Page  # noqa: E402

from blog.models import BlogPostPage  # noqa: E402

blog, published = Page.objects.get(slug="blog"), 0
while not select.select([sys.stdin], [], [], 0)[0]:
    with transaction.atomic():
        post = blog.add_child(instance=BlogPostPage(title=f"Post {published}", live=False))
        post.save_revision().publish()
    published += 1
    time.sleep(0.1)
    blog.refresh_from_db()
json.dump(published, sys.stdout)
