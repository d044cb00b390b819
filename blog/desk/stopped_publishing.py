"""Answers whoever publishes what may not go live: says why, and leads to where it is mended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from blog.checks.secrets_gate import SecretsFoundError


def stopped_response(request: HttpRequest, error: SecretsFoundError) -> HttpResponse:
    """Return the way to the page's editor; as a modal's last step where a modal asked."""
    messages.error(request, " ".join(error.messages))
    address = reverse("wagtailadmin_explore_root")
    if error.page_id:
        address = reverse("wagtailadmin_pages:edit", args=[error.page_id])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": address})
    return redirect(address)
