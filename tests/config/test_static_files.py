"""Our sheet and module lose comments and indentation when collected, other files nothing."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from config.static_files import LeanStaticFilesStorage, lean_module, lean_sheet

SHEET = """/* Why */
@layer base {
  a:hover, b > c { color: red; /* so
  much */ font: 1rem / 1.5 var(--sans); margin: 0 0.5em 10.5px; }
}
"""


@pytest.fixture
def storage(tmp_path):
    return LeanStaticFilesStorage(location=tmp_path, base_url="/static/")


@pytest.mark.parametrize("name", ["css/site.css", "css/site.0123456789ab.css"])
def test_the_sheet_is_lean(storage, name):
    storage.save(name, ContentFile(SHEET.encode()))
    assert storage.open(name).read() == lean_sheet(SHEET).encode()
    assert lean_sheet(SHEET) == (
        "@layer base{a:hover,b > c{color:red;font:1rem / 1.5 var(--sans);margin:0 .5em 10.5px}}"
    )


@pytest.mark.parametrize("name", ["css/sites.css", "blog/site.css", "js/embed.js"])
def test_other_files_stay_as_they_are(storage, name):
    storage.save(name, ContentFile(SHEET.encode()))
    assert storage.open(name).read() == SHEET.encode()


def test_what_is_named_by_its_hash_is_as_lean(storage, tmp_path):
    source = tmp_path / "source"
    (source / "css").mkdir(parents=True)
    (source / "css" / "site.css").write_text(SHEET)
    files = FileSystemStorage(source)
    storage.save("css/site.css", files.open("css/site.css"))
    done = list(storage.post_process({"css/site.css": (files, "css/site.css")}))
    hashed = next(new for name, new, _ok in done if name == "css/site.css" and new != name)
    assert storage.open(hashed).read() == lean_sheet(SHEET).encode()


def test_lines_of_the_module_stay_lines():
    module = "// Why\nconst a = 1\n  // and so\n  + `//${2}`;\n\nb();\n"
    assert lean_module(module) == "const a = 1\n+ `//${2}`;\nb();\n"
