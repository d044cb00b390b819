"""Every payload in every text of every block, of the page and of its names, in a real browser."""

import re
from itertools import cycle, islice

import pytest
from django.utils.html import escape

from blog.blocks.body import BODY_BLOCKS
from blog.blocks.text import RichTextBlock
from blog.change_notes.tasks import make_comparison
from blog.models import BlogIndexPage, PageProblem, PublishedVersion, SiteIdentity
from blog.models.changes.published_version import ChangeKind
from blog.models.links.outbound_link import BROKEN
from tests.blog.link_health.links import broken_link
from tests.blog.markdown.hostile_blocks import blocks_of
from tests.blog.markdown.payloads import PAYLOADS
from tests.blog.markdown.rendering import body_of
from tests.factories import (
    AuthorFactory,
    BlogPostPageFactory,
    ImageFactory,
    SeriesFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.browser

CHUNK = 52
COUNT_HITS = "window.hits = 0; window.hit = () => { window.hits += 1; return ''; };"
# Sets off what waits for a reader, and looks for what would run at another time.
PROVOKE = r"""(places) => {
  const found = [];
  const script = /^[\x00-\x20]*(?:javascript|vbscript|data):/i;
  const addresses = ["action", "cite", "data", "formaction", "href", "poster", "src", "srcset"];
  const events = ["mouseover", "mouseenter", "focus", "focusin", "toggle", "pointerover", "wheel"];
  document.addEventListener("click", (event) => event.preventDefault(), true);
  for (const element of document.querySelectorAll(places)) {
    for (const { name, value } of element.attributes)
      if (/^on|^style$|^srcdoc$/i.test(name) || (addresses.includes(name) && script.test(value)))
        found.push(`${element.tagName} ${name}=${value}`);
    for (const type of events) element.dispatchEvent(new Event(type, { bubbles: true }));
    if (element.matches("a, button, summary, input"))
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
  return found;
}"""


@pytest.fixture
def reader(open_page, blog_url):
    """A page in which `hit()` is counted."""

    def reader(username=None):
        page = open_page(blog_url, username)
        page.add_init_script(COUNT_HITS)
        return page

    return reader


def holds_rich_text(block):
    children = getattr(block, "child_blocks", {}).values()
    return isinstance(block, RichTextBlock) or any(map(holds_rich_text, children))


def joined(payloads, limit):
    """Return as many payloads as a field of so many characters takes, as one line."""
    text = ""
    for payload in payloads:
        line = " ".join(payload.replace("\0", "").split())
        if len(text) + len(line) < limit:
            text += f" {line}"
    return text.strip()


def poisoned_post(payloads, body):
    """Publish a post whose title, names and pictures are payloads too."""
    author = AuthorFactory(
        name=joined(payloads, 100), portrait=ImageFactory(title=joined(payloads, 200))
    )
    tag, series = TagFactory(name=joined(payloads, 90)), SeriesFactory(name=joined(payloads, 90))
    return BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(),
        title=joined(payloads[::-1], 250),
        teaser=joined(payloads, 290),
        search_description=joined(payloads, 290),
        cover=ImageFactory(title=joined(payloads, 250), description=joined(payloads, 250)),
        authors=[author],
        tags=[tag],
        series=series,
        body=body,
    )


def assert_harmless(page, address):
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(PROVOKE, "main *") == [], address
    page.wait_for_timeout(100)
    assert page.evaluate("window.hits") == 0, address


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), CHUNK))
def test_no_payload_runs_before_a_reader(reader, start):
    # PostgreSQL holds no null characters, and Wagtail's forms refuse them.
    payloads = [payload.replace("\0", "") for payload in PAYLOADS[start : start + CHUNK]]
    post = poisoned_post(payloads, list(blocks_of(payloads)))
    page = reader()
    assert_harmless(page, post.url)
    # The page is whole: its foot stands where it always does.
    assert page.evaluate("document.querySelector('body > footer') !== null")


def test_no_payload_runs_in_listings_and_search(reader):
    identity = SiteIdentity.objects.first()
    identity.name, identity.tagline = joined(PAYLOADS, 80), joined(PAYLOADS, 160)
    identity.save()
    post = poisoned_post(PAYLOADS, [("markdown", "Text.")])
    page = reader()
    index = post.get_parent()
    topics = [*post.authors, *post.shown_tags, post.series]
    addresses = ["/", index.url, *(post.blog_url() + each.post_list_path for each in topics)]
    for address in [*addresses, "/search/?q=hit", "/search/?q=%3Csvg+onload%3Dhit()%3E"]:
        assert_harmless(page, address)


def test_no_payload_runs_in_an_editors_session(reader, shoot):
    UserFactory(username="editor", group="Editors")
    whole = "\n\n".join(each.replace("\0", "") for each in PAYLOADS)
    # Wagtail's visual editor stores well-formed HTML only, and reads nothing else.
    rich = {name for name, block in BODY_BLOCKS if holds_rich_text(block)}
    assert len(rich) >= 3
    others = [(name, value) for name, value in blocks_of(PAYLOADS[:2]) if name not in rich]
    body = [
        ("markdown", whole[:40_000]),
        ("rich_text", f"<p>{escape(joined(PAYLOADS, 20_000))}</p>"),
        *others,
    ]
    post = poisoned_post(PAYLOADS, body)
    first = post.save_revision()
    post.body = body_of(*body, ("markdown", joined(PAYLOADS, 2_000)))
    second = post.save_revision()
    page = reader("editor")
    edit = f"/admin/pages/{post.pk}/edit/"
    page.goto(edit)
    page.locator(".CodeMirror").first.wait_for()
    for shortcut in ("Control+p", "F9"):
        page.locator(".CodeMirror").first.click()
        page.keyboard.press(shortcut)
    shoot(page, "editor")
    assert page.evaluate("window.hits") == 0
    others = [
        f"/admin/pages/{post.get_parent().pk}/",
        f"/admin/pages/{post.pk}/history/",
        f"/admin/pages/{post.pk}/revisions/compare/{first.pk}...{second.pk}/",
        f"{edit}preview/",
    ]
    for address in others:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hits") == 0, address


