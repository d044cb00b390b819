"""Static files are packed by gzip, and by brotli where a setting asks for it."""

import pytest
from django.core.files.base import ContentFile

from config.responses.static_files import PackedStaticFilesStorage


@pytest.mark.parametrize("is_asked", [False, True])
def test_brotli_packs_where_it_is_asked_for(settings, tmp_path, is_asked):
    settings.STATIC_BROTLI = is_asked
    storage = PackedStaticFilesStorage(location=tmp_path, base_url="/static/")
    storage.save("css/site.css", ContentFile(b"a { color: red } " * 100))
    list(storage.post_process({"css/site.css": (storage, "css/site.css")}))
    packed = {path.suffix for path in (tmp_path / "css").iterdir()} - {".css"}
    assert packed == ({".gz", ".br"} if is_asked else {".gz"})


@pytest.mark.parametrize(
    ("name", "source", "kept"),
    [
        ("css/a.css", "/* why */ a { color: red; }\n", "a{color:red}"),
        ("js/a.js", "// why\nconst a = 1;\n", "const a=1;"),
        ("wagtailadmin/css/a.css", "/* why */ a { }\n", "/* why */ a { }\n"),
        ("fonts/a.txt", "/* why */\n", "/* why */\n"),
    ],
)
def test_what_readers_load_is_minified_and_nothing_else(tmp_path, name, source, kept):
    storage = PackedStaticFilesStorage(location=tmp_path, base_url="/static/")
    storage.save(name, ContentFile(source.encode()))
    assert (tmp_path / name).read_text() == kept


@pytest.mark.parametrize(("name", "source"), [("css/a.css", b"a { b: c }"), ("js/a.js", b"a = 1;")])
def test_what_is_named_by_its_hash_holds_the_same(tmp_path, name, source):
    storage = PackedStaticFilesStorage(location=tmp_path, base_url="/static/")
    storage.save(name, ContentFile(source))
    list(storage.post_process({name: (storage, name)}))
    texts = [path.read_text() for path in tmp_path.glob("*/a.*") if path.suffix != ".gz"]
    assert len(texts) == 2
    assert texts[0] == texts[1] != ""
