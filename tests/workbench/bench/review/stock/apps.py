"""Names the app; `speed` has another of stock pages."""

from django.apps import AppConfig


class ReviewStockConfig(AppConfig):
    name = "tests.workbench.bench.review.stock"
    label = "review_stock"
