import pytest

from tests.workbench.supply.locks import LOCKS, ROOT, Pinned, read_lock

HASH = "--hash=sha256:" + "0a" * 32


@pytest.mark.parametrize("name", LOCKS)
def test_each_lock_file_pins_all_by_hash_and_names_no_host(name):
    text = (ROOT / name).read_text()
    assert len(read_lock(text)) >= 1
    assert "://" not in text
    assert "index" not in text


def test_versions_hashes_and_markers_are_read():
    one = f"nh3==0.3.8 \\\n    {HASH} \\\n    {HASH}\n"
    text = one + f"b==1.0 ; sys_platform == 'win32' \\\n    {HASH}\n"
    assert read_lock(text) == {Pinned("nh3", "0.3.8"), Pinned("b", "1.0")}


@pytest.mark.parametrize(
    "text",
    [
        "nh3==0.3.8\n",
        f"nh3>=0.3 \\\n    {HASH}\n",
        f"nh3==0.3.8 \\\n    {HASH[:-2]}\n",
        f"--index-url https://example.org/simple\nnh3==0.3.8 \\\n    {HASH}\n",
        f"nh3 @ https://example.org/nh3.whl \\\n    {HASH}\n",
        f"-e . {HASH}\n",
        "-r other.txt\n",
    ],
)
def test_what_is_not_a_version_with_its_hashes_is_refused(text):
    with pytest.raises(ValueError, match="not a version with its hashes"):
        read_lock(text)


def test_both_installers_are_told_to_require_hashes():
    set_up = (ROOT / "deploy" / "set_up.py").read_text()
    # pip for uv itself, uv for the locks, and pip where uv can't be had.
    assert set_up.count('"--require-hashes"') == 3
    assert "pip install" not in (ROOT / "Makefile").read_text()
    assert "--require-hashes" in (ROOT / "Dockerfile").read_text()
