"""Search's addresses."""

from django.urls import path

from search import views
from search.feeds import search_feed
from search.syndication.formats import FORMATS

urlpatterns = [
    path("", views.search, name="search"),
    path("suggest/", views.suggestions, name="search_suggest"),
    *(
        path(each.file_name, search_feed, {"feed_format": each}, name=f"search_{each.key}")
        for each in FORMATS
    ),
]
