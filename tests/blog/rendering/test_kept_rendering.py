"""What is rendered changes only on purpose: "Every block" has the hash that is kept of it.

After a change that is meant: `KEEP=1 .venv/bin/pytest tests/blog/rendering/test_kept_rendering.py`,
and RENDERER in `blog/rendering/build.py` is raised, once a release.
"""

import os
import re
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

import pytest
from wagtail.images import get_image_model

from blog.importing.importer import import_sources
from blog.models import BlogPostPage, ImportedFile, StoredDocument
from blog.pictures.renditions import preset_specs
from blog.rendering import build
from home.starter.blocks import every_block_source
from home.starter.site import STARTER
from tests.blog.bibliography.shelf import RECORDS
from tests.factories import SourceFactory

KEPT = Path(__file__).with_name("every_block.hash")
ADVICE = "What 'Every block' renders to has changed. If that is meant: " + " ".join(
    (__doc__ or "").partition("is meant: ")[2].split()
)
# What another machine or database chooses anew, and what stands for it.
CHOSEN = [
    (re.compile(r"\bb-[0-9a-f]{8}\b"), "block"),
    (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "uuid"),
    (re.compile(r"\b(?:page|document|image):\d+"), "id"),
    (re.compile(r"(?<=/documents/)\d+"), "number"),
    (re.compile(r"(?<='image_id': )\d+"), "number"),
    (re.compile(r"(?<=/media/)[^\s\"'<>,)]+"), "file"),
]

pytestmark = pytest.mark.django_db


def rendered(post):
    """All that is stored of a post's body, as on any machine."""
    document = build.build_document(post.body, language="en", find_sources=post.find_sources)
    resolved = build.resolve_document(document)
    parts = [document.html, resolved.html, resolved.to_json(), build.build_markdown(post.body)]
    text = "\n".join(map(str, parts))
    for pattern, name in CHOSEN:
        numbers = {}
        text = pattern.sub(
            lambda match, name=name, numbers=numbers: (
                f"{name}-{numbers.setdefault(match[0], len(numbers))}"
            ),
            text,
        )
    return text


def add_renditions(image):
    """Name renditions without making them: their addresses are what shows."""
    for spec in {*preset_specs("wide"), *preset_specs("gallery")}:
        rendition = {"file": f"images/{image.pk}-{spec}", "width": 640, "height": 360}
        image.renditions.get_or_create(filter_spec=spec, defaults=rendition)


@pytest.fixture
def load(blog, settings, tmp_path):
    """Return a function that loads the starter post."""
    settings.MEDIA_ROOT = tmp_path
    SourceFactory(key="sculley2015", record=RECORDS["guo2017"])

    def load():
        import_sources([every_block_source(STARTER)], index=blog, collection="posts", publish=True)
        for image in get_image_model().objects.all():
            add_renditions(image)
        return BlogPostPage.objects.get(slug="every-block-on-one-page")

    return load


def test_every_block_renders_to_what_is_kept(load):
    digest = blake2b(rendered(load()).encode(), digest_size=16).hexdigest()
    if os.environ.get("KEEP"):
        KEPT.write_text(f"{digest}\n")
    assert digest == KEPT.read_text().strip(), ADVICE


def test_another_load_renders_to_the_same(blog, load):
    first = load()
    text = rendered(first)
    first.delete()
    get_image_model().objects.all().delete()
    ImportedFile.objects.all().delete()
    blog.refresh_from_db()
    again = load()
    assert again.pk != first.pk
    assert rendered(again) == text


@pytest.mark.parametrize(
    "module", ["markdown_it", "mdit_py_plugins", "math_core", "pygments", "nh3", "bs4", "wagtail"]
)
def test_the_version_names_what_shapes_a_document(module):
    (name,) = metadata.packages_distributions()[module]
    assert name.lower() in build.LIBRARIES
    assert metadata.version(name) in build.RENDERER_VERSION


def test_the_version_names_where_pictures_lie():
    """Else a site that moves its pictures keeps the old addresses in what it stored."""
    versions = {
        build.renderer_version(url) for url in ("", "https://a.example/", "https://b.example/")
    }
    assert len(versions) == 3
    assert build.RENDERER_VERSION in versions
    assert max(map(len, versions)) <= StoredDocument._meta.get_field("version").max_length
