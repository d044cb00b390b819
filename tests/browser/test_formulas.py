"""The formulas that authors write, as Chromium shows them."""

import re

import pytest

from blog.models import BlogIndexPage
from tests.blog.document.formulas import FORMULAS
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.browser


def source_of(formula):
    """Return a formula under its name, as Markdown."""
    latex = formula["latex"]
    math = f"\n\n$$\n{latex}\n$$" if formula["display"] else f" ${latex}$"
    return f"{formula['name']}:{math}"


@pytest.fixture
def formulas(open_page, blog_url):
    """A post with all of them."""
    source = "\n\n".join(map(source_of, FORMULAS))
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(), title="Formulas", body=[("markdown", source)]
    )
    page = open_page(blog_url)
    page.goto(post.url)
    page.evaluate("document.fonts.ready")
    return page


def test_every_formula_is_drawn_and_none_is_left_as_text(formulas, shoot):
    assert formulas.locator(".document math").count() >= len(FORMULAS)
    assert formulas.locator(".formula-error").count() == 0
    text = formulas.locator(".document").inner_text()
    assert "$" not in text
    assert "\\" not in text
    if_empty = "element => [...element].filter(m => m.getBoundingClientRect().width < 4).length"
    assert formulas.locator(".document math").evaluate_all(if_empty) == 0
    formulas.set_viewport_size({"width": 1000, "height": 11_000})
    shoot(formulas, "all")


def test_brackets_grow_with_what_they_hold(formulas):
    """Without the math font they stay as they are."""
    assert formulas.evaluate("document.fonts.check('20px \"STIX Two Math\"', '∑')")
    heights = formulas.locator("math:has(mtable) mo").evaluate_all(
        """all => all.filter(mo => mo.textContent === "[")
        .map(mo => mo.getBoundingClientRect().height)"""
    )
    assert max(heights) > 80  # four rows


@pytest.mark.parametrize(
    ("text", "fonts"),
    [
        ("Größer als Café, naïve", ["roman", "roman-latin"]),
        ("Größer als ein Café", ["roman"]),
        (r"$\hat\alpha = \sqrt{\sum_i x_i^2} \in \mathbb{R}$", ["roman", "math"]),
        (r"$\mathcal{L}(\theta)$", ["roman", "math"]),
        (r"$\mathbf{x} \in \mathcal{X}$", ["roman", "math", "math-ext"]),
    ],
)
def test_a_post_asks_for_the_fonts_of_its_characters_alone(open_page, blog_url, text, fonts):
    parent = BlogIndexPage.objects.get()
    post = BlogPostPageFactory(parent=parent, title="A", body=[("markdown", text)])
    page = open_page(blog_url)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(post.url)
    page.wait_for_load_state("networkidle")
    found = {re.search(r"(?:serif|two)-([a-z-]+)\.woff2", url) for url in asked}
    assert {match[1] for match in found if match} == set(fonts)


def test_a_formula_wider_than_paper_is_set_smaller_there(open_page, blog_url):
    wide = " + ".join(f"a_{{{number}}} x^{{{number}}}" for number in range(30))
    source = f"$$\n{wide}\n$$\n\nIn a line: ${wide}$.\n\n$$\nx\n$$"
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(), title="Wide", body=[("markdown", source)]
    )
    page = open_page(blog_url)
    page.goto(post.url)
    page.pdf()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    formulas = page.locator(".equation math, p > math")
    column = page.locator(".document").bounding_box()
    assert formulas.count() == 3
    for formula in formulas.all():
        assert formula.bounding_box()["width"] <= column["width"]
    sizes = formulas.evaluate_all(
        "all => all.map(each => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert sizes[0] < sizes[2]
