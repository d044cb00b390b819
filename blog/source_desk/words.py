"""Words the types of sources and the names of their fields."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the types of CSL; the common ones come first.
COMMON: list[tuple[str, Promise]] = [
    ("article-journal", _("Journal article")),
    ("paper-conference", _("Conference paper")),
    ("article", _("Preprint")),
    ("book", _("Book")),
    ("chapter", _("Chapter of a book")),
    ("thesis", _("Thesis")),
    ("report", _("Report")),
    ("webpage", _("Web page")),
    ("post-weblog", _("Blog post")),
    ("software", _("Software")),
    ("dataset", _("Data set")),
    ("document", _("Other document")),
]
OTHERS: list[tuple[str, Promise]] = [
    ("article-magazine", _("Magazine article")), ("article-newspaper", _("Newspaper article")),
    ("bill", _("Bill")), ("broadcast", _("Broadcast")), ("classic", _("Classic")),
    ("collection", _("Collection")), ("entry", _("Entry")),
    ("entry-dictionary", _("Entry of a dictionary")),
    ("entry-encyclopedia", _("Entry of an encyclopedia")), ("event", _("Event")),
    ("figure", _("Figure")), ("graphic", _("Picture")), ("hearing", _("Hearing")),
    ("interview", _("Interview")), ("legal_case", _("Court case")), ("legislation", _("Law")),
    ("manuscript", _("Manuscript")), ("map", _("Map")), ("motion_picture", _("Film or video")),
    ("musical_score", _("Musical score")), ("pamphlet", _("Pamphlet")), ("patent", _("Patent")),
    ("performance", _("Performance")), ("periodical", _("Periodical")),
    ("personal_communication", _("Personal communication")), ("post", _("Post on a forum")),
    ("regulation", _("Regulation")), ("review", _("Review")),
    ("review-book", _("Review of a book")), ("song", _("Song or recording")),
    ("speech", _("Talk")), ("standard", _("Standard")), ("treaty", _("Treaty")),
]  # fmt: skip
TYPES = [*COMMON, *OTHERS]
TYPE_WORDS = dict(TYPES)
