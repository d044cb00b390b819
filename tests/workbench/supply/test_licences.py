import pytest

from tests.workbench.supply.licences import (
    UNKNOWN,
    installed_licences,
    is_allowed,
    main,
    merge,
    problems,
    read_list,
    render,
)
from tests.workbench.supply.locks import Pinned

HERE, ELSEWHERE = Pinned("nh3", "0.3.8"), Pinned("tzdata", "2026.6")
LICENCES = {HERE: "MIT", ELSEWHERE: "Apache-2.0"}


def test_a_list_reads_as_it_was_written_whatever_the_order():
    text = render(LICENCES)
    assert LICENCES.items() <= read_list(text).items()
    assert render(dict(reversed(LICENCES.items()))) == text
    assert problems(LICENCES, text) == []


def test_what_is_not_installed_here_keeps_its_licence_or_that_of_its_sibling():
    listed = {ELSEWHERE: "Apache-2.0", HERE: "old"}
    other = Pinned("nh3", "0.3.7")
    assert merge({HERE, ELSEWHERE, other}, {HERE: "MIT"}, listed) == {**LICENCES, other: "MIT"}
    assert merge({ELSEWHERE}, {}, {}) == {ELSEWHERE: UNKNOWN}


@pytest.mark.parametrize(
    ("licence", "expected"),
    [("MIT", True), ("MIT OR GPL-3.0-only", True), ("Apache-2.0 AND BSD-2-Clause", True),
     ("Apache-2.0 AND GPL-3.0-only", False), ("Apache Software License; BSD License", True),
     ("GPL-3.0-only", False), (UNKNOWN, False), ("", False)],
)  # fmt: skip
def test_only_licences_on_the_list_are_allowed(licence, expected):
    assert is_allowed(licence) == expected


@pytest.mark.parametrize(
    ("licences", "message"),
    [({HERE: "MIT"}, "run `make licences`"), ({**LICENCES, HERE: "AGPL-3.0"}, "not allowed"),
     ({HERE: "MIT", ELSEWHERE: UNKNOWN}, "not allowed")],
)  # fmt: skip
def test_a_list_that_is_old_or_not_allowed_is_named(licences, message):
    assert message in "\n".join(problems(licences, render(LICENCES)))


def test_the_command_fails_for_an_old_list_and_writes_a_new_one(tmp_path, capsys, monkeypatch):
    # Which packages are not installed hangs on the version of Python.
    others = {each: text for each, text in installed_licences().items() if each.name != "django"}
    monkeypatch.setattr("tests.workbench.supply.licences.installed_licences", lambda: others)
    file = tmp_path / "licences.md"
    file.write_text(render({ELSEWHERE: "Apache-2.0"}))
    assert main([], file) == 1
    assert "make licences" in capsys.readouterr().err
    assert main(["--write"], file) == 1
    assert "UNKNOWN" in capsys.readouterr().err
    assert "| django | " in file.read_text()
