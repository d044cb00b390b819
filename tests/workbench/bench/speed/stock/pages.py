"""The stock site's pages, made in the process that asks for them; see `worker.py`."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page, Site

from tests.workbench.bench.speed.stock.models import StockPage

PAGE = "bare page"


def calls() -> dict[str, Callable[[int], HttpResponse]]:
    """Return what asks for a page as deep in the tree as a post."""
    if StockPage._meta.db_table not in connection.introspection.table_names():
        make_site()
    client = Client(SERVER_NAME="127.0.0.1")
    return {PAGE: lambda _number: client.get("/blog/post/")}


def make_site() -> None:
    """Make the one table that the copy of our database lacks, and three pages."""
    with connection.schema_editor() as editor:
        editor.create_model(StockPage)
    home = Page.get_first_root_node().add_child(instance=StockPage(title="Home", slug="stock"))
    blog = home.add_child(instance=StockPage(title="Blog", slug="blog"))
    blog.add_child(instance=StockPage(title="A post", slug="post"))
    Site.objects.update(root_page=home)


def forget() -> None:
    cache.clear()
