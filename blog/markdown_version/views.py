"""Serves Markdown versions of public pages, and llms.txt, which leads to them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from blog.feeds.subjects import find_subject
from blog.markdown_version.llms import site_text
from blog.markdown_version.texts import body_head, body_text, subject_text
from blog.models import BlogPostPage, BodyPage, StoredDocument
from blog.rendering.build import RENDERER_VERSION
from search.public.addresses import original_url, pages_at
from search.public.http_caching import answer_if_changed, fingerprint
from search.public.visibility import public_pages
from search.syndication.dates import last_change
from search.web.request import find_site

# Raised by hand with every change of ours that shows in a version.
VERSION = 1


@require_safe
def page_markdown(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the public page or list of posts at `path` as Markdown; 404 for all others."""
    site = find_site(request)
    page = find_body_page(site, path)
    if page is not None:
        return body_markdown(request, page)
    subject = find_subject(site, path)
    text = subject_text(subject, site)
    return answer_if_changed(
        request, lambda: markdown(text, subject.url), etag=fingerprint(VERSION, text)
    )


def find_body_page(site: Site, path: str) -> BodyPage | None:
    """Return the public page with a body at `path`, without its body; two queries."""
    page = public_pages(pages_at(site, path)).first()
    if page is None or not issubclass(page.specific_class, BodyPage):
        return None
    pages = page.specific_class.objects.filter(pk=page.pk).defer("body")
    related = ["locale", "series"] if issubclass(pages.model, BlogPostPage) else ["locale"]
    return pages.select_related(*related).first()


def body_markdown(request: HttpRequest, page: BodyPage) -> HttpResponse:
    """Answer with a page's version; to know whether it changed, its text is not read."""
    head = body_head(page)
    text_key = StoredDocument.objects.filter(pk=page.pk).values_list("body_hash", "rendered_at")
    return answer_if_changed(
        request,
        lambda: markdown(f"{head}\n{body_text(page)}", original_url(page)),
        etag=fingerprint(VERSION, RENDERER_VERSION, head, page.full_url, text_key.first()),
        changed_at=last_change(page),
    )


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """Serve what the site is about and where its texts are (llmstxt.org), for language models."""
    text = site_text(find_site(request))

    def make() -> HttpResponse:
        return unlisted(HttpResponse(text, content_type="text/plain; charset=utf-8"))

    return answer_if_changed(request, make, etag=fingerprint(VERSION, text))


def markdown(text: str, url: str) -> HttpResponse:
    """Return the version of the page at an address, which is the one to be found."""
    content = f"{text.rstrip()}\n"
    response = unlisted(HttpResponse(content, content_type="text/markdown; charset=utf-8"))
    response.headers["Link"] = f'<{url}>; rel="canonical"'
    return response


def unlisted(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of search engines: its page is there."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
