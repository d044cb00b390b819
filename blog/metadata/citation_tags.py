"""Builds the meta tags that Google Scholar and Zotero read.

Named as in Scholar's "Inclusion guidelines for webmasters"; dates are `2024/02/29`.
"""

from datetime import datetime

from django.utils.timezone import localtime


def citation_tags(
    *,
    title: str,
    authors: list[str],
    published: datetime,
    journal: str,
    language: str,
    url: str,
    doi: str = "",
) -> tuple[tuple[str, str], ...]:
    """Return the names and values of a post's citation tags, one for each author."""
    date = localtime(published).strftime("%Y/%m/%d")
    return (
        ("citation_title", title),
        *(("citation_author", name) for name in authors),
        ("citation_publication_date", date),
        ("citation_online_date", date),
        ("citation_journal_title", journal),
        ("citation_language", language),
        ("citation_public_url", url),
        *([("citation_doi", doi)] if doi else []),
    )
