import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.social_cards import lettering
from blog.social_cards.lettering import ELLIPSIS, MissingFontError, Type, has_glyph, legible

SCRIPTS = [
    "Watching for drift",
    "Größe, œuvre, Łódź, Åsa & Ñandú — “quoted” … 50 %",
    "Почему ошибка видна позже: ґ, є, ў",
    "Γιατί η απόκλιση φαίνεται πρώτα",
    "Tại sao độ lệch dữ liệu xuất hiện trước lỗi",
    "From ∇L to λ → ∞ in ℝ, x ≤ y",
]
WITHOUT_GLYPHS = [
    "日本語のタイトル",
    "機械学習",
    "모델",
    "تعلم الآلة",
    "למידת מכונה",
    "यंत्र",
    "ทดสอบ",
    "C 語言",
]


@pytest.mark.parametrize("text", SCRIPTS)
def test_our_fonts_have_the_letters_of_many_languages(text):
    assert legible(text) == text


@pytest.mark.parametrize("text", WITHOUT_GLYPHS)
def test_a_text_that_would_show_boxes_is_left_out(own_fonts_alone, text):
    assert legible(text) == ""


@pytest.mark.parametrize("text", ["تعلم الآلة", "למידת מכונה של Python"])
def test_the_systems_font_sets_a_joined_script_as_a_whole(text):
    if not any("DejaVu" in path for path in lettering._system_fonts()):
        pytest.skip("no DejaVu here")
    assert legible(text) == text
    assert lettering.is_rtl(text)
    assert [run for _face, run in Type(40).runs(text)] == [text]


def test_what_a_system_font_lacks_is_left_out():
    assert legible("\u1bc00 \U0001e000") == ""


def test_a_text_of_our_own_fonts_is_set_by_them():
    assert lettering._whole_font("From ∇L to λ") is None
    assert not lettering.is_rtl("From ∇L to λ")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ship it 🚀", "Ship it"),
        ("👩🏽‍💻 Notes 🇩🇪", "Notes"),
        ("1️⃣ first", "1 first"),
        ("a\u202eb\u200b\x00c", "abc"),
        ("  two\n\tlines ", "two lines"),
        ("🎉", ""),
        ("ⁿ and ﬁne", "n and fine"),
        ("e\u0301tude", "étude"),
        ("© ™ °", "© ™ °"),
        ("", ""),
    ],
)
def test_emoji_and_unseen_signs_are_left_out(text, left):
    assert legible(text) == left


@settings(deadline=None)
@given(st.text(max_size=300))
def test_what_is_legible_has_a_glyph_for_every_letter(text):
    assert all(map(has_glyph, legible(text)))


WORDS = st.lists(st.text("abcdefiéłжλW", min_size=1, max_size=60), min_size=1, max_size=20)


@settings(deadline=None)
@given(WORDS, st.sampled_from([46, 76, 116]))
def test_no_line_runs_too_wide_and_no_letter_is_lost(words, size):
    kind, text = Type(size), " ".join(words)
    for lines in (kind.lines(text, 900), kind.balanced(text, 900)):
        assert max(map(kind.width, lines)) <= 900
        assert "".join(lines).replace(" ", "") == "".join(words)


def test_lines_are_about_equally_long():
    kind = Type(76)
    text = "A post-mortem template that gets filled in"
    lines = kind.balanced(text, 912)
    assert len(lines) == len(kind.lines(text, 912)) == 2
    first, second = map(kind.width, lines)
    assert abs(first - second) < 0.35 * first


def test_a_text_is_cut_between_words():
    kind = Type(36)
    cut = kind.cut("All that can be said about it, at length", 300)
    assert cut.endswith(ELLIPSIS)
    assert cut[:-1] == "All that can be"
    assert kind.width(cut) <= 300
    assert kind.cut("x" * 200, 300).endswith("x" + ELLIPSIS)
    assert kind.cut("short", 300) == "short"


def test_a_font_that_is_gone_says_so(monkeypatch):
    monkeypatch.setattr("blog.social_cards.lettering.MATH_FONTS", ("fonts/none.woff2",))
    with pytest.raises(MissingFontError):
        Type(41).width("a")
