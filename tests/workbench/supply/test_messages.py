"""The check of the catalogues finds what is missing, and what is out of date."""

import os
import shutil

import pytest

from tests.workbench.supply import messages

pytestmark = pytest.mark.skipif(
    not shutil.which("xgettext") and os.environ.get("CI") != "true",
    reason="gettext is not installed",
)


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "APPS", ("app",))
    (tmp_path / "app").mkdir()
    say(tmp_path, "Good morning")
    messages.write(tmp_path)
    return tmp_path


def say(root, text):
    source = f'from django.utils.translation import gettext\n\ngettext("{text}")\n'
    (root / "app" / "words.py").write_text(source)


def translate(root, text):
    path = messages.catalogue(root / "app", "de")
    head, _empty, tail = path.read_text().rpartition('msgstr ""')
    path.write_text(f'{head}msgstr "{text}"{tail}')


def test_an_empty_translation_is_a_problem(root):
    assert "1 untranslated" in next(messages.problems(root))


def test_a_translation_must_be_compiled(root):
    translate(root, "Guten Morgen")
    assert "out of date" in next(messages.problems(root))
    messages.write(root)
    assert not list(messages.problems(root))


def test_a_new_string_is_a_problem(root):
    translate(root, "Guten Morgen")
    messages.write(root)
    say(root, "Quite another thing")
    assert list(messages.problems(root))
