import pytest

from tests.blog.blocks.values import CAPTIONS, VIDEO
from tests.blog.importing.folders import TITLE, entry_of, kinds, png, told, values, write_file


@pytest.mark.parametrize(
    ("attributes", "is_inverted"),
    [("", None), ("{.invert}", True), ("{.dark-invert}", True), ("{: .skin-invert}", True)],
)
def test_a_picture_that_is_inverted_is_a_figure_that_is(tmp_path, attributes, is_inverted):
    write_file(tmp_path, "p.png", png())
    entry = entry_of(tmp_path, f'{TITLE}![a](p.png "Words."){attributes}\n')
    (value,) = values(entry, "figure")
    assert (value["caption"], value.get("is_inverted")) == ("Words.", is_inverted)


def test_a_picture_with_other_attributes_stays_in_its_text(tmp_path):
    write_file(tmp_path, "p.png", png())
    entry = entry_of(tmp_path, f"{TITLE}![a](p.png){{.invert .wide}}\n")
    assert kinds(entry) == ["markdown"]


TAG = "<video src='talk.mp4' poster='p.png' title='It freezes' autoplay>"


def keep(folder, files):
    for name, data in files.items():
        write_file(folder, name, data)


@pytest.mark.parametrize(
    ("typed", "title", "has_poster", "has_captions"),
    [
        ("[It freezes](talk.mp4)", "It freezes", False, False),
        ("[![It freezes](p.png)](talk.mp4)", "It freezes", True, False),
        ("[It freezes](talk.mp4) [Captions](talk.vtt)", "It freezes", False, True),
        ("[![It freezes](p.png)](talk.mp4)\n[CC](talk.vtt)", "It freezes", True, True),
        (f"{TAG}<track kind='captions' src='talk.vtt'></video>", "It freezes", True, True),
        (f"<figure>\n{TAG}\n</video>\n</figure>", "It freezes", True, False),
        ("<video><source src='talk.mp4'></video>", "talk.mp4", False, False),
    ],
)  # fmt: skip
def test_a_link_to_a_video_file_alone_is_a_video(tmp_path, typed, title, has_poster, has_captions):
    keep(tmp_path, {"p.png": png(), "talk.mp4": VIDEO, "talk.vtt": CAPTIONS})
    entry = entry_of(tmp_path, f"{TITLE}Before.\n\n{typed}\n\nAfter.\n")
    assert kinds(entry) == ["markdown", "video", "markdown"]
    (value,) = values(entry, "video")
    assert value["title"] == title
    assert ("poster" in value, "captions" in value) == (has_poster, has_captions)
    names = [each.name for each in entry.attachments]
    assert names == ["talk.mp4"] + ["talk.vtt"] * has_captions


@pytest.mark.parametrize(
    "typed",
    [
        "See [it](talk.mp4).",
        "[it](talk.mp4) and [that](talk.mp4)",
        "[it](talk.mp4) [that](p.png)",
        "[it ![x](p.png)](talk.mp4)",
        "- [it](talk.mp4)",
    ],
)
def test_a_link_among_words_stays_one(tmp_path, typed):
    keep(tmp_path, {"p.png": png(), "talk.mp4": VIDEO})
    assert kinds(entry_of(tmp_path, f"{TITLE}{typed}\n")) == ["markdown"]


def test_a_file_that_is_no_video_is_told_and_left_out(tmp_path):
    keep(tmp_path, {"talk.mp4": b"<script>alert(1)</script>"})
    entry = entry_of(tmp_path, f"{TITLE}[It freezes](talk.mp4)\n")
    assert (kinds(entry), entry.attachments) == (["markdown"], [])
    assert "linked file that becomes no document" in told(entry)
