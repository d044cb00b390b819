"""What a page with a StreamField body shares: its Document, kept while the page is live."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from blog.blocks.body import BODY_BLOCKS
from blog.document.build import (
    RENDERER_VERSION,
    body_hash,
    build_document,
    build_markdown,
    render_document,
)
from blog.document.document import Document
from blog.document.resolve import resolve_document, resolve_markdown
from blog.feeds.entry import feed_html, page_item
from blog.forms import BodyForm
from blog.models.stored_document import StoredDocument
from search.protocol import Entry, EntrySection
from search.restrictions import GuardedMixin
from search.syndication.items import Item


class BodyPage(GuardedMixin, Page):
    """A page with a body; saving it renders the body and keeps what readers get."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("body"), blank=True)

    base_form_class = BodyForm

    class Meta:
        abstract = True

    @cached_property
    def document(self) -> Document:
        """The body as one text: the stored one where the body is the stored one's."""
        stored = self.find_stored_document()
        if stored is not None:
            return stored.document
        return render_document(self.body, language=self.body_language)

    @property
    def body_language(self) -> str:
        """The code of the language that the page is written in."""
        return self.locale.language_code if self.locale_id else ""

    def find_stored_document(self) -> StoredDocument | None:
        """Return the stored Document of this very body; None for a draft's."""
        if not self.pk:
            return None
        if "stored_document" in self._state.fields_cache:  # see `with_documents`
            stored = getattr(self, "stored_document", None)
        else:
            stored = self._fetch_stored_document()
        if stored is None or stored.body_hash != body_hash(self.body):
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
        # The body may have changed since the document was last read.
        self.__dict__.pop("document", None)
        self.read_document(self.document_of_body())
        self.markdown_of_body()
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.store_document()

    def document_of_body(self) -> Document:
        """The Document of the body at hand, by ids; built once for one body."""
        return build_document(self.body, language=self.body_language)

    def markdown_of_body(self) -> str:
        """The body at hand as Markdown, its addresses marked; built once for one body."""
        return build_markdown(self.body)

    def read_document(self, document: Document) -> None:
        """Take what the page's own fields keep of its Document; nothing by default."""

    def store_document(self) -> None:
        """Keep the Document of a live page with the addresses of today; drop any other's."""
        if not self.live:
            StoredDocument.objects.filter(pk=self.pk).delete()
            return
        resolved = resolve_document(self.document_of_body())
        StoredDocument.objects.update_or_create(
            page_id=self.pk,
            defaults={
                "body_hash": body_hash(self.body),
                "language": self.body_language,
                "version": RENDERER_VERSION,
                "html": resolved.html,
                "markdown": resolve_markdown(self.markdown_of_body()),
                "outline": resolved.to_json(),
            },
        )

    def search_entry(self) -> Entry:
        """Return what search finds of the page; see `search.protocol.Searchable`."""
        # The stored one where it came along; a publish has just built the other.
        is_fetched = "stored_document" in self._state.fields_cache
        document = self.document if is_fetched else self.document_of_body()
        return Entry(
            title=self.title,
            teaser=self.search_description,
            sections=tuple(
                EntrySection(section.id, section.title, section.text, section.code)
                for section in document.section.walk()
                if section.title or section.text or section.code
            ),
            language=self.body_language,
        )

    @classmethod
    def fetch_for_search(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Fetch pages with their stored Documents; see `search.protocol.Searchable`."""
        return (
            cls.objects.filter(pk__in=keys)
            .select_related("stored_document", "locale")
            .defer("stored_document__markdown")
        )

    def feed_item(self) -> Item:
        """Return the page as feeds have it; see `search.protocol.Syndicated`."""
        html = feed_html(self.document.html, self.full_url or "")
        return replace(page_item(self, text=self.document.excerpt), html=html)

    @classmethod
    def fetch_for_feed(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Fetch pages with their stored Documents; see `search.protocol.Syndicated`."""
        return cls.fetch_for_search(keys)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["document"] = self.document
        return context


def body_page_models() -> list[type[BodyPage]]:
    """Return the installed page types that have a body."""
    return [model for model in get_page_models() if issubclass(model, BodyPage)]
