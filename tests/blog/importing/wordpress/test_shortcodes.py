"""Shortcodes of WordPress become what they show, or are named."""

import pytest

from tests.blog.importing.folders import png, told, values, write_file
from tests.blog.importing.wordpress.reading import entries, export_of, markdown, only
from tests.blog.importing.wordpress.wxr_files import attachment, item, write_wxr


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            '[code language="python" title="x.py"]\nif a < b:\n\n    [x]\n[/code]',
            {"language": "python", "code": "if a < b:\n\n    [x]", "file_name": "x.py"},
        ),
        ("[php]echo &lt;1;[/php]", {"language": "php", "code": "echo <1;"}),
        (
            '<!-- wp:syntaxhighlighter/code {"language":"go","highlightLines":"2"} -->\n'
            '<pre class="wp-block-syntaxhighlighter-code">a\nb</pre>',
            {"language": "go", "code": "a\nb", "lines": "2"},
        ),
    ],
)
def test_code_of_plug_ins_is_a_listing(tmp_path, content, expected):
    entry = only(tmp_path, item(content))
    assert values(entry, "code") == [expected]
    assert entry.remarks == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[caption id='a']<img src='/x.png' alt='A'> Said <b>so</b>[/caption]", "Said so"),
        ("[youtube id='abcdefghijk']", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("[youtube=https://youtu.be/abcdefghijk]", "https://youtu.be/abcdefghijk"),
        ("[embed]https://x.test/v[/embed]", "https://x.test/v"),
        ("[video mp4='https://x.test/v.mp4']", "https://x.test/v.mp4"),
        ("a [latex]x_1[/latex] b", "$x_1$"),
        ("a[ref]Noted.[/ref] b", "[^1]: Noted."),
    ],
)
def test_shortcodes_become_what_they_show(tmp_path, content, expected):
    write_file(tmp_path, "x.png", png())
    entry = only(tmp_path, item(content))
    assert expected in markdown(entry) or expected in str(entry.body)
    assert "shortcode, kept as text" not in told(entry)


def test_other_shortcodes_are_kept_and_named_with_their_line(tmp_path):
    content = 'a[i] [sic]\n\n<code>[x y="z"]</code>\n\n[contact-form-7 id="3"]\n[box]in[/box]'
    write_wxr(tmp_path, item(content))
    (source,) = export_of(tmp_path).sources()
    file = (tmp_path / "old.xml").read_text().split("\n")
    found = {(remark.detail, file[remark.line - 1]) for remark in source.read().remarks}
    assert found == {
        ('[contact-form-7 id="3"]', '[contact-form-7 id="3"]'),
        ("[box]", "[box]in[/box]]]></content:encoded>"),
    }


def test_a_gallery_shows_the_pictures_that_it_names_or_that_are_the_posts(tmp_path):
    for name in ("a", "b", "c"):
        write_file(tmp_path, f"uploads/{name}.png", png())
    url = "https://old.test/wp-content/uploads/{}.png"
    found = entries(
        tmp_path,
        item('[gallery ids="12,11"]', key=1),
        item("[gallery]", key=2),
        attachment(11, url.format("a"), caption="One"),
        attachment(12, url.format("b")),
        attachment(13, url.format("c"), parent=2),
        attachment(14, "https://old.test/wp-content/uploads/x.pdf", parent=2),
    )
    assert [picture.name for picture in found["posts/1"].pictures] == ["b.png", "a.png"]
    assert "One" in markdown(found["posts/1"])
    assert markdown(found["posts/1"]).startswith("::: gallery")
    assert [picture.name for picture in found["posts/2"].pictures] == ["c.png"]
