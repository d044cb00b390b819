"""The export in the admin: who may take a blog out, and what is in the zip."""

import zipfile
from io import BytesIO

import pytest
from wagtail.models import PageLogEntry

from blog.exporting.views import REMARKS
from tests.factories import BlogPostPageFactory, UserFactory


def address(blog) -> str:
    return f"/admin/exports/of/{blog.pk}/"


def test_an_editor_takes_a_zip(desk, blog, tmp_path):
    body = [("markdown", "[x](page:99999)")]
    BlogPostPageFactory(parent=blog, slug="p", live=False, body=body)
    assert "drafts" in desk.get(address(blog)).content.decode()
    answer = desk.post(address(blog), {"system": "hugo"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="blog.zip"'
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "draft: true" in archive.read("p.md").decode()
        assert "links to what is gone" in archive.read(REMARKS).decode()
    assert PageLogEntry.objects.filter(action="blog.export", page_id=blog.pk).exists()


def test_an_unknown_system_is_told(desk, blog):
    answer = desk.post(address(blog), {"system": "x"})
    assert answer.context["form"].errors


@pytest.mark.parametrize("role", ["Authors", None])
def test_others_may_not(client, blog, role):
    client.force_login(UserFactory(group=role) if role else UserFactory())
    assert client.post(address(blog), {"system": "plain"}).status_code == 302
    explorer = client.get(f"/admin/pages/{blog.pk}/")
    assert address(blog) not in explorer.content.decode()


def test_a_button_leads_there(desk, blog):
    assert address(blog) in desk.get(f"/admin/pages/{blog.pk}/").content.decode()
