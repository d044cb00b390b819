"""Prints what a reader and an editor find on a site: each public address and its content."""

import hashlib
import json
import sys
from collections import deque
from urllib.parse import urljoin, urlsplit

import django

django.setup()

from bs4 import BeautifulSoup  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from wagtail.models import Page  # noqa: E402

from blog.models import BlogPostPage, StoredDocument  # noqa: E402

ELSEWHERE = ("/admin/", "/static/", "/search/", "/drafts/")
HOST = "127.0.0.1:8000"
BASE = f"http://{HOST}"


setup_test_environment()


def links(address, content):
    soup = BeautifulSoup(content, "html.parser")
    named = [tag[name] for name in ("href", "src") for tag in soup.find_all(**{name: True})]
    sets = [
        part.split()[0] for tag in soup.find_all(srcset=True) for part in tag["srcset"].split(",")
    ]
    named += sets + [tag.text for tag in soup.find_all("loc")]
    for target in named:
        parts = urlsplit(urljoin(BASE + address, target))
        if parts.netloc == HOST and not parts.path.startswith(ELSEWHERE):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def crawl(*starts):
    client, found, queue = Client(headers={"host": HOST}), {}, deque(starts)
    while queue:
        address = queue.popleft()
        if address in found:
            continue
        response = client.get(address)
        content = response.getvalue()
        found[address] = [response.status_code, hashlib.sha256(content).hexdigest()]
        if response.status_code == 200 and b"<" in content[:100]:
            queue.extend(links(address, content))
    return found


def problems():
    return [list(map(str, problem)) for problem in Page.find_problems()]


if "--problems" in sys.argv:
    json.dump(problems(), sys.stdout)
    sys.exit()
hits = Client(headers={"host": HOST}).get("/search/", {"q": "python"}).context["hits"]
users = User.objects.order_by("pk")
new = None
if "--add" in sys.argv:
    new = Page.objects.get(slug="blog").add_child(instance=BlogPostPage(title="New")).pk
json.dump(
    {
        "pages": crawl("/", "/sitemap.xml", "/formerly", "/nowhere/"),
        "hits": sorted(hit.page.slug for hit in hits.items),
        "permissions": {user.username: sorted(user.get_all_permissions()) for user in users},
        "passwords": [user.password for user in users],
        "stale": [
            post.pk
            for post in BlogPostPage.objects.live()
            if not StoredDocument.objects.current().filter(page=post).exists()
        ],
        "problems": problems(),
        "new": new,
    },
    sys.stdout,
)
