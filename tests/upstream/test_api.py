"""Wagtail's API raises, and answers 500, for what anyone may send; `home/api` refuses it first."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict
from wagtail import blocks
from wagtail.api.v3.form_data import flatten_block_value
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
from wagtail.api.v3.routers.pages import PageCopySchema
from wagtail.api.v3.schemas import SiteInputSchema
from wagtail.api.v3.schemas.base import discriminate_meta_type
from wagtail.api.v3.schemas.pages import BASE_PAGE_READ_FIELDS
from wagtail.api.v3.schemas.params import APIFieldFilterSchema
from wagtail.api.validators import SiteFilterValidator
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.search.backends import get_search_backend


class Callout(blocks.StructBlock):
    text = blocks.CharBlock()


class Table(TypedTableBlock):
    text = blocks.CharBlock()


def sent(block, value):
    """Return what Wagtail's API makes of a value, on its way to the form."""
    data = MultiValueDict()
    block.set_name("body")
    flatten_block_value(block, value, "body", data)
    return block.value_from_datadict(data, {}, "body")


def test_a_number_in_place_of_an_object_raises():
    with pytest.raises(AttributeError):
        sent(Callout(), 7)


def test_no_table_is_taken():
    table = {"columns": [{"type": "text", "heading": "A"}], "rows": [{"values": ["b"]}]}
    with pytest.raises(AttributeError):
        sent(Table(), table)


@pytest.mark.django_db
def test_a_picture_that_is_a_word_raises():
    with pytest.raises(ValueError, match="word"):
        sent(ImageBlock(), {"image": "word"})


def test_a_body_that_is_a_list_raises():
    with pytest.raises(AttributeError):
        discriminate_meta_type([])


def test_unknown_fields_are_dropped_unsaid():
    site = SiteInputSchema(hostname="a", root_page_id=1, nope=1)
    assert not hasattr(site, "nope")


@pytest.mark.django_db
def test_an_offset_of_23_digits_raises():
    pages = WagtailLimitOffsetPagination()
    given = pages.Input(offset=10**22)
    with pytest.raises(DatabaseError):
        list(pages.paginate_queryset(Page.objects.all(), given, RequestFactory().get("/"))["items"])


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "error"), [
    ("first_published_at=0001-01-01T00:00:00%2B14:00", OverflowError), ("pk=1", FieldDoesNotExist),
])  # fmt: skip
def test_a_filter_that_no_column_takes_raises(query, error):
    given = APIFieldFilterSchema(raw_params=QueryDict(query), base_fields=BASE_PAGE_READ_FIELDS)
    with pytest.raises(error):
        given.filter_queryset(Page.objects.all()).exists()


@pytest.mark.django_db
def test_a_site_whose_port_is_a_word_raises():
    with pytest.raises(ValueError, match="port"):
        _ = SiteFilterValidator(site="a:b", request=RequestFactory().get("/")).site_obj


@pytest.mark.django_db
def test_a_copy_of_the_root_raises():
    with pytest.raises(AttributeError):
        PageCopySchema().get_update_attrs(Page.get_first_root_node(), None)


@pytest.mark.django_db
def test_a_filter_by_an_expression_cannot_be_searched_in():
    pages = Page.objects.filter(~Exists(Page.objects.filter(pk=OuterRef("pk"), live=False)))
    with pytest.raises(AttributeError):
        list(get_search_backend().search("a", pages))


@pytest.mark.django_db
def test_half_of_a_character_raises():
    with pytest.raises(UnicodeEncodeError):
        Page.objects.filter(title="\ud800").exists()
