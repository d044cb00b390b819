"""Sources written as BibTeX are read as the same sources."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.citations.formats.bibtex import read_bibtex
from blog.citations.formats.bibtex_writing import write_bibtex
from tests.blog.citations.items import RECORD


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(RECORD, max_size=3))
def test_any_record_comes_back_as_it_was(records):
    items = [{"id": f"key{number}", **record} for number, record in enumerate(records)]
    text = write_bibtex(items)
    reading = read_bibtex(text)
    assert reading.unread == []
    assert [{"id": source.key, **source.record} for source in reading.sources] == items
    assert write_bibtex(items) == text
    assert all(source.changes == () for source in reading.sources)


def test_a_file_reads_as_people_write_them():
    item = {
        "id": "vaswani2017",
        "type": "paper-conference",
        "title": 'Attention is all you need: <span class="nocase">BERT</span> & more',
        "author": [
            {"family": "Vaswani", "given": "Ashish"},
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr."},
            {"literal": "Google Brain"},
            {"literal": "others"},
        ],
        "container-title": "Advances",
        "issued": {"date-parts": [[2017, 6, 12]]},
        "page": "1-10",
        "URL": "https://a.example/a_b%20c",
        "section": "3",
    }
    assert write_bibtex([item]) == (
        "@inproceedings{vaswani2017,\n"
        "  author = {Vaswani, Ashish and van der Berg, Jr., Jan and {Google Brain} and others},\n"
        "  title = {Attention is all you need: {BERT} \\& more},\n"
        "  booktitle = {Advances},\n"
        "  pages = {1-10},\n"
        "  url = {https://a.example/a_b%20c},\n"
        "  year = {2017},\n"
        "  month = jun,\n"
        "  day = {12},\n"
        '  csl-section = {"3"},\n'
        "}\n"
    )


def test_a_preprint_is_written_by_arxivs_own_fields():
    item = {"id": "a", "type": "article", "title": "T", "number": "arXiv:1706.03762 [cs.CL]",
            "publisher": "arXiv", "URL": "https://arxiv.org/abs/1706.03762"}  # fmt: skip
    assert write_bibtex([item]) == (
        "@misc{a,\n  eprint = {1706.03762},\n  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.CL},\n  title = {T},\n}\n"
    )
