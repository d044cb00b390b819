"""Maps BibTeX's and biblatex's types and fields to those of CSL, and back."""

# Types of entries, of both dialects.
CSL_TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "book": "book",
    "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
    "mvproceedings": "book", "reference": "book", "mvreference": "book", "manual": "book",
    "booklet": "pamphlet", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "incollection": "chapter", "suppcollection": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference", "inreference": "entry-encyclopedia", "misc": "document",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "patent": "patent",
    "periodical": "periodical", "report": "report", "techreport": "report", "thesis": "thesis",
    "phdthesis": "thesis", "mastersthesis": "thesis", "unpublished": "manuscript",
    "dataset": "dataset", "data": "dataset", "software": "software", "artwork": "graphic",
    "image": "graphic", "audio": "song", "music": "song", "movie": "motion_picture",
    "video": "motion_picture", "performance": "performance", "review": "review",
    "standard": "standard", "legal": "treaty", "jurisdiction": "legal_case",
    "legislation": "legislation", "letter": "personal_communication", "preprint": "article",
    "webpage": "webpage", "presentation": "speech", "talk": "speech",
}  # fmt: skip
BIBTEX_TYPES = {
    "article": "misc", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "book": "book", "chapter": "incollection",
    "dataset": "dataset", "entry-encyclopedia": "inreference", "graphic": "image",
    "legal_case": "jurisdiction", "legislation": "legislation", "manuscript": "unpublished",
    "motion_picture": "video", "pamphlet": "booklet", "paper-conference": "inproceedings",
    "patent": "patent", "performance": "performance", "periodical": "periodical",
    "personal_communication": "letter", "report": "techreport", "review": "review",
    "software": "software", "song": "audio", "speech": "talk", "standard": "standard",
    "thesis": "thesis", "treaty": "legal", "webpage": "online",
}  # fmt: skip
# What a type of entry says by itself; biblatex writes it as `type`.
GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
GENRE_WORDS = {
    "phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "mastersthesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis", "techreport": "Technical report",
    "resreport": "Research report", "software": "Software", "datacd": "Data CD",
    "audiocd": "Audio CD",
}  # fmt: skip
EDITIONS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10", "1st": "1", "2nd": "2", "3rd": "3",
    **{f"{number}th": str(number) for number in range(4, 21)},
}  # fmt: skip
SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}

# Fields that say the same in each type; what stands first is written.
TEXT_FIELDS = {
    "title": "title", "shorttitle": "title-short", "journal": "container-title",
    "journaltitle": "container-title", "booktitle": "container-title",
    "shortjournal": "container-title-short", "publisher": "publisher", "school": "publisher",
    "institution": "publisher", "address": "publisher-place", "location": "publisher-place",
    "series": "collection-title", "volume": "volume", "volumes": "number-of-volumes",
    "issue": "issue", "pages": "page", "pagetotal": "number-of-pages",
    "numpages": "number-of-pages", "chapter": "chapter-number", "edition": "edition",
    "version": "version", "type": "genre", "note": "note", "addendum": "note",
    "annote": "annote", "annotation": "annote", "abstract": "abstract", "keywords": "keyword",
    "keyword": "keyword", "language": "language", "langid": "language", "isbn": "ISBN",
    "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID", "doi": "DOI", "url": "URL",
    "eventtitle": "event-title", "venue": "event-place", "pubstate": "status",
    "part": "part-number", "origtitle": "original-title", "origpublisher": "original-publisher",
    "origlocation": "original-publisher-place", "library": "call-number",
}  # fmt: skip
NAME_FIELDS = {
    "author": "author", "editor": "editor", "translator": "translator",
    "bookauthor": "container-author", "director": "director", "illustrator": "illustrator",
}  # fmt: skip
DATE_FIELDS = {
    "date": "issued", "urldate": "accessed", "lastchecked": "accessed", "accessed": "accessed",
    "origdate": "original-date", "eventdate": "event-date",
}  # fmt: skip
# What is no LaTeX but signs that stand for themselves.
VERBATIM = frozenset({"url", "doi", "isbn", "issn", "pmid", "pmcid", "eprint", "urldate"})
# Programs' own notes, which nobody misses.
UNTOLD = frozenset({
    "year", "month", "day", "crossref", "xdata", "archiveprefix", "eprinttype", "primaryclass",
    "eprintclass", "eprint", "number", "organization", "howpublished", "subtitle", "titleaddon",
    "booksubtitle", "journalsubtitle", "maintitle", "eid", "entrysubtype", "biburl", "bibsource",
    "timestamp", "date-added", "date-modified", "added-at", "interhash", "intrahash", "file",
    "owner", "groups", "mendeley-groups", "bdsk-url-1", "bdsk-file-1", "key", "sortkey", "ids",
    "url-without",
})  # fmt: skip
# A number in it counts issues, in a series, or else things of its kind.
NUMBERED_ISSUES = frozenset({
    "article-journal", "article-magazine", "article-newspaper", "periodical", "review",
})  # fmt: skip
NUMBERED_BOOKS = frozenset({"book", "chapter", "paper-conference", "entry-encyclopedia"})
# How a child inherits from the entry that its `crossref` names, else by the same name.
PARTS = frozenset({
    "inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inproceedings",
    "conference", "inreference",
})  # fmt: skip
INHERITED = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}
# Of these the author is the whole's.
PARTS_OF_ONE_AUTHOR = frozenset({"inbook", "bookinbook", "suppbook"})
NOT_INHERITED = frozenset({
    "crossref", "xdata", "shorttitle", "sorttitle", "label", "key", "keywords", "abstract", "ids",
    "options", "pages", "pagetotal", "annote", "doi", "url",
})  # fmt: skip
