"""Search's addresses."""

from django.urls import path

from search import views
from search.feeds import search_feed

urlpatterns = [
    path("", views.search, name="search"),
    path("suggest/", views.suggestions, name="search_suggest"),
    path("feed.xml", search_feed, name="search_feed"),
]
