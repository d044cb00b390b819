"""One record of each common type, as texts cite them."""

from blog.bibliography.library import Library


def names(*people):
    """Names as `Family, Given`, or an organisation's."""
    parted = (person.partition(", ") for person in people)
    return [
        {"family": family, "given": given} if given else {"literal": family}
        for family, _comma, given in parted
    ]


def dated(*parts):
    return {"date-parts": [list(parts)]}


RECORDS = {
    "lecun2015": {
        "type": "article-journal", "title": "Deep learning",
        "author": names("LeCun, Yann", "Bengio, Yoshua", "Hinton, Geoffrey"),
        "container-title": "Nature", "volume": "521", "issue": "7553", "page": "436-444",
        "issued": dated(2015, 5, 28), "DOI": "10.1038/nature14539",
    },
    "guo2017": {
        "type": "paper-conference", "title": "On Calibration of Modern Neural Networks",
        "author": names("Guo, Chuan", "Pleiss, Geoff", "Sun, Yu", "Weinberger, Kilian Q."),
        "container-title": "Proceedings of the 34th International Conference on Machine Learning",
        "page": "1321-1330", "publisher": "PMLR", "issued": dated(2017),
        "URL": "https://proceedings.mlr.press/v70/guo17a.html",
    },
    "goodfellow2016": {
        "type": "book", "title": "Deep Learning", "publisher": "MIT Press",
        "author": names("Goodfellow, Ian", "Bengio, Yoshua", "Courville, Aaron"),
        "issued": dated(2016), "URL": "https://www.deeplearningbook.org",
    },
    "rumelhart1986": {
        "type": "chapter", "title": "Learning internal representations by error propagation",
        "author": names("Rumelhart, David E.", "Hinton, Geoffrey E.", "Williams, Ronald J."),
        "editor": names("Rumelhart, David E.", "McClelland, James L."),
        "container-title": "Parallel Distributed Processing", "page": "318-362",
        "publisher": "MIT Press", "issued": dated(1986),
    },
    "fielding2000": {
        "type": "thesis", "genre": "PhD thesis", "author": names("Fielding, Roy Thomas"),
        "title": "Architectural Styles and the Design of Network-based Software Architectures",
        "publisher": "University of California, Irvine", "issued": dated(2000),
    },
    "armbrust2009": {
        "type": "report", "genre": "Technical Report", "number": "UCB/EECS-2009-28",
        "title": "Above the Clouds", "author": names("Armbrust, Michael", "Fox, Armando"),
        "publisher": "University of California, Berkeley", "issued": dated(2009, 2),
    },
    "rfc9110": {
        "type": "webpage", "title": "RFC 9110: HTTP Semantics", "issued": dated(2022),
        "URL": "https://www.rfc-editor.org/rfc/rfc9110",
    },
    "wagtail": {
        "type": "software", "title": "Wagtail", "author": names("Torchbox"), "version": "8.0.1",
        "issued": dated(2026), "URL": "https://wagtail.org",
    },
    "gao2020": {
        "type": "dataset", "title": "The Pile", "author": names("Gao, Leo"),
        "publisher": "EleutherAI", "issued": dated(2020), "URL": "https://pile.eleuther.ai",
    },
    "kaplan2020": {
        "type": "article", "genre": "Preprint", "number": "arXiv:2001.08361",
        "title": "Scaling Laws for Neural Language Models", "publisher": "arXiv",
        "author": names("Kaplan, Jared", "McCandlish, Sam"), "issued": dated(2020, 1, 23),
    },
    "vangogh": {
        "type": "book", "title": "Letters",
        "author": [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}],
    },
}  # fmt: skip


def item(key, **values):
    """A source of the shelf with some values of its own."""
    return {"id": key, **RECORDS.get(key, {"type": "book", "title": key}), **values}


def shelf(*more, style="author-date"):
    """Return a function that finds the sources of the shelf, and more of them."""
    items = {each["id"]: each for each in (*map(item, RECORDS), *more)}
    return lambda keys: Library({key: items[key] for key in keys if key in items}, style)
