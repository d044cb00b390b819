"""Raw HTML's pictures, films, frames and links: what becomes Markdown, what stays HTML."""

import time

import pytest

from blog.document.manuscript import Manuscript
from blog.importing.placeholders import place_documents, place_links, place_pictures
from blog.markdown.to_html import render_markdown
from tests.blog.blocks.values import VIDEO
from tests.blog.importing.folders import SVG, TITLE, entry_of, png, told, values, write, write_file

TO_FULL = "link from a picture to the same in full, left out: the latter is shown"


@pytest.fixture
def folder(tmp_path):
    write_file(tmp_path, "a.png", png())
    write_file(tmp_path, "static/img/s.png", png("blue"))
    write_file(tmp_path, "big.png", png("green"))
    write_file(tmp_path, "d.svg", SVG)
    write_file(tmp_path, "data.csv", "a,b")
    write_file(tmp_path, "clip.mp4", VIDEO)
    return write(tmp_path, other="# O")


def placed(entry) -> list:
    """Return the entry's blocks with picture n as 10+n, document n as 30+n, link n as 20+n."""
    body = place_pictures(entry.body, [10 + n for n in range(len(entry.pictures))])
    body = place_documents(body, [30 + n for n in range(len(entry.attachments))])
    return place_links(body, {n: 20 + n for n in range(len(entry.links))})


def markdown(entry) -> str:
    return "\n\n".join(each["value"] for each in placed(entry) if each["type"] == "markdown")


@pytest.mark.parametrize(
    "html",
    [
        '<img src="a.png" alt="words">',
        '<IMG SRC=a.png ALT=words />',
        "<img\n  src='a.png'\n  alt='words'\n/>",
        '<p align="center"><img src="a.png" alt="words" width="300"></p>',
        '<center><img src="a.png" alt="words"></center>',
        '<div><div>\n<img src="a.png" alt="words"><br>\n</div></div>',
        '<a href="a.png"><img src="a.png" alt="words"></a>',
        '<picture><source srcset="gone.avif"><img src="a.png" alt="words"></picture>',
        '<picture>\n<source srcset="a.png 2x">\n<img src="gone.png" alt="words">\n</picture>',
        '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAA" data-src="a.png" alt="words">',
        '<img data-src="a.png" alt="words"><noscript><img src="a.png" alt="words"></noscript>',
        '<noscript><img src="a.png" alt="words"></noscript>',
        '<Image src="a.png" alt="words" />',
        '<object data="a.png" title="x"></object>',
    ],
)  # fmt: skip
def test_a_picture_by_itself_is_seen(folder, html):
    entry = entry_of(folder, f"{TITLE}before\n\n{html}\n\nafter\n")
    assert [picture.name for picture in entry.pictures] in (["a.png"], []) or html.startswith(
        "<obj"
    )
    if not html.startswith("<object"):
        (figure,) = [each["value"] for each in placed(entry) if each["type"] == "figure"]
        assert figure["image"] == {"image": 10, "alt_text": "words", "decorative": False}
    assert told(entry) <= {
        "frame, kept as a link",
        "linked file that becomes no document",
        TO_FULL,
    }


@pytest.mark.parametrize(
    ("link", "is_told", "text"),
    [
        ("big.png", True, ""),
        ("gone.png", True, ""),
        ("https://e.example/big.png", False, "[![x](image:10)](<https://e.example/big.png>)"),
        ("https://e.example/", False, "[![x](image:10)](<https://e.example/>)"),
    ],
)
def test_a_pictures_link_to_a_picture_is_told_where_it_is_left_out(folder, link, is_told, text):
    entry = entry_of(folder, f'{TITLE}<p><a href="{link}"><img src="a.png" alt="x"></a></p>')
    assert [r.line for r in entry.remarks if r.what == TO_FULL] == [4] * is_told
    assert markdown(entry) == text


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img src="a.png" alt="x">'
        '<figcaption>The <em>cap</em> &amp; "all"</figcaption></figure>',
        '<figure>\n  <figcaption>The cap &amp; "all"</figcaption>\n'
        '  <img src="a.png" alt="x">\n</figure>',
        'text right before\n<figure>\n<img src="a.png" alt="x">\n'
        '<figcaption>The cap &amp;\n"all"</figcaption></figure>',
    ],
)  # fmt: skip
def test_a_figure_keeps_its_caption(folder, html):
    entry = entry_of(folder, TITLE + html)
    (figure,) = values(entry, "figure")
    assert figure["caption"] == 'The cap & "all"'


