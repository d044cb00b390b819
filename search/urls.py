"""Lists the search's addresses."""

from django.urls import path

from search.syndication.formats import FORMATS
from search.web import views
from search.web.feeds import search_feed

urlpatterns = [
    path("", views.search, name="search"),
    path("suggest/", views.suggestions, name="search_suggest"),
    *(
        path(each.file_name, search_feed, {"feed_format": each}, name=f"search_{each.key}")
        for each in FORMATS
    ),
]
