"""An export of WordPress that is damaged or hostile brings what is whole, or is refused."""

import pytest

from blog.importing.entry import Remark, UnreadableError
from tests.blog.importing.wordpress.reading import export_of, markdown
from tests.blog.importing.wordpress.wxr_files import FOOT, HEAD, item, write_wxr


def test_half_a_file_brings_what_is_whole(tmp_path):
    text = HEAD + item("<p>x</p>") + item("<p>y</p>", key=2)[:200]
    (tmp_path / "old.xml").write_text(text)
    export = export_of(tmp_path)
    assert [source.path for source in export.sources()] == ["posts/1"]
    assert [remark.what for remark in export.remarks] == ["XML that breaks off, read up to there"]
    assert export.remarks[0].line == text.count("\n") + 1


def test_bytes_that_are_no_text_are_replaced_and_said(tmp_path):
    text = HEAD + item("<p>a@\x0b#</p>") + FOOT
    (tmp_path / "old.xml").write_bytes(text.encode().replace(b"@", b"\xff"))
    export = export_of(tmp_path)
    (source,) = export.sources()
    assert markdown(source.read()) == "a\ufffd\ufffd#"
    assert export.remarks == [Remark("old.xml", "bytes that are no text, replaced", "1")]


def test_a_file_in_the_encoding_that_it_declares_is_read(tmp_path):
    text = (HEAD + item("<p>naïve</p>") + FOOT).replace('"UTF-8"', '"ISO-8859-1"')
    (tmp_path / "old.xml").write_bytes(text.encode("latin-1"))
    (source,) = export_of(tmp_path).sources()
    assert markdown(source.read()) == "naïve"


@pytest.mark.parametrize(
    ("doctype", "encoding"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>', "UTF-8"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "UTF-8"),
        ('<!DOCTYPE x SYSTEM "http://x.test/x.dtd">', "UTF-8"),
        ("", "of-nobody"),
    ],
)
def test_entities_and_unknown_encodings_are_refused(tmp_path, doctype, encoding):
    text = HEAD.replace("<rss", f"{doctype}<rss", 1).replace("UTF-8", encoding) + item("&b;") + FOOT
    (tmp_path / "old.xml").write_text(text)
    with pytest.raises(UnreadableError):
        list(export_of(tmp_path).sources())


def test_a_post_too_long_fails_alone(tmp_path):
    write_wxr(tmp_path, item("<p>x</p>"), item("a" * 5_000_000, key=2))
    first, second = export_of(tmp_path).sources()
    assert markdown(first.read()) == "x"
    with pytest.raises(UnreadableError, match="4 MB"):
        second.read()
