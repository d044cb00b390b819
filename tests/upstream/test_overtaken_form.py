"""Wagtail's form of a page writes what it read before a button of another form was taken.

Autosave posts beside the button that publishes, so this is no rare event on a busy machine.
When it fails, undo `_catch_up` and `_is_overtaken` in blog/review/newer_version.py.
"""

import pytest
from wagtail.admin.views.pages.edit import EditView

from blog.models import BlogPostPage
from blog.review.newer_version import NewerVersionMixin
from tests.forms import edited_form

AUTOSAVE = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}


@pytest.mark.django_db
def test_an_autosave_that_began_before_takes_a_published_page_offline(desk, post, monkeypatch):
    BlogPostPage.objects.update(live=False)
    BlogPostPage.objects.get().save_revision()

    def published_meanwhile(view, form):
        BlogPostPage.objects.get().get_latest_revision().publish()
        assert BlogPostPage.objects.get().live
        return EditView.form_valid(view, form)

    monkeypatch.setattr(NewerVersionMixin, "form_valid", published_meanwhile)
    address = f"/admin/pages/{post.pk}/edit/"
    assert desk.post(address, edited_form(post, "Text."), headers=AUTOSAVE).json()["success"]
    assert not BlogPostPage.objects.get().live
