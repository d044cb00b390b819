import pytest
from bs4 import BeautifulSoup

from blog.document.document import Document, Problem
from blog.rendering.layout import SHELL_IDS
from tests.blog.markdown.rendering import build, render_markdown
from tests.factories import BlogPostPageFactory, ImageFactory

LABELLED = """## Where it starts {#sec:start}

See [@fig:loss], [@tbl:sizes], [@lst:step], [@eq:loss] and [@sec:start].

![A curve](image:1 "Loss by epoch"){#fig:loss}

| a | b |
|---|---|
| 1 | 2 |

: Sizes of models {#tbl:sizes}

```python caption="One step" {#lst:step}
step()
```

$$
x = 1
$$ {#eq:loss}
"""


def test_references_resolve_over_the_post_forwards_too():
    html = BeautifulSoup(build(("markdown", LABELLED)).html, "html.parser")
    links = {link["href"]: link.text for link in html.select("a.reference")}
    assert links == {
        "#fig-loss": "Figure 1",
        "#tbl-sizes": "Table 1",
        "#lst-step": "Listing 1",
        "#eq-loss": "(1)",
        "#sec-start": "Where it starts",
    }
    named = [html.find(id=href.removeprefix("#")) for href in links]
    assert [tag.name for tag in named] == ["a", "a", "figure", "mtd", "h2"]


def test_numbers_run_over_all_blocks_by_kind():
    image = {"image": None, "alt_text": "", "decorative": True}
    document = build(
        ("figure", {"image": image, "caption": "First", "label": "fig:one"}),
        ("markdown", '![](image:1 "Second")'),
        ("gallery", {"images": [], "caption": "Third"}),
        ("table", {"caption": "Sizes {#tbl:x}", "columns": [{"type": "text", "heading": "A"}],
                   "rows": [{"values": ["1"]}]}),
        ("code", {"language": "python", "code": "x", "caption": "Code"}),
        ("markdown", "[@fig:one] [@tbl:x]"),
    )  # fmt: skip
    assert [(each.kind, each.number) for each in document.numbered] == [
        ("figure", "1"), ("figure", "2"), ("figure", "3"), ("table", "1"), ("listing", "1"),
    ]  # fmt: skip
    assert "Table 1" in document.text


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("See [@fig:none].", Problem("label", "fig:none")),
        ("[here](#nowhere)", Problem("anchor", "#nowhere")),
        (
            "<a href='#nowhere'><table><tr><td>[b](/)</td></tr></table></a>",
            Problem("anchor", "#nowhere"),
        ),
        ("## A {#sec:x}\n\n## B {#sec:x}", Problem("duplicate", "sec:x")),
        ("```klingon\nx\n```", Problem("language", "klingon")),
    ],
)
def test_what_is_wrong_is_listed_with_its_block(source, problem):
    (found,) = build(("markdown", "Fine."), ("markdown", source)).problems
    assert (found.kind, found.detail) == (problem.kind, problem.detail)
    assert found.block_id == "00000002-0000-4000-8000-000000000000"


@pytest.mark.parametrize("source", ["[up](#top)", "[up](#Top)", "[up](#)", "```txt\nx\n```"])
def test_what_browsers_and_writers_know_is_no_problem(source):
    assert build(("markdown", source)).problems == ()


def test_a_bad_formula_shows_in_place_and_is_listed():
    document = build(("markdown", r"Good $x$, bad $\frac{a}{$, price $5."))
    (problem,) = document.problems
    assert problem.kind == "formula"
    assert problem.detail == r"\frac{a}{"
    assert problem.message
    assert 'class="formula-error"' in document.html
    assert "price $5" in document.html


@pytest.mark.parametrize(
    "text",
    ["$5 and $6", "US$5 to CA$6", "`$HOME` and $HOME/bin:$PATH", "5$ or 6$", "a $ b $ c",
     r"\$x\$", "cost: $1,000–$2,000.", r"\[1\] below"],
)  # fmt: skip
def test_prices_shell_and_escapes_stay_text(text):
    assert "<math" not in render_markdown(text)


@pytest.mark.parametrize(
    ("source", "display"),
    [("$a_1 * b_2$ and *c*", False), (r"\(a_b\)", False), (r"\[a = b\]", True), ("$$a$$", True),
     ("$$\na\n$$", True), ("\\[\na\n\\]", True), ("$`a`$", False), ("```math\na\n```", True),
     ("\\begin{align}\na &= b\n\\end{align}", True), ("text $$a = b$$ text", True)],
)  # fmt: skip
def test_formulas_in_every_delimiter(source, display):
    html = render_markdown(source)
    assert html.count("<math") == 1
    assert ('display="block"' in html) is display


def test_sections_are_a_tree_with_text_and_code():
    document = build(
        (
            "markdown",
            "Opening.\n\n## One\n\nText `a`.\n\n```python\nx = 1\n```\n\n### Below\n\nDeep.",
        ),
        ("code", {"language": "python", "code": "y = 2", "output": "2"}),
        ("markdown", "## Two\n\nEnd."),
    )
    root = document.section
    assert (root.text, [each.title for each in root.sections]) == ("Opening.", ["One", "Two"])
    one = root.sections[0]
    assert (one.text, one.code.strip()) == ("Text a.", "x = 1")
    assert [(each.title, each.text, each.code) for each in one.sections] == [
        ("Below", "Deep.", "y = 2\n\n2")
    ]


