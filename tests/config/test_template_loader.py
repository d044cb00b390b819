"""Our own templates lose their indentation, and nothing that tells words or lines apart."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template

from config.template_loader import OURS, without_indentation


def test_lines_stay_apart_and_lose_their_indentation():
    text = '<p>\n    A\n\n  <a\n     href="/">b</a>\n</p>\n'
    assert without_indentation(text) == '<p>\nA\n<a\nhref="/">b</a>\n</p>\n'


def test_lines_of_tags_that_write_nothing_leave_none():
    text = "A\n{% if x %}\n  B\n{% else %}\n  {% translate 'C' %}\n{% endif %}\nD\n"
    lean = without_indentation(text)
    assert lean == "A\n{% if x %}B\n{% else %}{% translate 'C' %}\n{% endif %}D\n"
    template = engines["django"].from_string("{% load i18n %}" + lean)
    assert template.render({"x": True}).split() == ["A", "B", "D"]
    assert template.render({"x": False}).split() == ["A", "C", "D"]


def test_our_templates_are_lean_and_others_as_they_are():
    ours, theirs = get_template("base.html"), get_template("wagtailadmin/login.html")
    assert ours.template.origin.name.startswith(OURS)
    assert re.search(r"\n\s", ours.template.source) is None
    assert re.search(r"\n\s", theirs.template.source)


def test_what_variables_hold_keeps_its_lines():
    listing = "def f():\n\n    return 1"
    template = engines["django"].from_string(without_indentation("<pre>{{ code }}</pre>"))
    assert template.render({"code": listing}) == f"<pre>{listing}</pre>"


@pytest.mark.parametrize("app", OURS)
def test_no_template_has_what_white_space_means_something_in(app):
    for path in Path(app).rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"<(pre|textarea)\b[^>]*>[^<]*\n", text) is None, path
        translations = re.findall(r"{% blocktranslate\b([^%]*)%}(.*?){% end", text, re.DOTALL)
        assert all("trimmed" in head or "\n" not in body for head, body in translations), path
