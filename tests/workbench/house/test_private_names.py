"""CONTRIBUTING, "Unusual things", accounts for all that is private, patched or switched."""

import ast

import pytest

from tests.workbench.house import private_names
from tests.workbench.house.own_code import Module
from tests.workbench.house.patches import patches
from tests.workbench.house.private_uses import private_uses


def test_all_that_is_unusual_stands_in_the_table():
    problems = list(private_names.not_listed())
    assert not problems, "\n".join(problems)


def test_the_table_says_what_is_there():
    problems = list(private_names.not_true())
    assert not problems, "\n".join(problems)


def found_in(monkeypatch, source, find):
    module = Module("blog/made_up.py")
    monkeypatch.setattr(Module, "tree", ast.parse(source))
    return [name for _line, name in find(module)]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from wagtail.models import _hidden", ["_hidden"]),
        ("import wagtail._secret.part", ["_secret"]),
        ("page._cached_parent_obj = None", ["_cached_parent_obj"]),
        ("getattr(request, '_cached_user', None)", ["_cached_user"]),
        ("ruler.__rules__", ["__rules__"]),
        ("page._meta.model._default_manager.__class__.__name__", []),
        ("from blog.models import _ours", []),
    ],
)
def test_private_names_of_libraries_are_found(monkeypatch, source, names):
    assert found_in(monkeypatch, source, private_uses) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from wagtail.images.models import Filter\nFilter.run = None", ["Filter.run"]),
        ("import gc\ngc.freeze()", ["gc.freeze"]),
        ("import os\nos.environ['A'] = 'b'", ["os.environ['A']"]),
        ("def ours(): ...\ndef patch(task): task.fail = ours", ["task.fail"]),
        ("def name(page): page.title = page.title.strip()", []),
        ("class Ours:\n def f(self): self.x = f", []),
    ],
)
def test_patches_and_switches_are_found(monkeypatch, source, names):
    assert found_in(monkeypatch, source, patches) == names
