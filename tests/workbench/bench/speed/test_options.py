import pytest

from tests.workbench.bench.speed.options import PARTS, SIZES, read


def test_all_is_measured_by_default(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    options = read([])
    assert (options.posts, options.parts, options.engines) == (SIZES, PARTS, ("",))


def test_sizes_come_in_order_and_parts_as_they_are_reported():
    options = read(["--posts", "10000", "1000", "--only", "load", "hit"])
    assert options.posts == (1000, 10_000)
    assert options.parts == ("hit", "load")


def test_a_server_is_measured_beside_the_embedded_database():
    assert read(["--postgres", "postgres://u:p@host/name"]).engines[0] == ""
    with pytest.raises(SystemExit):
        read(["--postgres", "mysql://host/name"])
