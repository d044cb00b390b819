"""Pictures that are written into a text."""

import base64

import pytest

from blog.importing.files.embedded import Embedded, data_of
from tests.blog.importing.folders import SVG, TITLE, entry_of, png, told, values

ADDRESS = f"data:image/png;base64,{base64.b64encode(png((9, 9, 9), (300, 300))).decode()}"


@pytest.mark.parametrize(
    "source",
    [
        f"![alt]({ADDRESS})",
        f'<img alt="alt" src="{ADDRESS}">',
        f"<img alt='alt' src='{ADDRESS}\n'>",
        f"![alt][r]\n\n[r]: {ADDRESS}",
    ],
)
def test_a_picture_in_the_text_becomes_a_figure(tmp_path, source):
    entry = entry_of(tmp_path, TITLE + source)
    (figure,) = values(entry, "figure")
    assert figure["image"]["alt_text"] == "alt"
    assert [picture.name for picture in entry.pictures] == ["embedded.png"]
    assert entry.pictures[0].read().startswith(b"\x89PNG")


def test_a_long_one_in_a_long_text_is_still_read(tmp_path):
    longer = base64.b64encode(png("red", (16, 9)) + b"\0" * 600_000).decode()
    entry = entry_of(tmp_path, f"{TITLE}text ![alt](data:image/png;base64,{longer}) text")
    assert len(entry.pictures) == 1
    assert "base64" not in str(entry.body)


def test_a_drawing_is_taken_too(tmp_path):
    packed = base64.b64encode(SVG).decode()
    entry = entry_of(tmp_path, f"{TITLE}![a](data:image/svg+xml;base64,{packed})")
    assert [picture.name for picture in entry.pictures] == ["embedded.svg"]


def test_in_code_it_stays_as_it_was_typed(tmp_path):
    entry = entry_of(tmp_path, f"{TITLE}```html\n<img src='{ADDRESS}'>\n```\n\n`{ADDRESS}`\n")
    assert values(entry, "code")[0]["code"] == f"<img src='{ADDRESS}'>"
    assert values(entry, "markdown") == [f"`{ADDRESS}`"]
    assert entry.pictures == []


@pytest.mark.parametrize("body", ["base64,####", "base64,AAAA", "base64,"])
def test_what_is_no_picture_is_told(tmp_path, body):
    entry = entry_of(tmp_path, f'{TITLE}<img alt="words" src="data:image/png;{body}=========">')
    assert entry.pictures == []
    assert told(entry)


def test_stand_ins_cannot_be_forged():
    first = Embedded()
    taken = first.taken_out(f"x {ADDRESS}")
    assert Embedded().address(taken.removeprefix("x ")) is None
    assert first.put_back([{"value": taken}]) == [{"value": f"x {ADDRESS}"}]


def test_data_is_unpacked_as_browsers_do():
    assert data_of("data:image/gif;base64,R0lG\nODlh") == b"GIF89a"
    assert data_of("data:image/svg+xml,%3Csvg/%3E") == b"<svg/>"
    assert data_of("data:image/gif;base64") is None
