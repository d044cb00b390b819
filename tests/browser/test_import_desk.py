"""An archive is dropped, read, imported and followed; a browser's page is pasted."""

from base64 import b64encode

import pytest
from playwright.sync_api import expect

from blog.import_desk.tasks import go_on
from blog.models import BlogIndexPage, BlogPostPage, ImportRun
from tests.blog.importing.archives.zips import make_zip
from tests.blog.importing.folders import png
from tests.blog.importing.html.clipboards import OF_GOOGLE_DOCS, document, point
from tests.browser.waiting import markdown_in
from tests.browser.writing import write_post
from tests.factories import UserFactory
from tests.queue import run_waiting

pytestmark = pytest.mark.browser

FILES = {
    "site/drift.md": "---\ntitle: Drift\nlayout: x\n---\n\nText.\n\n![Loss](p.png)\n\n[b](bad.md)",
    "site/bad.md": "# Bad\n\n$\\frac{a}{$\n\n![x](gone.png)\n\n[x](#nowhere)",
    "site/p.png": png(),
    "site/notes.ipynb": "{}",
    "../evil.md": "x",
}
# As a mouse would drop it.
DROP = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], "old-site.zip", { type: "application/zip" }));
  const options = { dataTransfer, bubbles: true, cancelable: true };
  document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", options));
}"""
PASTE = """([html, plain]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  const target = document.querySelector(".CodeMirror textarea");
  const options = { clipboardData, bubbles: true, cancelable: true };
  target.dispatchEvent(new ClipboardEvent("paste", options));
}"""
# What a program puts on the clipboard, brought there as it would.
COPY = """(html) => {
  const put = (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", "Plain.");
    event.preventDefault();
  };
  document.addEventListener("copy", put, { once: true, capture: true });
  return document.execCommand("copy");
}"""
UNDO = "document.querySelector('.CodeMirror').CodeMirror.undo()"


@pytest.fixture
def writer(blog_url, open_page, settings, tmp_path):
    """The browser of an editor, signed in."""
    settings.DATA_DIR = tmp_path / "data"
    UserFactory(username="writer", group="Editors")
    return open_page(blog_url, "writer")


def test_a_zip_is_dropped_read_imported_and_followed(writer, shoot, tmp_path):
    index = BlogIndexPage.objects.get()
    writer.goto(f"/admin/pages/{index.pk}/")
    writer.goto(f"/admin/imports/into/{index.pk}/")
    shoot(writer, "new")
    archive = make_zip(tmp_path / "old-site.zip", FILES)
    writer.evaluate(DROP, b64encode(archive.read_bytes()).decode())
    writer.wait_for_url("**/admin/imports/*-*/")
    writer.get_by_text("Being read.").wait_for()
    shoot(writer, "reading")
    run_waiting(go_on)
    # The page follows by itself.
    writer.get_by_role("button", name="Import as drafts").wait_for()
    writer.get_by_text("1 problem that forbids publishing by hand").click()
    shoot(writer, "dry-run")
    expect(writer.get_by_text("bad.md:3")).to_be_visible()
    assert not BlogPostPage.objects.exists()
    writer.get_by_role("button", name="Import and publish").click()
    writer.get_by_role("button", name="Cancel").wait_for()
    shoot(writer, "importing")
    run_waiting(go_on)
    writer.get_by_text("Imported.", exact=True).wait_for()
    writer.set_viewport_size({"width": 390, "height": 844})
    shoot(writer, "done-narrow")
    writer.set_viewport_size({"width": 1440, "height": 900})
    shoot(writer, "done")
    assert ImportRun.objects.get().state == "done"
    assert BlogPostPage.objects.live().get().title == "Drift"
    writer.get_by_text("1 problem that forbids publishing by hand").click()
    writer.get_by_role("link", name="bad.md:3").click()
    expect(writer.locator("#id_title")).to_have_value("Bad")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (document(point("·", "One") + point("o", "Two", 2)), "- One\n  - Two"),
        (document(point("·", "One")), "- One"),
        (
            OF_GOOGLE_DOCS.format('<h2 dir="ltr"><span style="font-weight:400">Results</span></h2>'
                         '<p><span style="font-weight:700">b</span><span> c</span></p>'),
            "## Results\n\n**b** c",
        ),
    ],
    ids=["word", "one point of word", "google docs"],
)  # fmt: skip
def test_word_and_google_docs_are_pasted_by_the_keyboard(writer, shoot, html, text):
    write_post(writer, title="Pasted", text="Before.")
    assert writer.evaluate(COPY, html)
    writer.locator(".CodeMirror").first.click()
    writer.keyboard.press("Control+End")
    writer.keyboard.press("Control+V")
    writer.locator(".CodeMirror-code", has_text=text.split()[1]).wait_for()
    expect(markdown_in(writer)).to_have_value(f"Before.\n\n{text}")
    shoot(writer, "pasted")


def test_a_page_is_pasted_as_markdown_and_plain_text_as_it_is(writer, shoot):
    write_post(writer, title="Pasted", text="Before.")
    html = "<h2>Results</h2><p>Loss <b>falls</b>, see <a href='https://example.org/'>here</a>.</p>"
    writer.evaluate(PASTE, [html, "Results Loss falls, see here."])
    writer.locator(".CodeMirror-code", has_text="**falls**").wait_for()
    pasted = "Before.\n\n## Results\n\nLoss **falls**, see [here](https://example.org/)."
    expect(markdown_in(writer)).to_have_value(pasted)
    shoot(writer, "pasted")
    writer.evaluate(UNDO)
    expect(markdown_in(writer)).to_have_value("Before.")
    code = (
        "<div style='font-family: Consolas'><div><span style='color:red'>a_b_c</span></div></div>"
    )
    writer.locator(".CodeMirror").first.click()
    writer.route("**/images/add/pasted/", lambda route: route.abort())
    writer.keyboard.press("Control+End")
    writer.evaluate(PASTE, [html, " Plain after all."])
    writer.locator(".CodeMirror-code", has_text="Plain after all.").wait_for()
    expect(markdown_in(writer)).to_have_value("Before. Plain after all.")
    writer.unroute_all()
    writer.evaluate(PASTE, [code, " a_b_c"])
    expect(markdown_in(writer)).to_have_value("Before. Plain after all. a_b_c")
