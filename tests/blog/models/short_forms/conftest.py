import pytest

from tests.blog.models.short_forms.making import URL, make


@pytest.fixture
def link(blog):
    return make(blog, "link", link_url=URL, link_title="Write-Ahead Logging")


@pytest.fixture
def quotation(blog):
    words = [("markdown", "It can do *whatever* we know how to order it to perform.")]
    return make(
        blog, "quotation", body=words, link_url="https://notes.example/g", link_title="Ada Lovelace"
    )


@pytest.fixture
def note(blog):
    return make(blog, "note")
