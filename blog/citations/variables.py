"""Lists what a record may hold, by the names of the Citation Style Language 1.0.2.

From its JSON schema; left out are those that a processor sets by itself.
"""

TYPES = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score",
    "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
})  # fmt: skip
NAMES = frozenset({
    "author", "chair", "collection-editor", "compiler", "composer", "container-author",
    "contributor", "curator", "director", "editor", "editorial-director", "executive-producer",
    "guest", "host", "illustrator", "interviewer", "narrator", "organizer", "original-author",
    "performer", "producer", "recipient", "reviewed-author", "script-writer", "series-creator",
    "translator",
})  # fmt: skip
DATES = frozenset({
    "accessed", "available-date", "event-date", "issued", "original-date", "submitted",
})  # fmt: skip
TEXTS = frozenset({
    "DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL", "abstract", "annote", "archive",
    "archive-place", "archive_collection", "archive_location", "authority", "call-number",
    "chapter-number", "collection-number", "collection-title", "container-title",
    "container-title-short", "dimensions", "division", "edition", "event-place", "event-title",
    "genre", "issue", "jurisdiction", "keyword", "language", "medium", "note", "number",
    "number-of-pages", "number-of-volumes", "original-publisher", "original-publisher-place",
    "original-title", "page", "page-first", "part-number", "part-title", "printing-number",
    "publisher", "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale",
    "section", "source", "status", "supplement-number", "title", "title-short", "version",
    "volume", "volume-title",
})  # fmt: skip
# Names of earlier versions, and of programs that write them still.
OTHER_NAMES = {
    "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short",
    "event": "event-title",
    "part": "part-number",
    "printing": "printing-number",
    "supplement": "supplement-number",
}
OTHER_TYPES = {
    "article-preprint": "article", "journal-article": "article-journal",
    "proceedings-article": "paper-conference", "book-chapter": "chapter", "monograph": "book",
    "edited-book": "book", "proceedings": "book", "posted-content": "article",
    "dissertation": "thesis", "reference-entry": "entry", "computer_program": "software",
    "other": "document",
}  # fmt: skip
NAME_PARTS = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle", "literal")
NAME_FLAGS = ("comma-suffix", "static-ordering")
