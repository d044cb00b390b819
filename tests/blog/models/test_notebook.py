"""A post offers its notebook to everybody who may have the file."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction


@pytest.fixture
def attached(post):
    collection = Collection.get_first_root_node().add_child(name="Work")
    post.notebook = get_document_model().objects.create(
        title="work", file=ContentFile(b"{}", "work.ipynb"), collection=collection
    )
    post.save_revision().publish()
    return post


def test_the_notebook_is_offered_beside_the_text(client, attached):
    page = client.get(attached.url).content.decode()
    assert f'href="{attached.notebook.url}"' in page
    assert "Open the notebook" in page


def test_one_of_a_private_collection_is_not(client, attached):
    CollectionViewRestriction.objects.create(
        collection=attached.notebook.collection, restriction_type="login"
    )
    assert "Open the notebook" not in client.get(attached.url).content.decode()


def test_a_notebook_that_is_deleted_is_offered_no_more(client, attached):
    attached.notebook.delete()
    assert "Open the notebook" not in client.get(attached.url).content.decode()
