"""Pictures of foreign HTML come with their captions, each once, from wherever it says."""

from blog.importing.entry import Subject
from blog.importing.html.convert import markdown_of
from tests.blog.importing.html.converting import markdown


def test_a_picture_brings_its_caption_and_its_original():
    html = (
        '<figure><a href="/u/a.jpg"><img src="/u/a-300x200.jpg" alt="A ] b"></a>'
        '<figcaption>Say "x" <em>y</em></figcaption></figure>'
    )
    converted = markdown_of(html)
    assert converted.markdown == '![A &#93; b](/u/a.jpg "Say \\"x\\" y")\n'
    assert converted.pictures == ["/u/a.jpg"]


def test_the_caption_of_a_linked_picture_stands_below_it():
    picture = '<a href="https://e.example/"><img src=a.png></a>'
    html = f"<figure>{picture}<figcaption>C</figcaption></figure>"
    assert markdown(html) == "[![](a.png)](https://e.example/)\n\nC"


def test_a_caption_with_a_link_stands_below_its_picture():
    html = '<figure><img src=a.png><figcaption>by <a href="/x">X</a></figcaption></figure>'
    assert markdown(html) == "![](a.png)\n\nby [X](/x)"


def test_pictures_of_a_gallery_stand_together():
    html = (
        "<figure><ul><li><figure><img src=1.png><figcaption>one</figcaption></figure>"
        "<li><figure><img src=2.png></figure></ul><figcaption>both</figcaption></figure>"
    )
    assert markdown(html) == '::: gallery [both]\n\n![](1.png "one")\n\n![](2.png)\n\n:::'


def test_pictures_that_load_late_are_seen_once():
    html = (
        '<img src="data:image/gif;base64,R0lGOD" data-src="a.png" alt="x">'
        '<noscript><img src="a.png" alt="x"></noscript>'
        '<picture><source srcset="s.webp 300w, l.webp 900w"></picture>'
        '<img srcset="s.png 300w, l.png 900w">'
    )
    assert markdown_of(html).pictures == ["a.png", "l.png"]


def test_a_picture_within_the_text_comes_with_its_bytes():
    data = "iVBORw0KGgo" + "A" * 300
    converted = markdown_of(f'<img alt="x" src="data:image/png;base64,{data}">')
    (name,) = converted.embedded
    assert name in converted.markdown
    assert converted.embedded[name].startswith(b"\x89PNG")


def test_a_counting_pixel_is_left_out_and_said():
    converted = markdown_of('<p>a</p>\n<img src="https://count.test/p" width=1 height=1>')
    (remark,) = converted.remarks
    assert (remark.subject, remark.line) == (Subject.LEFT_OUT, 2)
    assert converted.pictures == []
