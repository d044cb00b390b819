"""Gives a page its StreamField body and the Document of it, stored while the page is live."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.models import Page, get_page_models

from blog.bibliography.library import AUTHOR_DATE, Library
from blog.blocks.body import BODY_BLOCKS
from blog.blocks.body_field import BodyField, forget_row, row_hash
from blog.checks.secrets_gate import refuse_secrets
from blog.document.document import Document
from blog.editor.forms import AliasCopyForm, BodyForm
from blog.editor.languages import language_panels
from blog.models.body.language import LanguageMixin
from blog.models.body.problems import ProblemsMixin
from blog.models.body.stored_document import StoredDocument
from blog.models.citations.source import sources_for
from blog.models.citations.source_use import SourceUse
from blog.models.identity import SiteIdentity
from blog.rendering.build import RENDERER_VERSION, build_document, build_markdown, render_document
from blog.rendering.feed_item import feed_html, page_item
from blog.rendering.resolve import resolve_document, resolve_markdown
from blog.rendering.search_entry import page_entry
from search.index.protocol import Entry
from search.public.restrictions import GuardedMixin
from search.syndication.items import Item


class BodyPage(GuardedMixin, ProblemsMixin, LanguageMixin, Page):
    """A page with a body; saving it renders the body and keeps what readers get."""

    body = BodyField(BODY_BLOCKS, verbose_name=_("body"), blank=True)

    # `blog.follow_up.admin_index` does so where a draft is no reason.
    search_auto_update = False

    base_form_class = BodyForm
    copy_form_class = AliasCopyForm

    class Meta:
        abstract = True

    promote_panels = [*Page.promote_panels, *language_panels()]

    @cached_property
    def document(self) -> Document:
        """The body's Document: the stored one where it was made of this very body."""
        stored = self.find_stored_document()
        if stored is not None:
            return stored.document
        return render_document(
            self.body, language=self.body_language, find_sources=self.find_sources
        )

    def find_stored_document(self) -> StoredDocument | None:
        """Return the stored Document of this very body; None for a draft's."""
        if not self.pk:
            return None
        if "stored_document" in self._state.fields_cache:  # see `with_documents`
            stored = getattr(self, "stored_document", None)
        else:
            stored = self._fetch_stored_document()
        if stored is None or stored.body_hash != row_hash(self.body) or stored.document is None:
            return None
        if StoredDocument.page.is_cached(stored):
            # It came along, and the page's `lang` asks for it.
            self.locale = stored.page.locale
        return stored

    def _fetch_stored_document(self) -> StoredDocument | None:
        """Fetch it with what its page shows besides: the language, and a post's social card."""
        along = ("page__locale", "page__social_card")
        rows = StoredDocument.objects.without_markdown().filter(pk=self.pk)
        stored = rows.select_related(*along).first()
        if stored is not None:
            card = stored.page._state.fields_cache.get("social_card")
            self._state.fields_cache["social_card"] = card
        return stored

    def save(self, *args, **kwargs):
        """Save the page, and with a new body or state its Document, in one transaction.

        The body is rendered before the transaction opens.
        """
        fields = kwargs.get("update_fields")
        if fields is not None and not {"body", "live"} & set(fields):
            super().save(*args, **kwargs)
            return
        if self.live:
            refuse_secrets(self)
        # The body may have changed since the document was last read.
        self.__dict__.pop("document", None)
        self.read_document(self.document_of_body())
        self.markdown_of_body()
        with transaction.atomic():
            super().save(*args, **kwargs)
            if fields is None or "body" in fields:
                forget_row(self.body)
            self.store_document()

    def document_of_body(self) -> Document:
        """Return the Document of the current body, which names things by id; built once a body."""
        return self.document_of(self.body)

    def document_of(self, body: StreamValue) -> Document:
        """Return the Document that a body would have as the page's own."""
        return build_document(body, language=self.body_language, find_sources=self.find_sources)

    def find_sources(self, keys: Collection[str]) -> Library:
        """Return the sources that the body cites, and the style that its site writes them in."""
        site = self.get_site() if self.path else None
        style = SiteIdentity.for_site(site).citation_style if site else AUTHOR_DATE
        return Library(sources_for(keys), style)

    def markdown_of_body(self) -> str:
        """Return the current body as Markdown with address placeholders; built once a body."""
        return build_markdown(self.body)

    def read_document(self, document: Document) -> None:
        """Take what the page's own fields keep of its Document; nothing by default."""

    def short_html_of(self, document: Document) -> str:
        """Return a Document's text as lists show it whole; empty by default, for a summary."""
        return ""

    def store_document(self) -> None:
        """Keep the Document of a live page with the addresses of today; drop any other's."""
        if not self.live:
            StoredDocument.objects.filter(pk=self.pk).delete()
            return
        # Whoever publishes may read the admin in another language than the page is in.
        with translation.override(self.body_language or translation.get_language()):
            resolved = resolve_document(self.document_of_body())
        StoredDocument.objects.update_or_create(
            page_id=self.pk,
            defaults={
                "body_hash": row_hash(self.body),
                "language": self.body_language,
                "version": RENDERER_VERSION,
                "html": resolved.html,
                "markdown": resolve_markdown(self.markdown_of_body()),
                "outline": resolved.to_json(),
                "short_html": self.short_html_of(resolved),
            },
        )
        SourceUse.objects.keep(self.pk, [each.key for each in resolved.cited_keys])

    def search_entry(self) -> Entry:
        """Return what search finds of the page; see `search.index.protocol.Searchable`."""
        # The stored one where it came along; a publish has just built the other.
        is_fetched = "stored_document" in self._state.fields_cache
        document = self.document if is_fetched else self.document_of_body()
        return page_entry(self, document)

    @classmethod
    def fetch_for_search(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Fetch pages with their stored Documents; see `search.index.protocol.Searchable`."""
        return (
            cls.objects.filter(pk__in=keys)
            .select_related("stored_document", "locale")
            .defer("stored_document__markdown")
        )

    def feed_item(self) -> Item:
        """Return the page as feeds have it; see `search.index.protocol.Syndicated`."""
        html = feed_html(self.document.html, self.full_url or "")
        return replace(page_item(self, text=self.document.excerpt), html=html)

    @classmethod
    def fetch_for_feed(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Fetch pages with their stored Documents; see `search.index.protocol.Syndicated`."""
        return cls.fetch_for_search(keys)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["document"] = self.document
        return context


def body_page_models() -> list[type[BodyPage]]:
    """Return the installed page types that have a body."""
    return [model for model in get_page_models() if issubclass(model, BodyPage)]
