"""Bounds how often programs may ask the API: by token, else by network."""

from django.http import HttpRequest, HttpResponse
from limits import RateLimitItemPerMinute
from wagtail.models import APIToken

from config.request_limits.client_address import client_network
from config.request_limits.throttle import throttle
from home.api.problems import refusal

# A script that copies an archive writes about two posts a second.
TOKENS = RateLimitItemPerMinute(600, 1, namespace="api-token")
STRANGERS = RateLimitItemPerMinute(120, 1, namespace="api-client")


def too_often(request: HttpRequest, token: APIToken | None) -> HttpResponse | None:
    """Count a request, and return the answer to one too many; made-up tokens are strangers'."""
    limit, who = STRANGERS, client_network(request.META)
    if token is not None:
        limit, who = TOKENS, token.key_hash
    if throttle().ask(lambda limiter: limiter.hit(limit, who)):
        return None
    response = refusal(429, "Too many requests: wait a minute.")
    response.headers["Retry-After"] = "60"
    return response
