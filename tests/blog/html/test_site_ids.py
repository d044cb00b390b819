"""What names a thing of the site by its id is read by all who look for one."""

import pytest

from blog.html.sanitising import may_link, may_show, sanitise
from blog.html.site_ids import KINDS, site_id
from blog.markdown.links_by_id import named_objects
from blog.markdown.placeholders import names_of, with_address_placeholders
from blog.rendering.resolve import resolve_document
from tests.blog.markdown.rendering import build


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_is_read_wherever_it_stands(kind):
    name = site_id(kind, 7)
    sign = "!" if kind == "image" else ""
    markdown = f"{sign}[x]({name})"
    assert name in sanitise(f'<a href="{name}">x</a>')
    assert may_show(name) if sign else may_link(name)
    assert [(model._meta.model_name, pk) for model, pk in named_objects(markdown)] == [(kind, "7")]
    assert names_of(with_address_placeholders(markdown)) == {(kind, 7)}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_no_id_of_what_is_gone_reaches_a_reader(kind):
    name = site_id(kind, 999_999_999)
    document = build(("markdown", f"[x]({name}) ![y]({name})"))
    assert name in document.html
    assert name not in resolve_document(document).html
