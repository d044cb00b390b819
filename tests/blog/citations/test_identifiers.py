"""ORCID iDs and DOIs as people type them."""

import pytest
from django.core.exceptions import ValidationError

from blog.citations.identifiers import orcid_of
from blog.citations.records import doi_of
from tests.factories import AuthorFactory, BlogPostPageFactory


@pytest.mark.parametrize(
    ("text", "orcid"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        (" https://orcid.org/0000-0001-5109-3700/ ", "0000-0001-5109-3700"),
        ("0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("0000-0002-1825-0098", ""),
        ("0000-0002-1694-2330", ""),
        ("0000000218250097", ""),
        ("https://evil.example/0000-0002-1825-0097", ""),
        ("０000-0002-1825-0097", ""),
        ("", ""),
    ],
)
def test_an_orcid_checks_itself(text, orcid):
    assert orcid_of(text) == orcid


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/182", "10.1000/182"), ("https://dx.doi.org/10.1000/1", "10.1000/1"),
        ("doi: 10.1000/1", "10.1000/1"), ("10.1000/a b", ""), ("11.1000/1", ""),
        ("javascript:10.1000/1", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_doi_stands_alone(text, doi):
    assert doi_of(text) == doi


@pytest.mark.django_db
def test_models_keep_them_without_their_addresses_and_refuse_others(blog):
    author = AuthorFactory(orcid="https://orcid.org/0000-0002-1825-0097")
    post = BlogPostPageFactory(parent=blog, doi="https://doi.org/10.1000/1")
    author.full_clean()
    post.full_clean()
    assert (author.orcid, post.doi) == ("0000-0002-1825-0097", "10.1000/1")
    author.orcid, post.doi = "0000-0002-1825-0098", "10"
    for row in (author, post):
        with pytest.raises(ValidationError):
            row.full_clean()
