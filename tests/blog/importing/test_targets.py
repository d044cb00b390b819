"""Links and images of a Markdown file: what is rewritten, what stays, what is never read."""

import pytest

from blog.importing.placeholders import place_links, place_pictures, without_placeholders
from tests.blog.importing.folders import SVG, TITLE, entry_of, png, told, values, write, write_file


def placed(entry) -> str:
    """Return the entry's Markdown with picture n as image 10+n and link n as page 20+n."""
    body = place_pictures(entry.body, [10 + n for n in range(len(entry.pictures))])
    body = place_links(body, {n: 20 + n for n in range(len(entry.links))})
    return "\n\n".join(block["value"] for block in body if block["type"] == "markdown")


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("see [x](other.md).", "see [x](page:20)."),
        ("[x](<other.md> 'T')", "[x](page:20 'T')"),
        ("[x](other.md#A-Part)", "[x](page:20#a-part)"),
        ("[x](other)", "[x](page:20)"),
        ("[x](./guide/../other.md?v=1)", "[x](page:20)"),
        ("[x](guide/)", "[x](page:20)"),
        ("[x](/docs/guide/first)", "[x](page:20)"),
        ("[x](a%20b.md)", "[x](page:20)"),
        ("[x][r]\n\n[r]: other.md 'T'", '[x](page:20 "T")'),
        ("[r][]\n\n[r]: other.md", "[r](page:20)"),
        ("[r]\n\n[r]: other.md", "[r](page:20)"),
        ("> - [x\n>   y](other.md)", "> - [x\n>   y](page:20)"),
        ("`[x](other.md)` [x](other.md)", "`[x](other.md)` [x](page:20)"),
        ("| a | b |\n|--|--|\n| [x](other.md) | [x](other.md) |",
         "| a | b |\n|--|--|\n| [x](page:20) | [x](page:20) |"),
        ("# [x](other.md) #", "# [x](page:20) #"),
        ("[![i](pic.png)](other.md)", "[![i](image:10)](page:20)"),
        ("text ![i *j*](pic.png 'T') [x](missing.md) end", "text ![i *j*](image:10 'T') x end"),
        ("![i][r] text\n\n[r]: pic.png 'T'", '![i](image:10 "T") text'),
        ("text ![the alt](gone.png)", "text the alt"),
        ("[a](#here) [b](https://b.example) [c](mailto:c@d.example) [d](//e.example)",
         "[a](#here) [b](https://b.example) [c](mailto:c@d.example) [d](//e.example)"),
        ("[me](post.md#part)", "[me](#part)"),
        ("[x](/about/)", "[x](/about/)"),
        ("a\n\n[^1]: [x](other.md)", "a\n\n[^1]: [x](page:20)"),
        ("a[^1]\n\n[^1]: [x](other.md)", "a[^1]\n\n[^1]: [x](page:20)"),
    ],
)  # fmt: skip
def test_addresses_are_rewritten_in_place(tmp_path, source, result):
    write(tmp_path, other="o", guide__index="g")
    write_file(tmp_path, "docs/01-guide/02-first.md", "f")
    write_file(tmp_path, "a b.md", "ab")
    write_file(tmp_path, "pic.png", png())
    assert placed(entry_of(tmp_path, TITLE + source)) == result


def test_a_paragraph_of_one_local_image_is_a_figure(tmp_path):
    write_file(tmp_path, "images/a.png", png())
    entry = entry_of(
        tmp_path, f"{TITLE}before\n\n![An *alt*](images/a.png 'Cap')\n\n![](images/a.png)\n"
    )
    first, second = place_pictures(values(entry, "figure"), [7])
    assert first["image"] == {"image": 7, "alt_text": "An alt", "decorative": False}
    assert first["caption"] == "Cap"
    assert second["image"] == {"image": 7, "alt_text": "", "decorative": True}
    assert [picture.description for picture in entry.pictures] == ["An alt"]


def test_remote_images_stay_and_are_told(tmp_path):
    entry = entry_of(tmp_path, f"{TITLE}![a](https://a.example/x.png)\n")
    assert placed(entry) == "![a](https://a.example/x.png)"
    assert any("remote picture" in what for what in told(entry))


def test_local_images_in_raw_html_are_told(tmp_path):
    entry = entry_of(tmp_path, f'{TITLE}<p><img alt="" src="a.png"></p>\n\nx <img src="b.png">\n')
    assert [note.detail for note in entry.remarks] == ["a.png", "b.png"]


def test_files_outside_the_folder_are_never_read(tmp_path):
    outside = write_file(tmp_path, "secret.png", png())
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.png").symlink_to(outside)
    (folder / "loop.png").symlink_to(folder / "loop.png")
    source = "![a](../secret.png) ![b](link.png) ![c](..%2Fsecret.png) ![d](..\\\\secret.png)"
    rest = f"![e](loop.png) ![f](/../secret.png) ![g]({outside})"
    entry = entry_of(folder, f"{TITLE}{source} {rest}")
    assert entry.pictures == []
    assert placed(entry) == "a b c d e f g"


def test_covers_obey_the_same_rules(tmp_path):
    write_file(tmp_path, "ok.png", png())
    assert entry_of(tmp_path, "---\ncover: ok.png\ncover_alt: A\n---\n").cover.description == "A"
    for cover in ("../x.png", "/etc/passwd", "https://a.example/x.png", "gone.png", "x\\0.png"):
        entry = entry_of(tmp_path, f'---\ncover: "{cover}"\n---\n'.replace("\\0", "\\\\0"))
        assert entry.cover is None
        assert entry.remarks


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b""),
        ("a.png", b"not an image"),
        ("a.png", png(size=(500, 500))[:100]),
        ("a.svg", b"<svg"),
        ("a.bmp", b"BM"),
        ("a.txt", b"text"),
    ],
)
def test_images_the_library_would_not_take_are_told(tmp_path, name, data):
    write_file(tmp_path, name, data)
    entry = entry_of(tmp_path, f"{TITLE}![alt]({name})")
    assert entry.pictures == []
    assert placed(entry) == "alt"
    assert told(entry)


def test_images_past_the_limits_are_told(tmp_path, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    write_file(tmp_path, "a.png", png(size=(11, 10)))
    assert entry_of(tmp_path, f"{TITLE}![alt](a.png)").pictures == []
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    assert told(entry_of(tmp_path, f"{TITLE}![alt](a.png)")) == {
        "picture that the library does not take"
    }


def test_a_bomb_of_pixels_is_not_decoded(tmp_path, settings):
    write_file(tmp_path, "a.png", png(size=(11, 10)))
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10
    assert entry_of(tmp_path, f"{TITLE}![alt](a.png)").pictures == []


def test_svg_is_taken(tmp_path):
    write_file(tmp_path, "a.svg", SVG)
    assert len(entry_of(tmp_path, f"{TITLE}![alt](a.svg)").pictures) == 1


def test_marks_cannot_be_forged(tmp_path):
    entry = entry_of(tmp_path, f"{TITLE}x \ue000picture:0\ue001 \ue000opening:0\ue001\0")
    assert values(entry, "markdown") == ["x picture:0 opening:0"]
    assert without_placeholders("a\0\ue000b\ue001") == "ab"


def test_what_a_title_says_stays_without_its_picture_or_link(tmp_path):
    entry = entry_of(tmp_path, '# T\n\n![alt](gone.png "its words") [a](gone.md "more\nwords")')
    (text,) = values(entry, "markdown")
    assert "alt (its words)" in text
    assert "more\nwords" in text or "a (more words)" in text
