import pytest

from tests.workbench import newest


@pytest.fixture
def pythons(monkeypatch, tmp_path):
    """The Pythons that are found, by what calls them."""
    found = set()
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr(newest, "does_run", found.__contains__)
    monkeypatch.setattr(newest, "install", lambda python, folder: f"{folder.name} by {python}")
    monkeypatch.setattr(newest, "run_tests", lambda python, paths: (python, paths))
    return found


def test_the_newest_that_is_found_runs(pythons, capsys):
    pythons.update({"python3.13", "python3.12"})
    assert newest.main(["tests/search"]) == ("3.13 by python3.13", ["tests/search"])
    pythons.remove("python3.13")
    assert newest.main(["--if-found"]) == ("3.12 by python3.12", [])
    assert capsys.readouterr().out == "Python 3.13 with Django 6.1: not found here.\n"


def test_one_that_pyenv_keeps_off_the_path_is_found(pythons, tmp_path):
    python = tmp_path / "versions" / "3.13.9" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    pythons.add(str(python))
    assert newest.main([]) == (f"3.13 by {python}", [])


@pytest.mark.parametrize(("arguments", "status"), [([], 1), (["--if-found"], 0)])
def test_those_that_are_missing_are_named(pythons, capsys, arguments, status):
    assert newest.main(arguments) == status
    assert capsys.readouterr().out.count("not found here") == len(newest.PYTHONS)