def test_a_linked_figures_caption_is_seen(folder):
    html = '<a href="https://e.example/"><img src="a.png" alt="x"></a>'
    caption = "<figcaption>The *cap*</figcaption>"
    entry = entry_of(folder, f"{TITLE}<figure>{html}{caption}</figure>")
    assert markdown(entry) == r"[![x](image:10)](<https://e.example/>)<br>The \*cap\*"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        # What a caption as plain text would lose.
        ('<figure><img src="a.png" alt="x"><figcaption>by <a href="https://e.example">E</a></figcaption></figure>',
         'by <a href="https://e.example">E</a>'),
        ('<figure id="fig"><img src="a.png" alt="x"></figure>', 'id="fig"'),
        (f'<figure><img src="a.png" alt="x"><figcaption>{"word " * 120}</figcaption></figure>',
         "word word"),
        ('<p><img src="a.png" alt="x"> and words</p>', "and words"),
        ('<table><tr><td><img src="a.png" alt="x"></td></tr></table>', "<table>"),
        ('<div><img src="a.png" alt="x">', "<div>"),
    ],
)  # fmt: skip
def test_elsewhere_a_picture_stays_in_its_html(folder, html, kept):
    entry = entry_of(folder, TITLE + html)
    assert '<img src="image:10" alt="x">' in markdown(entry)
    assert kept in markdown(entry)


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('see <img src="a.png" alt="*w*"> here', r"see ![\*w\*](image:10) here"),
        ('see <img src="/img/s.png"> here', "see ![](image:10) here"),
        ('see <img\nsrc="a.png"\nalt="w"> here', "see ![w](image:10) here"),
        ('`<img src="a.png">` <img src="a.png">', '`<img src="a.png">` ![](image:10)'),
        ('> - <img src="a.png"> x', "> - ![](image:10) x"),
        ('| a |\n|---|\n| <img src="a.png" alt="w"> |', "| a |\n|---|\n| ![w](image:10) |"),
        ('x <a href="other.md#P-q">o</a>', 'x <a href="page:20#p-q">o</a>'),
        ('x <a\nhref="other.md" class="y">o</a> z', 'x <a href="page:20">o</a> z'),
        ('x <a href="data.csv" title="T">o</a>', 'x <a href="document:30" title="T">o</a>'),
        ('x <a href="a.png">o</a>', 'x <a href="image:10">o</a>'),
        ('x <a href="gone.csv">o</a>', "x o"),
        ('x <a href="/about/">o</a>', 'x <a href="/about/">o</a>'),
        ('x <a href="#part">o</a> <a name="y"></a>', 'x <a href="#part">o</a> <a name="y"></a>'),
        ("[x](data.csv) [y](a.png)", "[x](document:30) [y](image:10)"),
        ('x <video src="clip.mp4" title="F">no</video>', "x [F](document:30)"),
        ('x <audio><source src="clip.mp4"></audio>', "x [clip.mp4](document:30)"),
        ('x <video src="https://e.example/f.mp4"></video>', "x [f.mp4](<https://e.example/f.mp4>)"),
        ('x <embed src="data.csv">', "x [data.csv](document:30)"),
        ('x <img src="gone.png" alt="words"> y', "x words y"),
        ("<!-- <img src='a.png'> -->", "<!-- <img src='a.png'> -->"),
        ('x <img alt="no address">', 'x <img alt="no address">'),
    ],
)
def test_in_a_text_it_becomes_markdown(folder, source, result):
    assert markdown(entry_of(folder, TITLE + source)) == result


def test_pictures_in_a_row_stay_in_a_row(folder):
    entry = entry_of(folder, f'{TITLE}<p><img src="a.png"> <img src="d.svg"></p>')
    assert markdown(entry) == "![](image:10) ![](image:11)"


