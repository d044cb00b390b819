"""Looks for what was typed with its signs (`--flag`, `a.b.c`, `#!`) as it stands in pages' texts.

The index knows words alone; what they find is looked through for the whole.
"""

import re
from collections.abc import Collection, Sequence

from django.db.models import Q, TextField

from search.database.statements import AnyOf, Slot, Statement
from search.models import SearchSection

# Sections of one page that are looked at again.
MAX_SECTIONS = 300

_TYPED = Slot("typed", TextField())
_CONTAINS = (
    Q(code__icontains=_TYPED)
    | Q(text__icontains=_TYPED)
    | Q(heading__icontains=_TYPED)
    | Q(page__page__title__icontains=_TYPED)
)
_PAGES = Statement(
    lambda: (
        SearchSection.objects.filter(AnyOf("page", "keys"))
        .filter(_CONTAINS)
        .order_by()
        .values_list("page_id")
        .distinct()
    )
)
_SECTIONS = Statement(
    lambda: (
        SearchSection.objects.filter(AnyOf("page", "keys"))
        .filter(_CONTAINS)
        .order_by()
        .values_list("page_id", "pk", "code", "text", "heading", "page__page__title")[:MAX_SECTIONS]
    )
)

# By page the sections that hold what was typed, and how much of all that was typed that is.
Exact = dict[int, tuple[float, set[int]]]


def pages_with(typed: Sequence[str], page_ids: Collection[int]) -> set[int]:
    """Return those of some pages that may hold all of the texts; a query for each."""
    keys = set(page_ids)
    for text in typed:
        keys &= set(_PAGES.column(keys=keys, typed=text)) if keys else set()
    return keys


def find_exact(typed: Sequence[str], page_ids: Collection[int]) -> Exact:
    """Return where the texts stand in pages, by themselves and not within a longer word."""
    found: Exact = {}
    for text in typed if page_ids else ():
        pattern = exact_pattern(text)
        held: dict[int, set[int]] = {}
        for page_id, section_id, *texts in _SECTIONS.rows(keys=page_ids, typed=text):
            if any(map(pattern.search, texts)):
                held.setdefault(page_id, set()).add(section_id)
        for page_id, sections in held.items():
            share, before = found.get(page_id, (0.0, set()))
            found[page_id] = (share + 1 / len(typed), before | sections)
    return found


def exact_pattern(typed: str) -> re.Pattern[str]:
    """Return what finds a text that does not go on before or behind with a letter or digit."""
    before = r"(?<!\w)" if typed[0].isalnum() or typed[0] == "_" else ""
    behind = r"(?!\w)" if typed[-1].isalnum() or typed[-1] == "_" else ""
    return re.compile(f"{before}{re.escape(typed)}{behind}", re.IGNORECASE)
