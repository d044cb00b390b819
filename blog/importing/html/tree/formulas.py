"""Finds formulas in HTML as programs leave them there: KaTeX, MathJax, Wikipedia, WordPress.com."""

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag

from blog.importing.html.tree.page import classes, living, value

# The tag that stands in a settled tree for a formula: its text is LaTeX.
FORMULA = "tex"

_TEX_SCRIPT = re.compile(r"math/(?:tex|latex)", re.IGNORECASE)
_TEX = re.compile(r"application/x-(?:tex|latex)", re.IGNORECASE)
# What MathJax 2 draws beside the script that holds the formula.
_DRAWN = {"MathJax", "MathJax_Preview", "MathJax_Display", "MathJax_SVG", "MathJax_CHTML"}
_WHOLE = {"katex", "katex-display", "mwe-math-element", "math-container"}
_DISPLAYSTYLE = re.compile(r"\{\\displaystyle\s*(.*)\}", re.DOTALL)


def settle_formulas(soup: BeautifulSoup) -> None:
    """Replace every formula of a tree whose LaTeX is known by a `tex` tag."""
    for tag in living(soup.find_all("script", type=_TEX_SCRIPT)):
        is_display = "display" in value(tag, "type")
        tag.replace_with(_formula(soup, tag.get_text(), is_display=is_display))
    for tag in living(soup.find_all(lambda tag: _DRAWN.intersection(classes(tag)))):
        # Where there is no script, MathML for screen readers is all that tells the formula.
        math = tag.find("math")
        if math is None or tag.find_next_sibling(FORMULA):
            tag.decompose()
        else:
            tag.replace_with(math.extract())
    for tag in living(soup.find_all("annotation", encoding=_TEX)):
        _settle_annotation(soup, tag)
    for tag in living(soup.find_all("img")):
        if latex := _latex_of_picture(tag):
            tag.replace_with(_formula(soup, latex, is_display=False))


def _settle_annotation(soup: BeautifulSoup, annotation: Tag) -> None:
    """Replace all that one formula is drawn by: MathML, HTML and a picture."""
    math = annotation.find_parent("math")
    if math is None or math.parent is None:
        return
    is_display = value(math, "display") == "block"
    whole = math
    for parent in math.parents:
        if _WHOLE.intersection(classes(parent)) or parent.name == "mjx-container":
            whole = parent
            is_display = is_display or "katex-display" in classes(parent)
    latex = annotation.get_text().strip()
    if match := _DISPLAYSTYLE.fullmatch(latex):
        latex = match[1]
    whole.replace_with(_formula(soup, latex, is_display=is_display))


def _latex_of_picture(image: Tag) -> str:
    if {"latex", "mwe-math-fallback-image-inline", "tex"}.intersection(classes(image)):
        return value(image, "alt")
    address = urlsplit(value(image, "src")) if "latex.php" in value(image, "src") else None
    return parse_qs(address.query).get("latex", [""])[0] if address else ""


def _formula(soup: BeautifulSoup, latex: str, *, is_display: bool) -> Tag:
    tag = soup.new_tag(FORMULA, display="block" if is_display else "inline")
    tag.string = latex.strip()
    return tag