@pytest.mark.parametrize(
    ("source", "address", "title"),
    [
        ('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Talk"></iframe>',
         "https://www.youtube.com/embed/dQw4w9WgXcQ", "Talk"),
        ('<div><iframe src="//player.vimeo.com/video/76979871" title="V"></iframe></div>',
         "https://player.vimeo.com/video/76979871", "V"),
        ("<https://youtu.be/dQw4w9WgXcQ>", "https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ"),
        ("[A talk](https://youtu.be/dQw4w9WgXcQ)", "https://youtu.be/dQw4w9WgXcQ", "A talk"),
    ],
)  # fmt: skip
def test_a_video_by_itself_plays(folder, source, address, title):
    entry = entry_of(folder, TITLE + source)
    assert values(entry, "embed") == [{"url": address, "title": title, "caption": ""}]
    assert entry.remarks == []


def test_another_frame_becomes_a_link_and_is_told(folder):
    entry = entry_of(folder, f'{TITLE}\n<iframe src="https://e.example/map"></iframe>')
    assert markdown(entry) == "[map](<https://e.example/map>)".replace("map]", "e.example]")
    assert [(each.what, each.line) for each in entry.remarks] == [("frame, kept as a link", 5)]


def test_what_follows_keeps_its_line(folder):
    html = '<figure>\n<img src="a.png">\n</figure>\n\n- <img\n  src="a.png">\n\n'
    entry = entry_of(folder, f"{TITLE}{html}![x](gone.png)\n")
    assert [each.line for each in entry.remarks] == [11]


def test_a_remark_in_html_has_its_line(folder):
    entry = entry_of(folder, f'{TITLE}<table>\n<tr><td>\n<img src="gone.png">\n</td></tr></table>')
    assert [(each.what, each.line) for each in entry.remarks] == [("picture not found", 6)]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="a.png">' * 100_000,
        '<p><img src="a.png">\n' * 10_000,
        "".join(f'<img src="{number}.png">\n' for number in range(5_000)),
        f'<img srcset="{", ".join(f"{n}.png {n}w" for n in range(10_000))}">',
        "<video>" * 60_000,
        "<picture><source srcset='a.png'>" * 30_000,
        "<noscript>" * 60_000 + '<img src="a.png">',
        '<a href="other.md">' * 40_000 + "</a>" * 40_000,
        "<figure>" * 50_000 + '<img src="a.png">',
        "<img src='a.png' " * 50_000,
    ],
    ids=lambda html: html[:12],
)
def test_hostile_html_is_read_in_time(folder, html):
    started = time.process_time()
    entry_of(folder, f"{TITLE}{html}"[: 2 * 1024 * 1024])
    assert time.process_time() - started < 10


def test_no_markup_slips_out_of_an_attribute(folder):
    alt = 'x](javascript:alert(1)) &lt;script&gt; " onload="'
    entry = entry_of(folder, f"{TITLE}<td><img src='a.png' alt='{alt}'></td>")
    text = markdown(entry)
    assert "<script" not in text
    assert '" onload=' not in text


def test_tags_that_show_nothing_leave_no_gap_that_ends_a_block(folder):
    html = (
        '<div align="center">\n  <a href="https://a.example">\n    <picture>\n'
        '      <source srcset="x.png">\n      <img alt="A" src="a.png">\n'
        "    </picture>\n  </a>\n  <h1>T</h1>\n\nend\n</div>"
    )
    (block,) = placed(entry_of(folder, f"{TITLE}{html}"))
    head = block["value"].partition("end")[0].rstrip("\n")
    assert all(line.strip() for line in head.split("\n"))
    assert 'alt="A"' in head


def test_an_indented_block_keeps_its_indentation(tmp_path):
    """Four spaces would make code of it."""
    text = (
        '<p>\n\n  <a href="https://a.example/">\n    <img title="A" src="https://b.example/b.svg">'
        "\n  </a>\n</p>\n"
    )
    (block,) = values(entry_of(tmp_path, text), "markdown")
    assert '\n  <a href="https://a.example/">\n    <img' in block
    html = render_markdown(block, Manuscript())
    assert '<a href="https://a.example/"' in html
    assert "<pre" not in html
