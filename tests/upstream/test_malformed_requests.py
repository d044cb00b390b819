"""Wagtail 8.0 takes fields of forms, and pages by id, for sent: without them its views raise.

When the first fails, take `CHOOSERS` out of `config/request_limits/malformed.py`; with the second,
the line for `MultiValueDictKeyError`.
"""

import pytest
from django.utils.datastructures import MultiValueDictKeyError

pytestmark = pytest.mark.usefixtures("site")


def test_a_stock_chooser_takes_a_page_for_one_with_a_parent(admin_client):
    with pytest.raises(AttributeError, match="'NoneType'"):
        admin_client.get("/admin/choose-page/chosen-multiple/?id=1")


def test_a_stock_form_takes_its_fields_for_sent(admin_client):
    with pytest.raises((AttributeError, MultiValueDictKeyError)):
        admin_client.post("/admin/choose-external-link/")
