"""Answers 410, and not 404, at the addresses of pages that were deleted."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Site

from blog.models import BinnedPage
from config.responses.not_found import FILES


class GoneMiddleware:
    """Looks, where nothing is found and no redirect leads on, whether something stood there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_missing = response.status_code == HTTPStatus.NOT_FOUND
        if not is_missing or request.path_info.startswith(FILES):
            return response
        site = Site.find_for_request(request)
        if site is None or not BinnedPage.objects.gone_at(site, request.path_info).exists():
            return response
        answer = render(request, "410.html", status=HTTPStatus.GONE)
        answer["X-Robots-Tag"] = "noindex"
        return answer
