"""Says why pages stand where they do in what a query finds."""

from collections.abc import Iterator

from wagtail.models import Page

from search.models import SearchSection
from search.query.terms import Form, Term
from search.ranking.exact import find_exact
from search.ranking.ranking import score_pages
from search.ranking.scoring import PageScorer
from search.results.search import PAGE_SIZE, run_query


def explain(text: str, *, root: Page) -> Iterator[str]:
    """Yield lines on how a query was read, and on each page of the first numbered page."""
    search = run_query(text, root=root)
    if search.correction:
        yield f"Corrected to: {search.correction}"
    for term in search.terms:
        yield _term_line(term)
    keys = [each.page_id for each in search.found.ranked[:PAGE_SIZE]]
    titles = dict(Page.objects.filter(pk__in=keys).values_list("pk", "title"))
    exact = find_exact(search.query.typed_with_signs, keys)
    scored = {each.page_id: each for each in score_pages(keys, search.terms, exact)}
    for place, key in enumerate(keys, start=1):
        if (page := scored.get(key)) is None:
            continue
        parts = ", ".join(f"{name} {value:.2f}" for name, value in page.parts.items())
        yield f"{place}. {titles[key]} ({key}): {page.score:.3f} = {parts}"
        yield f"   holds {', '.join(page.held) or 'nothing'}; best section: {_heading(page)}"


def _term_line(term: Term) -> str:
    forms = ", ".join(map(_form_text, term.forms))
    return f"Looks for {forms}; in about {term.documents} pages, weight {term.idf:.2f}"


def _form_text(form: Form) -> str:
    text = f"{form.needle.strip()} × {form.weight:.2f}"
    return f"{text} (a synonym, by the site's list)" if form.is_synonym else text


def _heading(page: PageScorer) -> str:
    if page.section_id is None:
        return "none"
    headings = SearchSection.objects.filter(pk=page.section_id)
    return next(iter(headings.values_list("heading", flat=True)), "") or "the beginning"
