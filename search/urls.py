"""Search's addresses."""

from django.urls import path



urlpatterns = []
