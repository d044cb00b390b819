import random
import subprocess

import pytest

from tests.workbench.supply.leaks import BASELINE, main, repository_files


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "settings.py").write_text('TITLE = "Epoch"\n')
    return tmp_path


# Made up as the test runs, so that none stands here; the same each time, since one in some thousand
# looks like no secret.
dice = random.Random(15)

PLANTED = {
    "password": lambda: f'DB_PASSWORD = "{dice.randbytes(12).hex()}"\n',
    "cloud key": lambda: f'key = "AKIA{dice.randbytes(8).hex().upper()}"\n',
    "private key": lambda: "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEow\n",
    "address": lambda: f"url: postgres://epoch:{dice.randbytes(8).hex()}@db/epoch\n",
    "random text": lambda: f'x = "{dice.randbytes(32).hex()}"\n',
}


@pytest.mark.parametrize("kind", PLANTED)
@pytest.mark.parametrize(
    "name", ["settings.py", "deploy/notes.md", "tests/test_x.py", ".env.sample"]
)
def test_a_planted_secret_is_found(repository, capsys, kind, name):
    assert main([], repository) == 0
    file = repository / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"\n{PLANTED[kind]()}")
    assert main([], repository) == 1
    output = capsys.readouterr().err
    assert f"{name}:2 looks like a secret" in output


def test_what_was_found_harmless_may_move_but_not_change(repository):
    file = repository / "settings.py"
    line = PLANTED["random text"]()
    file.write_text(line)
    assert main(["--write"], repository) == 0
    assert main([], repository) == 0
    before = (repository / BASELINE).read_text()
    assert line.split('"')[1] not in before
    main(["--write"], repository)
    assert (repository / BASELINE).read_text() == before
    file.write_text(f"\n\n{line}")
    assert main([], repository) == 0
    file.write_text(PLANTED["random text"]())
    assert main([], repository) == 1


def test_lock_files_and_what_git_ignores_are_left_out(repository):
    (repository / ".gitignore").write_text(".env\n")
    for name in (".env", "requirements.txt", "new.py"):
        (repository / name).write_text(PLANTED["password"]())
    assert repository_files(repository) == [".gitignore", "new.py", "settings.py"]
