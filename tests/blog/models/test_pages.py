"""The contract of each page type: where it may stand, and that it can be made and shown."""

import pytest
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase

from blog.models import BlogIndexPage, BlogPostPage, PostTemplatesPage
from home.models import HomePage, StandardPage
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    StandardPageFactory,
    create_site,
)
from tests.forms import POST, STANDARD_PAGE


class TestPageTypes(WagtailPageTestCase):
    def setUp(self):
        super().setUp()
        self.home = create_site().root_page.specific
        self.index = BlogIndexPageFactory(parent=self.home)
        self.post = BlogPostPageFactory(parent=self.index)
        self.standard = StandardPageFactory(parent=self.home)
        self.login()

    def test_tree_rules(self):
        self.assertAllowedParentPageTypes(HomePage, {Page})
        self.assertAllowedSubpageTypes(HomePage, {BlogIndexPage, PostTemplatesPage, StandardPage})
        self.assertAllowedParentPageTypes(BlogIndexPage, {HomePage, StandardPage})
        self.assertAllowedSubpageTypes(BlogIndexPage, {BlogPostPage})
        self.assertAllowedParentPageTypes(BlogPostPage, {BlogIndexPage, PostTemplatesPage})
        self.assertAllowedSubpageTypes(BlogPostPage, {})
        self.assertAllowedParentPageTypes(PostTemplatesPage, {HomePage})
        self.assertAllowedSubpageTypes(PostTemplatesPage, {BlogPostPage})
        self.assertAllowedParentPageTypes(StandardPage, {HomePage, StandardPage})
        self.assertAllowedSubpageTypes(StandardPage, {StandardPage, BlogIndexPage})

    def test_every_page_is_shown_previewed_and_edited(self):
        for page, data in (
            (self.home, None),
            (self.index, None),
            (self.post, POST),
            (self.standard, STANDARD_PAGE),
        ):
            with self.subTest(page=page):
                self.assertPageIsRoutable(page)
                self.assertPageIsRenderable(page)
                self.assertPageIsPreviewable(page, post_data=data)
                self.assertPageIsEditable(page, post_data=data)

    def test_pages_are_created_in_the_editor(self):
        self.assertCanCreate(self.index, BlogPostPage, POST)
        self.assertCanCreate(self.home, StandardPage, STANDARD_PAGE)

    def test_the_templates_folder_is_edited_and_never_shown(self):
        data = {"title": "Post templates", "slug": "post-templates"}
        self.assertCanCreate(self.home, PostTemplatesPage, data, publish=False)
        folder = PostTemplatesPage.objects.get()
        self.assertPageIsEditable(folder, post_data=data)
        assert not folder.live
        assert not PostTemplatesPage.can_create_at(self.home)


@pytest.mark.parametrize("index_slug", ["blog", "notes"])
def test_a_site_may_hold_several_blogs_with_posts_of_their_own(client, home, index_slug):
    for slug in ("blog", "notes"):
        index = BlogIndexPageFactory(parent=home, slug=slug, title=slug)
        BlogPostPageFactory(parent=index, title=f"Only in {slug}")
    teasers = client.get(f"/{index_slug}/").context["teasers"]
    assert [post.title for post in teasers.items] == [f"Only in {index_slug}"]