def test_the_text_of_a_section_keeps_the_borders_of_items_and_cells():
    items, table = "- a *b*\n- c\n  - d", "| h | i |\n|---|---|\n| j | `k` |"
    source = f"One\ntwo.\n\n{items}\n\n{table}\n\nEnd[^1].\n\n[^1]: Note."
    document = build(("markdown", source))
    assert document.section.text == "One two.\na b\nc\nd\nh\ti\nj\tk\nEnd.\nNote."
    assert document.excerpt == "One two. a b c d h i j k End. Note."


@pytest.mark.parametrize(
    "inside",
    ["```python\nx = 1\n```", "$$\nx\n$$ {#eq:x}", '![](image:1 "F"){#fig:x}', "a[^1]\n\n[^1]: n"],
)
def test_an_open_comment_swallows_nothing(inside):
    document = build(("markdown", f"Before.\n\n<details><!--\n\n{inside}"), ("markdown", "After."))
    assert "&lt;details&gt;&lt;!--" in document.html
    assert "After." in document.html
    assert any((document.numbered, document.listings, document.notes, "<math" in document.html))


@pytest.mark.parametrize("latex", [r"$$\frac{a}{$$ {#eq:x}", r"$$\frac{\label{eq:x}$$"])
def test_a_reference_to_a_formula_that_fails_is_no_second_problem(latex):
    document = build(("markdown", f"{latex}\n\nSee [@eq:x] and [@eq:y]."))
    found = [(each.kind, each.detail) for each in document.problems if each.kind != "formula"]
    assert found == [("label", "eq:y")]


def test_a_stored_label_cannot_end_an_attribute():
    label = 'x"><img src=x onerror=alert(1)>'
    image = {"image": None, "alt_text": "", "decorative": True}
    document = build(
        ("figure", {"image": image, "caption": "c", "label": label}),
        ("gallery", {"images": [], "caption": "c", "label": label + "b"}),
        ("code", {"language": "python", "code": "x", "caption": "c", "label": label + "c"}),
        ("math", {"latex": "x", "label": label + "d"}),
    )
    tags = BeautifulSoup(document.html, "html.parser").find_all(True)
    assert not [tag for tag in tags if tag.name == "img" or "onerror" in tag.attrs]
    assert "onerror=" not in BeautifulSoup(document.html, "html.parser").figure["id"]


@pytest.mark.parametrize(
    ("source", "name"),
    [("## A *b*", "A b"), ("## A `b` $x$", "A b x"), ("## A {#sec:a}", "A"), ("A\n=", "A")],
)
def test_a_heading_is_a_link_to_itself_and_named_by_its_words(source, name):
    heading = BeautifulSoup(build(("markdown", source)).html, "html.parser").find(["h1", "h2"])
    link = heading.select_one("a.title-link")
    assert (link["href"], link.text, heading.text) == (f"#{heading['id']}", name, name)


@pytest.mark.parametrize(
    "source",
    [
        "## A [b](/c/)",
        "## A[^1]\n\n[^1]: N.",
        "## A [@sec:b]",
        "## A @key",
        "## <details>A</details>",
    ],
)
def test_a_heading_that_holds_links_has_a_mark_which_is_not_heard(source):
    heading = BeautifulSoup(build(("markdown", source)).html, "html.parser").h2
    assert not heading.select("a a, a.title-link")
    link = heading.select_one("a.anchor")
    assert (link["href"], link["aria-hidden"]) == (f"#{heading['id']}", "true")


def test_every_block_can_be_linked():
    code = {"language": "text", "code": "c"}
    document = build(("markdown", "a"), ("quote", {"text": "b"}), ("code", code))
    html = BeautifulSoup(document.html, "html.parser")
    ids = [tag["id"] for tag in html.find_all(id=True)]
    assert ids == ["b-00000001", "b-00000002", "b-00000003"]


def test_ids_are_stable_when_unrelated_text_changes():
    before = build(("markdown", "## Setup\n\nText."), ("markdown", "## Results"))
    after = build(("markdown", "## Setup\n\nOther text.\n\n## New"), ("markdown", "## Results"))
    assert {each.id for each in before.headings} < {each.id for each in after.headings}


@pytest.mark.django_db
def test_a_document_reads_back_from_json():
    image = ImageFactory()
    document = build(("markdown", LABELLED.replace("image:1", f"image:{image.pk}")))
    assert Document.from_json(document.to_json(), html=document.html) == document
    assert document.pictures[0].image_id == image.pk


@pytest.mark.django_db
def test_the_page_around_a_text_has_the_ids_that_are_kept_from_it(client, blog):
    body = [("markdown", "## Content\n\nText.")]
    post = BlogPostPageFactory(parent=blog, body=body, checked_on="2026-01-31")
    page = BeautifulSoup(client.get(post.url).content, "html.parser")
    page.select_one(".document").decompose()
    assert {element["id"] for element in page.find_all(id=True)} == SHELL_IDS
