"""An archive to import, and a folder of the test's own to keep it in."""

from pathlib import Path

import pytest

from tests.blog.importing.archives.zips import make_zip
from tests.blog.importing.folders import png

FILES = {
    "site/a.md": "# A\n\n![x](p.png)\n\n[b](b.md)",
    "site/b.md": "# B\n\n[a](a.md)\n\n![x](gone.png)",
    "site/p.png": png(),
    "../evil.md": "x",
}


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def archive(tmp_path) -> Path:
    return make_zip(tmp_path / "old-site.zip", FILES)
