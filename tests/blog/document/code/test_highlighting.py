import re
from html import unescape
from pathlib import Path

import pytest

from blog.document.code.highlighting import LANGUAGES, highlight

SHEET = Path("config/static/css/site.css").read_text(encoding="utf-8")
CODE = """\
# A comment
def f(x: int = 1) -> str:
    return "a" + str(x) if x else None

@decorator
class Name(Base):
    pass
"""


@pytest.mark.parametrize(
    "language", ["python", "bash", "javascript", "rust", "sql", "yaml", "diff"]
)
def test_elements_are_only_what_the_sheet_colours(language):
    colours = SHEET[SHEET.index("/* Pygments") :]
    html = highlight(CODE, language)
    kinds = set(re.findall(r'<span class="(\w+)">', html))
    assert kinds
    assert {kind for kind in kinds if not re.search(rf"\.{kind}\b", colours)} == set()
    assert unescape(re.sub(r"<[^>]+>", "", html)).rstrip() == CODE.rstrip()


@pytest.mark.parametrize("language", [value for value, _label in LANGUAGES])
def test_no_word_is_lost(language):
    text = re.sub(r"<[^>]+>", "", highlight("a = b + 1;\n  c", language))
    assert text.split() == ["a", "=", "b", "+", "1;", "c"]