def test_no_payload_runs_in_comparison_problems_and_report(reader):
    UserFactory(username="editor", group="Editors")
    lines = one_line_payloads()
    lines = list(dict.fromkeys(line for line in lines if "```" not in line))[:205]
    post = poisoned_post(lines, list(listings_of(lines)))
    first = post.save_revision()
    post.body = body_of(*listings_of(f"{line} again" for line in lines))
    post.title, post.teaser = joined(lines, 250), joined(lines[::-1], 290)
    second = post.save_revision()
    kept = [
        PageProblem(page=post, kind=f"{number} {line}"[:20], count=1, detail=line, address=line)
        for number, line in enumerate(lines)
    ]
    PageProblem.objects.bulk_create(kept)
    edit = f"/admin/pages/{post.pk}/edit/"
    compare = f"/admin/pages/{post.pk}/revisions/compare/{first.pk}...{second.pk}/"
    page = reader("editor")
    problems = text_of_harmless(page, edit, "[data-problems] *", ".problem__detail")
    comparison = text_of_harmless(page, compare, "main *", "main")
    report = [
        text_of_harmless(page, f"/admin/reports/problems/?p={n}", "main table *", "td")
        for n in range(1, 6)
    ]
    for place in (problems, comparison, " ".join(report)):
        assert_shown(lines, place)


def test_no_payload_runs_in_change_notes(reader):
    UserFactory(username="editor", group="Editors")
    lines = [line for line in one_line_payloads() if "```" not in line][:205]
    post = poisoned_post(lines, list(listings_of(lines)))
    PublishedVersion.of_page(post).save()
    post.body = body_of(*listings_of(f"{line} again" for line in lines))
    post.title, post.teaser = joined(lines[::-1], 250), joined(lines[::-1], 290)
    post.save()
    kinds = (ChangeKind.CORRECTION, ChangeKind.RETRACTION, ChangeKind.DEFAULT)
    for line, kind in zip(lines, cycle(kinds), strict=False):
        version = PublishedVersion.of_page(post)
        version.note, version.kind, version.is_listed = line, kind, True
        version.save()
    make_comparison.func(PublishedVersion.objects.of(post).last().pk + 1)
    post.read_changes()
    post.save_changes()
    post.change_note, post.change_kind = "\n".join(lines), "correction"
    post.save_revision()
    compared = PublishedVersion.objects.of(post).comparable().get()

    page = reader()
    at_the_top = text_of_harmless(page, post.url, "main *", ".change")
    assert sum(line in at_the_top for line in lines) >= 10
    notes = text_of_harmless(page, f"{post.url}changes/", "main *", ".change")
    comparison = text_of_harmless(page, f"{post.url}changes/{compared.pk}/", "main *", "main")
    page = reader("editor")
    edit = f"/admin/pages/{post.pk}/edit/"
    listed = text_of_harmless(page, f"/admin/pages/{post.pk}/change-notes/", "main table *", "td")
    text_of_harmless(page, edit, "[data-contentpath=change_note] :not(textarea)", "main")
    typed = page.locator("#id_change_note").input_value()
    for place in (notes, comparison, listed, " ".join(typed.split())):
        assert_shown(lines, place)


def test_no_payload_runs_in_the_report_of_links(reader):
    UserFactory(username="editor", group="Editors")
    lines = one_line_payloads()[:205]
    post = poisoned_post(lines, [("markdown", "Text.")])
    for number, line in enumerate(lines):
        url = f"https://{number}.example/{line}"
        broken_link(post, url=url, answer=line, state=BROKEN[number % len(BROKEN)])
    page = reader("editor")
    report = [
        text_of_harmless(page, f"/admin/reports/links/?p={n}", "main table *", "td")
        for n in range(1, 6)
    ]
    assert_shown([f"/{line}" for line in lines], " ".join(report))
    assert_shown(lines, " ".join(report))


def one_line_payloads():
    """Return each payload once as a line."""
    lines = (" ".join(each.replace("\0", "").split()) for each in PAYLOADS)
    return list(dict.fromkeys(filter(None, lines)))


def text_of_harmless(page, address, places, texts):
    """Return what a page shows in some elements, once nothing runs in others."""
    page.goto(address)
    page.wait_for_load_state("load")
    assert page.locator(places).count(), address
    assert page.evaluate(PROVOKE, places) == [], address
    found = "\n".join(page.locator(texts).evaluate_all("all => all.map(e => e.textContent)"))
    page.wait_for_timeout(100)
    assert page.evaluate("window.hits") == 0, address
    return " ".join(found.split())


def assert_shown(lines, text):
    """Assert that two hundred of the lines stand in a text, with their quotation marks set."""
    text = straight(text)
    assert sum(straight(line)[:100] in text for line in lines) >= 200


def straight(text):
    """Return a text with quotation marks, dashes and dots as they were typed."""
    for typed, marks in (("'", "‘’‚"), ('"', "“”„"), ("...", "…"), ("--", "–")):
        text = re.sub(f"[{marks}]", typed, text)
    return text


def listings_of(lines):
    """Yield Markdown whose listings name no language: a problem each, which shows the first line.

    Forty at most are listed of one block.
    """
    for chunk in batched(lines, 40):
        yield "markdown", "\n\n".join(f"```\n{line}\n```" for line in chunk)


def batched(items, size):
    items = iter(items)
    while chunk := list(islice(items, size)):
        yield chunk
