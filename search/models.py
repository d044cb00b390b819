"""Stores the search index: tokens to find public pages by, and text to show of them.

All but `SearchMiss` and `SearchSynonyms` is made of pages and can be made anew. The engines' own
indexes follow these tables by themselves: triggers fill SQLite's full-text table, PostgreSQL's
vectors are generated columns (migration 0002). A later migration that alters `SearchPage` makes
SQLite's triggers anew.
"""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Site

from search.analysis.synonyms import MAX_LINES, MAX_SPELLINGS, MAX_TEXT, STARTER, faulty_line

# Characters of a topic's name.
LONGEST_NAME = 255
# Characters of a word, of its token and its spelling.
LONGEST_WORD = 64


class SearchPage(models.Model):
    """A public page's tokens; every field of tokens begins and ends with a space.

    `text_tokens` and `code_tokens` are those of its sections, one after the other.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", primary_key=True, related_name="search_page", on_delete=models.CASCADE
    )
    language = models.CharField(max_length=16)
    date = models.DateTimeField(null=True, db_index=True)
    # Of the entry this was made from; tells what has changed.
    digest = models.CharField(max_length=32)
    teaser = models.TextField()
    # Of the title, without what stands beside its stream of tokens.
    title_words = models.PositiveIntegerField()
    title_tokens = models.TextField()
    head_tokens = models.TextField()
    teaser_tokens = models.TextField()
    text_tokens = models.TextField()
    code_tokens = models.TextField()
    # Tokens that the body repeats much.
    often_tokens = models.TextField()
    # The page's distinct words, unstemmed, and behind a bar the glued ones.
    words = models.TextField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.page_id)


class SearchSection(models.Model):
    """A section's text, and where its tokens stand in its page's, by character."""

    page = models.ForeignKey(SearchPage, related_name="sections", on_delete=models.CASCADE)
    position = models.PositiveIntegerField()
    anchor = models.CharField(max_length=255)
    heading = models.TextField()
    heading_tokens = models.TextField()
    text_start = models.PositiveIntegerField()
    text_end = models.PositiveIntegerField()
    code_start = models.PositiveIntegerField()
    code_end = models.PositiveIntegerField()
    text = models.TextField()
    code = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["page", "position"]
        constraints = [
            models.UniqueConstraint(fields=["page", "position"], name="one_section_a_position")
        ]

    def __str__(self) -> str:
        return f"{self.page_id}#{self.anchor}"


class SearchTopic(models.Model):
    """A tag, an author or a series of a page; `folded` is its name to compare with."""

    page = models.ForeignKey(SearchPage, related_name="topics", on_delete=models.CASCADE)
    kind = models.CharField(max_length=16)
    slug = models.CharField(max_length=255)
    name = models.CharField(max_length=LONGEST_NAME)
    folded = models.CharField(max_length=LONGEST_NAME)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["kind", "slug"], name="search_topic_slug"),
            models.Index(fields=["kind", "folded"], name="search_topic_name"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"


class SearchWord(models.Model):
    """A word of the public pages, its token, and in how many pages it stands.

    A word of several languages has a row for each of its tokens.
    """

    word = models.CharField(max_length=LONGEST_WORD, db_index=True)
    token = models.CharField(max_length=LONGEST_WORD, db_index=True)
    documents = models.IntegerField()
    # Identifiers written as one; no completion offers them.
    is_glued = models.BooleanField(default=False)
    # How pages write it that write it otherwise, with capitals and accents; and how many do.
    spelled = models.CharField(max_length=LONGEST_WORD, blank=True, default="")
    spelled_so = models.IntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "token"], name="one_word_a_token"),
        ]

    def __str__(self) -> str:
        return self.word


class SearchFragment(models.Model):
    """A word with one letter left out, as a hash: what a typing slip has in common with it."""

    word = models.ForeignKey(SearchWord, related_name="fragments", on_delete=models.CASCADE)
    fragment = models.BigIntegerField(db_index=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.fragment)


class SearchNeighbour(models.Model):
    """A page that is near another; kept of both sides, each having its own nearest."""

    page = models.ForeignKey(
        "wagtailcore.Page", related_name="search_neighbours", on_delete=models.CASCADE
    )
    other = models.ForeignKey(
        "wagtailcore.Page", related_name="search_neighbour_of", on_delete=models.CASCADE
    )
    # Between 0 and 1.
    score = models.FloatField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "other"], name="one_neighbour_once_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.other_id}"


class SearchMiss(models.Model):
    """How often a query found nothing on a day; `QueryDailyHits` counts all its searches."""

    query = models.ForeignKey(
        "wagtailsearchpromotions.Query", related_name="daily_misses", on_delete=models.CASCADE
    )
    date = models.DateField()
    misses = models.IntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["query", "date"], name="one_search_miss_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.query_id} on {self.date}"


@register_setting(icon="search")
class SearchSynonyms(BaseGenericSetting):
    """What words of the field are called besides; without a row, the starter list counts."""

    spellings = models.TextField(
        _("spellings"),
        blank=True,
        max_length=MAX_TEXT,
        help_text=_(
            "A line for each thing, its spellings parted by commas: “LLM, large language model”. "
            "Whoever searches for one finds the others too, a little lower."
        ),
    )

    class Meta:
        verbose_name = _("abbreviations and synonyms")

    panels = [FieldPanel("spellings")]

    def clean(self) -> None:
        """Refuse what a search would not read."""
        super().clean()
        if line := faulty_line(self.spellings):
            message = _("A line has two to %(most)d spellings of up to six words: “%(line)s”.")
            values = {"most": MAX_SPELLINGS, "line": line[:80]}
            raise ValidationError({"spellings": ValidationError(message, "invalid", values)})
        if len(self.spellings.splitlines()) > MAX_LINES:
            message = _("At most %(most)d lines are read.")
            error = ValidationError(message, "invalid", {"most": MAX_LINES})
            raise ValidationError({"spellings": error})

    @classmethod
    def load(cls, request_or_site: HttpRequest | Site | None = None) -> Self:
        """Return the one row; where there is none yet, one that holds the starter list."""
        return cls.objects.order_by("pk").first() or cls.objects.create(spellings=STARTER)
